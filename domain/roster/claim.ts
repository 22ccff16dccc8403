import type { BusinessId, MemberId, PlanId } from '../ids';
import type { GuardSettings } from '../settings';
import type { Finding } from './finding';
import type { Tally } from './tally';

/** Something that a sync wants to do to a member. */
export interface Claimed {
  id: MemberId;
  reason: string;
  /** The plan by which the member's workflow gives access. */
  plan: PlanId | null;
}

export interface LocationClaim {
  businessId: BusinessId | null;
  managed: number;
  coworkers: number;
  removals: Claimed[];
  /** So many more than are listed. */
  moreRemovals: number;
  changes: Claimed[];
  moreChanges: number;
}

/** What a sync wants to do, before it does any of it. */
export interface Claim {
  /** The run's id: asking twice is asking once. */
  run: string;
  locations: LocationClaim[];
  gonePlans: PlanId[];
  /** Members whose reads contradict each other: what waits for a decision about them goes on waiting. */
  doubtful: MemberId[];
  /** So many more than are listed. */
  moreDoubtful: number;
  /** An operator lets every removal of this run through. */
  approve: boolean;
}

export interface ClaimAnswer {
  /** Of those listed: who must wait. */
  held: MemberId[];
  /** Where those that are not listed must wait, too. */
  more: { businessId: BusinessId | null; what: 'removals' | 'changes' }[];
}

/** What is listed of one location, and of doubtful members; it travels through a workflow's history. */
const MOST_LISTED = 2_000;
/** Of all locations together: some 700 kB, where Temporal takes 2 MB. */
const MOST_IN_ALL = 10_000;

/** What has to be asked for: what the workflow knows of already is neither a removal nor a change any more. */
export function claimOf(
  findings: readonly Finding[],
  { locations, skipped }: Tally,
  { run, gonePlans, approve }: Pick<Claim, 'run' | 'gonePlans' | 'approve'>,
): Claim {
  const claims = new Map<BusinessId | null, LocationClaim>();
  for (const [businessId, { managed, coworkers }] of locations)
    claims.set(businessId, {
      ...{ businessId, managed, coworkers },
      ...{ removals: [], moreRemovals: 0, changes: [], moreChanges: 0 },
    });
  let listed = 0;
  for (const finding of findings) {
    const what = claimable(finding);
    const claim = claims.get(finding.businessId);
    if (what === null || claim === undefined) continue;
    const { member: id, reason, heldPlan: plan } = finding;
    if (claim[what].length < MOST_LISTED && listed < MOST_IN_ALL) {
      claim[what].push({ id, reason, plan });
      listed += 1;
    } else if (what === 'removals') claim.moreRemovals += 1;
    else claim.moreChanges += 1;
  }
  return {
    ...{ run, gonePlans, approve, locations: [...claims.values()] },
    doubtful: skipped.slice(0, MOST_LISTED),
    moreDoubtful: Math.max(0, skipped.length - MOST_LISTED),
  };
}

export function claimable({ what, takes, known }: Finding): 'removals' | 'changes' | null {
  if (known) return null;
  if (takes) return 'removals';
  return what === 'grant' || what === 'move' ? 'changes' : null;
}

/** Splits findings by what was answered. */
export function splitBy(
  answer: ClaimAnswer,
  claim: Claim,
  findings: readonly Finding[],
): { told: Finding[]; held: Finding[] } {
  const held = new Set(answer.held);
  const listed = new Set(
    claim.locations.flatMap(({ removals, changes }) => [...removals, ...changes]).map(({ id }) => id),
  );
  const mustWait = (finding: Finding): boolean => {
    const what = claimable(finding);
    if (what === null) return false;
    if (listed.has(finding.member)) return held.has(finding.member);
    return answer.more.some((more) => more.businessId === finding.businessId && more.what === what);
  };
  return {
    told: findings.filter((finding) => !mustWait(finding)),
    held: findings.filter(mustWait),
  };
}

/** More than both is too much. */
export const exceeds = (count: number, { atLeast, percent }: GuardSettings['removals'], population: number): boolean =>
  count > Math.max(atLeast, (population * percent) / 100);
