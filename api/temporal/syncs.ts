import { randomUUID } from 'node:crypto';
import {
  rosterDryWorkflowId,
  rosterPreviewWorkflowId,
  rosterSyncWorkflowId,
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
      return startRun(`${rosterSyncWorkflowId(connector)}-approved`, { connector, approve: true });
    },
    startDryRun(only) {
      const workflowId = `${rosterDryWorkflowId(connector)}-${randomUUID()}`;
      return startRun(workflowId, { connector, dryRun: true, ...(only && { only }) });
    },
    startPreview() {
      return startRun(`${rosterPreviewWorkflowId(connector)}-${randomUUID()}`, { connector, preview: true });
    },
    find(runId) {
      return within(client, ASK_MS, 'server', async () => read(await runs.workflowOf(runId), runId)).catch(noSync);
    },
    running() {
      return within(client, ASK_MS, 'server', async (): Promise<SyncRun[]> => {
        const executions = await runs.maybeRunning();
        const found = await Promise.all(executions.map(({ workflowId, runId }) => read(workflowId, runId)));
        return found.filter(({ state }) => state === 'running');
      });
    },
  };

  async function startRun(workflowId: string, input: RosterSyncInput): Promise<string> {
    const handle = await within(client, ASK_MS, 'server', () =>
      client.workflow.start(workflowTypes.rosterSync, {
        workflowId,
        taskQueue: place.membersQueue,
        args: [input],
        workflowIdConflictPolicy: 'USE_EXISTING',
        typedSearchAttributes: foundBy(connector),
        staticSummary: `Roster sync of ${connector}, ${input.preview ? 'preview' : input.dryRun ? 'dry run' : 'approved'}`,
      }),
    );
    return runs.remember({ workflowId, runId: handle.firstExecutionRunId });
  }
}

function noSchedule(error: unknown): never {
  if (!(error instanceof GatewayError) || error.code !== 'notFound') throw error;
  throw new GatewayError('notReady', 'The Schedule of the roster sync is not there: start a worker.', { cause: error });
}

function noSync(error: unknown): never {
  if (!(error instanceof GatewayError) || error.code !== 'notFound') throw error;
  throw new GatewayError('notFound', 'There is no sync of this id; runs are kept for 30 days.', { cause: error });
}
