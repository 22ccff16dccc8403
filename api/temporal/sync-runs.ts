import { setTimeout as sleep } from 'node:timers/promises';
import {
  ScheduleOverlapPolicy,
  WorkflowFailedError,
  type Client,
  type ScheduleDescription,
  type WorkflowExecutionDescription,
} from '@temporalio/client';
import { ApplicationFailure, defaultPayloadConverter } from '@temporalio/common';
import {
  rosterDryWorkflowId,
  rosterPreviewWorkflowId,
  rosterSyncScheduleId,
  rosterSyncWorkflowId,
  rosterWhatIfWorkflowId,
  runKindOf,
  workflowTypes,
  type RunHeartbeat,
  type RunProgress,
  type SyncReport,
} from '../../contracts/replayed';
import { GatewayError, type SyncRun } from '../ports/gateways';
import type { Place } from '../../contracts/signal-member';
import { within } from './call';

const writingNothing = [rosterDryWorkflowId, rosterPreviewWorkflowId, rosterWhatIfWorkflowId];

interface Execution {
  workflowId: string;
  runId: string;
}

const MOST_REMEMBERED = 1_000;
/** After it the list of workflows has caught up. */
const LIST_LAG_MS = 30_000;

/**
 * Finds the workflow of a run: the id of a sync is its run id alone. The list of workflows has it, seconds late; runs that
 * were started here are remembered.
 */
export class KnownRuns {
  readonly #remembered = new Map<string, { workflowId: string; at: number }>();

  constructor(private readonly place: Place) {}

  remember({ workflowId, runId }: Execution): string {
    this.#remembered.set(runId, { workflowId, at: Date.now() });
    const [oldest] = this.#remembered.keys();
    if (this.#remembered.size > MOST_REMEMBERED && oldest !== undefined) this.#remembered.delete(oldest);
    return runId;
  }

  /** @param runId known to be a UUID */
  async workflowOf(runId: string): Promise<string> {
    const known = this.#remembered.get(runId);
    if (known) return known.workflowId;
    const [found] = await this.#list(`RunId = "${runId}"`);
    if (!found) throw new GatewayError('notFound', `There is no sync ${runId}.`);
    return found.workflowId;
  }

  /** Running ones by the list, and those too young for it. */
  async maybeRunning(): Promise<Execution[]> {
    const listed = await this.#list('ExecutionStatus = "Running"');
    const seen = new Set(listed.map(({ runId }) => runId));
    const young = [...this.#remembered]
      .filter(([runId, { at }]) => !seen.has(runId) && Date.now() - at < LIST_LAG_MS)
      .map(([runId, { workflowId }]) => ({ workflowId, runId }));
    return [...listed, ...young];
  }

  async #list(term: string): Promise<Execution[]> {
    const { client, connector } = this.place;
    const ours = [rosterSyncWorkflowId, ...writingNothing].map((id) => id(connector));
    const found: Execution[] = [];
    for await (const { workflowId, runId } of client.workflow.list({
      query: `WorkflowType = "${workflowTypes.rosterSync}" AND ${term}`,
      pageSize: 100,
    })) {
      if (ours.some((prefix) => workflowId === prefix || workflowId.startsWith(`${prefix}-`)))
        found.push({ workflowId, runId });
    }
    return found;
  }
}

const LOOK_EVERY_MS = 50;
/** By then a trigger has started a run, or was lost. */
const STARTED_BY_MS = 3_000;

/**
 * The run of the Schedule that is under way, or the one that a trigger starts. A trigger does not say which run it made (or
 * that it made none because one was running), so the Schedule is polled until a new one shows.
 * Each call is repeated by itself where it was not accepted: to begin anew would start another sync. A trigger that another
 * one, or a pause, has overtaken is lost (temporal.md I5), and made again.
 */
export async function triggerSync(place: Place, ms: number): Promise<Execution> {
  const until = Date.now() + ms;
  const ask = <T>(call: () => Promise<T>) => within(place.client, until - Date.now(), 'server', call);
  const schedule = place.client.schedule.getHandle(rosterSyncScheduleId(place.connector));
  const before = await ask(() => schedule.describe());
  const underWay = await ask(() => stillRunning(place, runningOf(before)));
  if (underWay) return underWay;
  const known = new Set([...runningOf(before), ...recentOf(before)].map(({ runId }) => runId));
  let triggeredAt = -Infinity;
  while (Date.now() < until) {
    if (Date.now() - triggeredAt > STARTED_BY_MS) {
      await ask(() => schedule.trigger(ScheduleOverlapPolicy.SKIP));
      triggeredAt = Date.now();
    }
    const now = await ask(() => schedule.describe());
    const fresh = [...runningOf(now), ...recentOf(now)].find(({ runId }) => !known.has(runId));
    if (fresh) return fresh;
    await sleep(LOOK_EVERY_MS);
  }
  throw new GatewayError('away', 'The Schedule started no sync in time.');
}

const executionOf = ({ workflow }: ScheduleDescription['info']['runningActions'][number]): Execution => ({
  workflowId: workflow.workflowId,
  runId: workflow.firstExecutionRunId,
});

const runningOf = ({ info }: ScheduleDescription): Execution[] => info.runningActions.map(executionOf);
const recentOf = ({ info }: ScheduleDescription): Execution[] =>
  info.recentActions.map(({ action }) => executionOf(action)).reverse();

/** The Schedule learns of an end a little late. */
async function stillRunning({ client }: Place, executions: Execution[]): Promise<Execution | null> {
  for (const execution of executions) {
    const { status } = await client.workflow.getHandle(execution.workflowId, execution.runId).describe();
    if (status.name === 'RUNNING') return execution;
  }
  return null;
}

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

/** The run's one activity reports its progress in its heartbeat. */
function progressOf({ raw }: WorkflowExecutionDescription): RunProgress | null {
  const [payload] = raw.pendingActivities?.[0]?.heartbeatDetails?.payloads ?? [];
  if (!payload) return null;
  return defaultPayloadConverter.fromPayload<RunHeartbeat>(payload).progress;
}

type Outcome = Pick<SyncRun, 'state' | 'reason' | 'message' | 'report'>;

function head({ runId, workflowId, startTime, closeTime }: WorkflowExecutionDescription, connector: string) {
  const dryRun = writingNothing.some((id) => workflowId.startsWith(id(connector)));
  return { runId, kind: runKindOf(workflowId), dryRun, startedAt: startTime, finishedAt: closeTime ?? null };
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
