import { sleep } from '@temporalio/activity';
import { WorkflowNotFoundError } from '@temporalio/common';
import { accessChanged, memberWorkflowId, type Hint } from '../../contracts/replayed';
import type { MarkOfMember } from '../../domain/roster/marking';
import type { ActivityDeps } from '../runtime/deps';
import type { Run } from './run';

/** In one run; the next one goes on. Members who wait at a door come before members who are told that nothing happens. */
const MOST_AT_ONCE = 2_000;
const PAUSE_MS = 20;

type MarkDeps = Pick<ActivityDeps, 'client' | 'connector'>;

/** Tells members what the guard has held of theirs, or holds no longer, so that they can say so. Nobody looks because of it. */
export async function markMembers(deps: MarkDeps, marks: MarkOfMember[], at: number, run: Run): Promise<void> {
  for (const { member, mark } of marks.slice(0, MOST_AT_ONCE)) {
    await tell(deps, memberWorkflowId(deps.connector, member), { source: 'sync', mark: { at, mark } });
    run.alive();
    await sleep(PAUSE_MS);
  }
}

async function tell({ client }: MarkDeps, workflowId: string, hint: Hint): Promise<void> {
  try {
    await client.workflow.getHandle(workflowId).signal(accessChanged, hint);
  } catch (error) {
    // it has ended since it was listed: it holds nothing any more
    if (!(error instanceof WorkflowNotFoundError)) throw error;
  }
}
