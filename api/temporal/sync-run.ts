import { WorkflowFailedError, type Client, type WorkflowExecutionDescription } from '@temporalio/client';
import { ApplicationFailure, defaultPayloadConverter } from '@temporalio/common';
import {
  rosterDryWorkflowId,
  rosterPreviewWorkflowId,
  type RunHeartbeat,
  type RunProgress,
  type SyncReport,
} from '../../contracts/replayed';
import type { SyncRun } from '../ports';

/** A run as Temporal has it; its report is the result of its workflow. */
export async function readSyncRun(
  client: Client,
  connector: string,
  workflowId: string,
  runId: string,
): Promise<SyncRun> {
  const handle = client.workflow.getHandle(workflowId, runId, { followRuns: false });
  const described = await handle.describe();
  const outcome = await outcomeOf(described, () => handle.result());
  return { ...head(described, connector), ...outcome, progress: progressOf(described) };
}

/** The run's one activity says in its heartbeat how far it has come. */
function progressOf({ raw }: WorkflowExecutionDescription): RunProgress | null {
  const [payload] = raw.pendingActivities?.[0]?.heartbeatDetails?.payloads ?? [];
  if (!payload) return null;
  return defaultPayloadConverter.fromPayload<RunHeartbeat>(payload).progress;
}

type Outcome = Pick<SyncRun, 'state' | 'reason' | 'message' | 'report'>;

function head({ runId, workflowId, startTime, closeTime }: WorkflowExecutionDescription, connector: string) {
  const dryRun = [rosterDryWorkflowId, rosterPreviewWorkflowId].some((id) => workflowId.startsWith(id(connector)));
  return { runId, dryRun, startedAt: startTime, finishedAt: closeTime ?? null };
}

async function outcomeOf({ status }: WorkflowExecutionDescription, result: () => Promise<unknown>): Promise<Outcome> {
  const { name } = status;
  if (name === 'RUNNING' || name === 'PAUSED') return { state: 'running', reason: null, message: null, report: null };
  if (name === 'COMPLETED') {
    return { state: 'done', reason: null, message: null, report: (await result()) as SyncReport };
  }
  if (name === 'FAILED') return failed(await failureOf(result));
  return failed({ reason: name.toLowerCase(), message: `The run was ended from outside (${name}).` });
}

const failed = (why: Pick<Outcome, 'reason' | 'message'>): Outcome => ({ state: 'failed', report: null, ...why });

async function failureOf(result: () => Promise<unknown>): Promise<Pick<Outcome, 'reason' | 'message'>> {
  try {
    await result();
    return { reason: null, message: null };
  } catch (error) {
    if (!(error instanceof WorkflowFailedError)) throw error;
    const { cause } = error;
    return { reason: (cause instanceof ApplicationFailure && cause.type) || null, message: cause?.message ?? null };
  }
}
