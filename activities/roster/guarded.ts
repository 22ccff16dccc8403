import { activityInfo } from '@temporalio/activity';
import type { Compared } from '../../domain/roster/comparison';
import type { ChangeProposal, ProposalReview } from '../../domain/replayed/guard/review-proposal';
import { proposalOf, splitBy } from '../../domain/roster/propose-changes';
import type { Finding } from '../../domain/roster/finding';
import type { PlanId } from '../../domain/replayed/ids';
import { proposeChanges, connectorWorkflowId, wouldHold } from '../../contracts/replayed';
import type { ActivityDeps } from '../deps';

export interface Guarded {
  /** What may be done. */
  told: Finding[];
  /** What waits for an operator. */
  held: Finding[];
}

/** Asks the connector what may be done; in a dry run, what it would say. */
export async function guarded(
  { client, connector }: Pick<ActivityDeps, 'client' | 'connector'>,
  { findings, tally }: Compared,
  { gonePlans, approve, dryRun }: { gonePlans: PlanId[]; approve: boolean; dryRun: boolean },
): Promise<Guarded> {
  const run = activityInfo().workflowExecution?.runId ?? activityInfo().activityId;
  const claim = proposalOf(findings, tally, { run, gonePlans, approve });
  const answer = await ask();
  return splitBy(answer, claim, findings);

  function ask(): Promise<ProposalReview> {
    const handle = client.workflow.getHandle(connectorWorkflowId(connector));
    return dryRun
      ? handle.query<ProposalReview, [ChangeProposal]>(wouldHold, claim)
      : handle.executeUpdate<ProposalReview, [ChangeProposal]>(proposeChanges, { args: [claim] });
  }
}
