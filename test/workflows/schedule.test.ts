import { randomUUID } from 'node:crypto';
import { Client, Connection, type ScheduleHandle } from '@temporalio/client';
import { connectorActivities } from '../../activities/connector';
import type { ActivityDeps } from '../../activities/runtime/deps';
import { rosterSyncScheduleId, workflowTypes } from '../../contracts/replayed';
import { sharedServer } from '../support/temporal-servers';

const SPACES = 10;
const everyMs = 15 * 60_000;

let client: Client;
beforeAll(async () => {
  const { address, namespace } = sharedServer();
  client = new Client({ connection: await Connection.connect({ address }), namespace });
});
afterAll(() => client.connection.close());

/** A Schedule whose syncs no worker carries out. */
async function space(): Promise<{ connector: string; schedule: ScheduleHandle }> {
  const connector = `space-${randomUUID()}`;
  const taskQueue = `nobody-${connector}`;
  const schedule = await client.schedule.create({
    scheduleId: rosterSyncScheduleId(connector),
    spec: { intervals: [{ every: everyMs }] },
    action: { type: 'startWorkflow', workflowType: workflowTypes.rosterSync, workflowId: connector, taskQueue },
  });
  return { connector, schedule };
}

test('settings bring a sync, also where an operator pauses the Schedule at the same moment', async () => {
  const activities = connectorActivities({ client } as ActivityDeps);
  const started = await Promise.all(
    Array.from({ length: SPACES }, async () => {
      const { connector, schedule } = await space();
      const applied = activities.applySchedule({ connector, everyMs, startSync: true });
      await Promise.all([applied, pausedUntil(applied, schedule)]);
      const { info } = await schedule.describe();
      await schedule.delete();
      await Promise.all(info.runningActions.map(({ workflow }) => end(workflow.workflowId)));
      return info.numActionsTaken;
    }),
  );
  expect(started.filter((syncs) => syncs === 0)).toEqual([]);
});

/** Again and again. */
async function pausedUntil(applied: Promise<void>, schedule: ScheduleHandle): Promise<void> {
  let isOver = false;
  const over = applied.then(() => void (isOver = true));
  while (!isOver) await schedule.pause();
  await over;
}

const end = (sync: string): Promise<unknown> => client.workflow.getHandle(sync).terminate();
