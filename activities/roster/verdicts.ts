import type { CoworkerRow } from '../../clients/membership-source';
import type { DirectoryAccount } from '../../clients/wifi-directory';
import { decideAccess } from '../../domain/decide-access';
import type { Instant, MemberId } from '../../domain/ids';
import { driftOf, type Drift } from '../../domain/roster-diff';
import type { Rules } from '../../domain/rules';
import { usernameOf } from '../../domain/username';
import type { DirectoryTable } from './read-directory';
import type { SourceTable } from './read-source';

export interface Verdict {
  member: MemberId;
  /**
   * - `conflict`: the user name belongs to an account that we did not make.
   * - `unnamed`: entitled, but no user name can be made (no e-mail address).
   * - `orphan`: an account of ours whose member the source does not list.
   * - `misnamed`: the settings would give the account another user name; it keeps its own until an operator renames it.
   */
  what: Exclude<Drift, 'none'> | 'orphan' | 'conflict' | 'unnamed' | 'misnamed';
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
    if (isMisnamed(source.coworkers.get(member), account, rules)) verdicts.push({ member, what: 'misnamed' });
    if (drift === 'none') inSync += 1;
    else
      verdicts.push({
        member,
        what: obstacle(drift, account, source.coworkers.get(member), directory, rules) ?? drift,
      });
  }
  for (const member of directory.ours.keys())
    if (!source.coworkers.has(member)) verdicts.push({ member, what: 'orphan' });
  return { verdicts, inSync };
}

function isMisnamed(coworker: CoworkerRow | undefined, account: DirectoryAccount | undefined, rules: Rules): boolean {
  if (coworker === undefined || account === undefined) return false;
  const names = [false, true].map((suffix) => usernameOf(coworker, rules, { suffix }));
  const made = names.flatMap((named) => ('username' in named ? [named.username] : []));
  return made.length > 0 && !made.includes(account.username.toLowerCase());
}

/** Why an account that is missing cannot be made. */
function obstacle(
  drift: Drift,
  account: DirectoryAccount | undefined,
  coworker: CoworkerRow | undefined,
  directory: DirectoryTable,
  rules: Rules,
): 'conflict' | 'unnamed' | null {
  if (drift !== 'grant' || account !== undefined || coworker === undefined) return null;
  const named = usernameOf(coworker, rules);
  if ('problem' in named) return 'unnamed';
  return directory.foreign.has(named.username) ? 'conflict' : null;
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
