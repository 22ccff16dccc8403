import { setTimeout as sleep } from 'node:timers/promises';
import { ScheduleOverlapPolicy, type ScheduleDescription } from '@temporalio/client';
import { rosterSyncScheduleId } from '../../contracts/replayed';
import { GatewayError } from '../gateway-error';
import type { Place } from './place';

const LOOK_EVERY_MS = 50;

export interface Execution {
  workflowId: string;
  runId: string;
}

/**
 * The run of the Schedule that is under way, or the one that a trigger starts. A trigger does not say which run it made (or
 * that it made none because one was running): the Schedule is looked at until a new one shows.
 * @param until epoch ms
 */
export async function triggerSync(place: Place, until: number): Promise<Execution> {
  const schedule = place.client.schedule.getHandle(rosterSyncScheduleId(place.connector));
  const before = await schedule.describe();
  const underWay = await stillRunning(place, runningOf(before));
  if (underWay) return underWay;
  const known = new Set([...runningOf(before), ...recentOf(before)].map(({ runId }) => runId));
  await schedule.trigger(ScheduleOverlapPolicy.SKIP);
  while (Date.now() < until) {
    const now = await schedule.describe();
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
