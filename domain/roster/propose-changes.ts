import { MOST_LISTED, type Standing } from '../replayed/guard/guard-state';
import type { BusinessId, PlanId } from '../replayed/ids';
import type { ChangeProposal, LocationProposal, ProposalReview } from '../replayed/guard/review-proposal';
import type { Finding } from './finding';
import type { Tally } from './tally';

/** How many are listed, of all locations together, and of doubtful members: the proposal lies in a workflow's history. */
const MOST_PROPOSED = MOST_LISTED;

/** What a sync has to ask for. */
export function proposalOf(
  findings: readonly Finding[],
  { locations, skipped }: Tally,
  { run, gonePlans, approve }: Pick<ChangeProposal, 'run' | 'gonePlans' | 'approve'>,
): ChangeProposal {
  const proposals = new Map<BusinessId | null, LocationProposal>();
  for (const [businessId, { managed, coworkers }] of locations)
    proposals.set(businessId, {
      ...{ businessId, managed, coworkers },
      ...{ removals: [], moreRemovals: 0, changes: [], moreChanges: 0 },
    });
  let listed = 0;
  for (const finding of findings) {
    const what = proposedAs(finding);
    const proposal = proposals.get(finding.businessId);
    if (what === null || proposal === undefined) continue;
    const { member: id, reason, stated, heldPlan: plan, mark } = finding;
    if (listed < MOST_PROPOSED) {
      proposal[what].push({ id, reason, stated, plan, ...(mark !== null && { mark }) });
      listed += 1;
    } else if (what === 'changes') proposal.moreChanges += 1;
    else if (isOfGonePlan(finding, gonePlans)) proposal.moreGone = (proposal.moreGone ?? 0) + 1;
    else proposal.moreRemovals += 1;
  }
  return {
    ...{ version: 2, run, gonePlans, approve, locations: [...proposals.values()] },
    doubtful: skipped.slice(0, MOST_PROPOSED),
    moreDoubtful: Math.max(0, skipped.length - MOST_PROPOSED),
  };
}

const isOfGonePlan = ({ heldPlan }: Finding, gonePlans: readonly PlanId[]): boolean =>
  heldPlan !== null && gonePlans.includes(heldPlan);

/** What the member's workflow already knows needs no permission, and what a hook has announced is for it to ask. */
export function proposedAs({ what, takes, known, isPlanChange, awaited }: Finding): 'removals' | 'changes' | null {
  if (known || awaited) return null;
  if (takes && !isPlanChange) return 'removals';
  return what === 'grant' || what === 'move' ? 'changes' : null;
}

/** A finding that must wait, and where it stands; null: nobody has said. */
export interface HeldFinding extends Finding {
  standing: Standing | null;
}

/** Splits findings by the guard's answer. */
export function splitBy(
  answer: ProposalReview,
  proposal: ChangeProposal,
  findings: readonly Finding[],
): { told: Finding[]; held: HeldFinding[] } {
  const held = new Set(answer.held);
  const listed = new Set(
    proposal.locations.flatMap(({ removals, changes }) => [...removals, ...changes]).map(({ id }) => id),
  );
  const standings = new Map(
    (answer.standings ?? []).flatMap(({ members, ...standing }) => members.map((id) => [id, standing] as const)),
  );
  /** What was answered about those that are not listed and are like this one. */
  const answerFor = (finding: Finding) => {
    const isGone = proposedAs(finding) === 'removals' && isOfGonePlan(finding, proposal.gonePlans);
    return answer.more.find(
      ({ businessId, what, gone = false }) =>
        businessId === finding.businessId && what === proposedAs(finding) && gone === isGone,
    );
  };
  const standing = (finding: Finding): Standing | null =>
    standings.get(finding.member) ?? (listed.has(finding.member) ? null : answerFor(finding)?.standing) ?? null;
  const mustWait = (finding: Finding): boolean => {
    const what = proposedAs(finding);
    if (what === null) return false;
    if (listed.has(finding.member)) return held.has(finding.member);
    return answerFor(finding) !== undefined;
  };
  return {
    told: findings.filter((finding) => !mustWait(finding)),
    held: findings.filter(mustWait).map((finding) => ({ ...finding, standing: standing(finding) })),
  };
}
