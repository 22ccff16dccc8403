import { decideAccess } from '../../domain/decide-access';
import type { Instant, MemberId } from '../../domain/ids';
import { driftOf, type Drift } from '../../domain/roster-diff';
import type { Rules } from '../../domain/rules';
import { usernameOf } from '../../domain/username';
import type { DirectoryTable } from './read-directory';
import type { SourceTable } from './read-source';

export interface Verdict {
  member: MemberId;
  what: Exclude<Drift, 'none'> | 'orphan' | 'conflict';
}

/** Compares three tables and says who drifted, and how. Accounts that nobody belongs to come as orphans. */
export function compare(
  source: SourceTable,
  directory: DirectoryTable,
  held: Map<MemberId, string>,
  rules: Rules,
  now: Instant,
): { verdicts: Verdict[]; inSync: number } {
  const verdicts: Verdict[] = [];
  let inSync = 0;
  const skipped = new Set(source.contradictory);
  for (const member of source.coworkers.keys()) {
    const facts = skipped.has(member) ? null : source.facts(member);
    if (facts === null) continue;
    const account = directory.ours.get(member);
    const drift = driftOf(decideAccess(facts, rules, now), account, held.get(member));
    if (drift === 'none') inSync += 1;
    else if (drift === 'grant' && account === undefined && nameIsTaken(source, directory, rules, member))
      verdicts.push({ member, what: 'conflict' });
    else verdicts.push({ member, what: drift });
  }
  for (const member of directory.ours.keys())
    if (!source.coworkers.has(member)) verdicts.push({ member, what: 'orphan' });
  return { verdicts, inSync };
}

function nameIsTaken(source: SourceTable, directory: DirectoryTable, rules: Rules, member: MemberId): boolean {
  const row = source.coworkers.get(member);
  const named = row === undefined ? null : usernameOf(row, rules);
  return named !== null && 'username' in named && directory.foreign.has(named.username);
}

/** Plans that members hold and the map does not know: their holders are denied, so an operator must hear of it. */
export function unmappedPlans(
  source: SourceTable,
  rules: Rules,
  now: Instant,
): { id: string; name: string; members: number }[] {
  const plans = new Map<string, { id: string; name: string; members: Set<MemberId> }>();
  for (const member of source.coworkers.keys()) {
    const facts = source.facts(member);
    const contracts = (facts?.contracts ?? []).filter(
      ({ cancellation }) => cancellation === null || cancellation > now,
    );
    for (const { planId, planName } of [...contracts, ...(facts?.passes ?? [])]) {
      if (planId in rules.plans) continue;
      const plan = plans.get(planId) ?? { id: planId, name: planName, members: new Set() };
      plan.members.add(member);
      plans.set(planId, plan);
    }
  }
  return [...plans.values()].map(({ id, name, members }) => ({ id, name, members: members.size }));
}
