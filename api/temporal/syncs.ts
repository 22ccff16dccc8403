import { randomUUID } from 'node:crypto';
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import {
  rosterApprovedWorkflowId,
  rosterDryWorkflowId,
  rosterPreviewWorkflowId,
  rosterSyncScheduleId,
  rosterWhatIfWorkflowId,
  workflowTypes,
  type RosterSyncInput,
} from '../../contracts/replayed';
import { GatewayError, type SyncGateway, type SyncRun } from '../ports/gateways';
import { foundBy, type Place } from '../../contracts/signal-member';
import { within } from './call';
import { KnownRuns, readSyncRun, triggerSync } from './sync-runs';

const START_MS = 10_000;
const ASK_MS = 5_000;

export function temporalSyncs(place: Place): SyncGateway {
  const { client, connector } = place;
  const runs = new KnownRuns(place);
  const read = (workflowId: string, runId: string) => readSyncRun(client, connector, workflowId, runId);

  return {
    async start() {
      return runs.remember(await triggerSync(place, START_MS).catch(noSchedule));
    },
    startApproved() {
      return startRun(rosterApprovedWorkflowId(connector), { connector, approve: true });
    },
    startDryRun(only) {
      const workflowId = `${rosterDryWorkflowId(connector)}-${randomUUID()}`;
      return startRun(workflowId, { connector, dryRun: true, ...(only && { only }) });
    },
    startPreview() {
      return startRun(`${rosterPreviewWorkflowId(connector)}-${randomUUID()}`, { connector, preview: true });
    },
    startWhatIf(whatIf) {
      const workflowId = rosterWhatIfWorkflowId(connector);
      return startRun(workflowId, { connector, whatIf }, 'FAIL').catch((error: unknown) => alone(error, workflowId));
    },
    find(runId) {
      return within(client, ASK_MS, 'server', async () => read(await runs.workflowOf(runId), runId)).catch(noSync);
    },
    schedule() {
      const handle = client.schedule.getHandle(rosterSyncScheduleId(connector));
      return within(client, ASK_MS, 'server', async () => {
        const { state, info } = await handle.describe();
        return { paused: state.paused, note: state.note || null, nextAt: info.nextActionTimes[0] ?? null };
      }).catch(noSchedule);
    },
    running() {
      return within(client, ASK_MS, 'server', async (): Promise<SyncRun[]> => {
        const executions = await runs.maybeRunning();
        const found = await Promise.all(executions.map(({ workflowId, runId }) => read(workflowId, runId)));
        return found.filter(({ state }) => state === 'running');
      });
    },
  };

  async function alone(error: unknown, workflowId: string): Promise<never> {
    const isUnderWay = error instanceof GatewayError && error.cause instanceof WorkflowExecutionAlreadyStartedError;
    if (!isUnderWay) throw error;
    const { runId } = await within(client, ASK_MS, 'server', () => client.workflow.getHandle(workflowId).describe());
    throw new GatewayError('refused', `What-if ${runId} is under way, and one runs at a time.`, { cause: error });
  }

  async function startRun(
    workflowId: string,
    input: RosterSyncInput,
    workflowIdConflictPolicy: 'USE_EXISTING' | 'FAIL' = 'USE_EXISTING',
  ): Promise<string> {
    const handle = await within(client, ASK_MS, 'server', () =>
      client.workflow.start(workflowTypes.rosterSync, {
        workflowId,
        taskQueue: place.membersQueue,
        args: [input],
        workflowIdConflictPolicy,
        typedSearchAttributes: foundBy(connector),
        staticSummary: `Roster sync of ${connector}, ${kindOf(input)}`,
      }),
    );
    return runs.remember({ workflowId, runId: handle.firstExecutionRunId });
  }
}

function kindOf({ preview, dryRun, whatIf }: RosterSyncInput): string {
  if (whatIf !== undefined) return 'what-if';
  return preview ? 'preview' : dryRun ? 'dry run' : 'approved';
}

function noSchedule(error: unknown): never {
  if (!(error instanceof GatewayError) || error.code !== 'notFound') throw error;
  throw new GatewayError('notReady', 'The Schedule of the roster sync is not there: start a worker.', { cause: error });
}

function noSync(error: unknown): never {
  if (!(error instanceof GatewayError) || error.code !== 'notFound') throw error;
  throw new GatewayError('notFound', 'There is no sync of this id; runs are kept for 30 days.', { cause: error });
}
