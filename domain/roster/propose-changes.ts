import type { BusinessId } from '../replayed/ids';
import type { ChangeProposal, LocationProposal, ProposalReview } from '../replayed/guard/review-proposal';
import type { Finding } from './finding';
import type { Tally } from './tally';

/** What is listed of one location, and of doubtful members; it travels through a workflow's history. */
const MOST_LISTED = 2_000;
/** Of all locations together: some 700 kB, where Temporal takes 2 MB. */
const MOST_IN_ALL = 10_000;

/** What has to be asked for: what the workflow knows of already is neither a removal nor a change any more. */
export function proposalOf(
  findings: readonly Finding[],
  { locations, skipped }: Tally,
  { run, gonePlans, approve }: Pick<ChangeProposal, 'run' | 'gonePlans' | 'approve'>,
): ChangeProposal {
  const claims = new Map<BusinessId | null, LocationProposal>();
  for (const [businessId, { managed, coworkers }] of locations)
    claims.set(businessId, {
      ...{ businessId, managed, coworkers },
      ...{ removals: [], moreRemovals: 0, changes: [], moreChanges: 0 },
    });
  let listed = 0;
  for (const finding of findings) {
    const what = proposedAs(finding);
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

export function proposedAs({ what, takes, known }: Finding): 'removals' | 'changes' | null {
  if (known) return null;
  if (takes) return 'removals';
  return what === 'grant' || what === 'move' ? 'changes' : null;
}

/** Splits findings by what was answered. */
export function splitBy(
  answer: ProposalReview,
  claim: ChangeProposal,
  findings: readonly Finding[],
): { told: Finding[]; held: Finding[] } {
  const held = new Set(answer.held);
  const listed = new Set(
    claim.locations.flatMap(({ removals, changes }) => [...removals, ...changes]).map(({ id }) => id),
  );
  const mustWait = (finding: Finding): boolean => {
    const what = proposedAs(finding);
    if (what === null) return false;
    if (listed.has(finding.member)) return held.has(finding.member);
    return answer.more.some((more) => more.businessId === finding.businessId && more.what === what);
  };
  return {
    told: findings.filter((finding) => !mustWait(finding)),
    held: findings.filter(mustWait),
  };
}
