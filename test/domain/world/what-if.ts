import type { GuardState } from '../../../domain/replayed/guard/guard-state';
import { rehearseReview } from '../../../domain/replayed/guard/rehearse-review';
import { proposalOf, splitBy } from '../../../domain/roster/propose-changes';
import type { Side } from '../../../domain/roster/sides';
import { WhatIf, type Effects, type Rehearsed } from '../../../domain/roster/what-if';
import type { Rules } from '../../../domain/settings/rules';
import type { ModelSpace } from './runs';

const rates = { importPerMinute: 60, readsPerMinute: 100 };

/** What a draft of rules would do to a space, as the activity finds it out. */
export function whatIf(space: ModelSpace, guard: GuardState, draft: Rules): Effects {
  const { source, held, now } = space;
  const spaces = { today: space, draft: space.under(draft) };
  const asked = new WhatIf({
    rules: { today: space.rules, draft },
    workflows: held,
    businessOf: (member) => source.roster().businessOf(member),
    now,
  });
  const comparisons = {
    today: spaces.today.comparison((judged) => asked.note('today', judged)),
    draft: spaces.draft.comparison((judged) => asked.note('draft', judged)),
  };
  for (const row of space.directory.rows()) {
    comparisons.draft.take(row);
    comparisons.today.take(row);
  }
  const rehearse = (side: Side): Rehearsed => {
    const compared = comparisons[side].finish();
    const gonePlans = [...source.blind.plans];
    const proposal = proposalOf(compared.findings, compared.tally, { run: 'what-if', gonePlans, approve: false });
    const review = rehearseReview(guard, proposal, spaces[side].rules.guard, now);
    return { compared, held: splitBy(review, proposal, compared.findings).held, holds: review.holds ?? [] };
  };
  return asked.finish({ today: rehearse('today'), draft: rehearse('draft') }, rates);
}
