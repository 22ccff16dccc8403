import { activityInfo } from '@temporalio/activity';
import { connectorWorkflowId, proposeChanges, wouldHold } from '../../contracts/replayed';
import type { GuardSettings } from '../../domain/replayed/guard/guard-state';
import type { RehearsedHold, Rehearsal } from '../../domain/replayed/guard/rehearse-review';
import type { ChangeProposal, ProposalReview } from '../../domain/replayed/guard/review-proposal';
import type { PlanId } from '../../domain/replayed/ids';
import type { Compared } from '../../domain/roster/comparison';
import type { Finding } from '../../domain/roster/finding';
import { type HeldFinding, proposalOf, splitBy } from '../../domain/roster/propose-changes';
import type { ActivityDeps } from '../runtime/deps';

type GuardDeps = Pick<ActivityDeps, 'client' | 'connector'>;

export interface Verdict {
  allowed: Finding[];
  /** They wait for an operator. */
  held: HeldFinding[];
}

/** Asks the connector's guard which changes are allowed. */
export async function askGuard(
  { client, connector }: GuardDeps,
  { findings, tally }: Compared,
  { gonePlans, approve }: { gonePlans: PlanId[]; approve: boolean },
): Promise<Verdict> {
  const proposal = proposalOf(findings, tally, { run: runOf(), gonePlans, approve });
  const review = await client.workflow
    .getHandle(connectorWorkflowId(connector))
    .executeUpdate<ProposalReview, [ChangeProposal]>(proposeChanges, { args: [proposal] });
  const { told: allowed, held } = splitBy(review, proposal, findings);
  return { allowed, held };
}

/** Asks which would be. @param limits of a draft; those of the settings where there is none */
export async function rehearseGuard(
  { client, connector }: GuardDeps,
  { findings, tally }: Compared,
  { gonePlans, limits }: { gonePlans: PlanId[]; limits?: GuardSettings },
): Promise<Verdict & { holds: RehearsedHold[] }> {
  const proposal = proposalOf(findings, tally, { run: runOf(), gonePlans, approve: false });
  const review = await client.workflow
    .getHandle(connectorWorkflowId(connector))
    .query<Rehearsal, [ChangeProposal, GuardSettings?]>(wouldHold, proposal, limits);
  const { told: allowed, held } = splitBy(review, proposal, findings);
  return { allowed, held, holds: review.holds ?? [] };
}

const runOf = (): string => activityInfo().workflowExecution?.runId ?? activityInfo().activityId;
