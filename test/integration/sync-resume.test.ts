import type { WorkflowHandle } from '@temporalio/client';
import { defaultPayloadConverter } from '@temporalio/common';
import { temporal } from '@temporalio/proto';
import {
  membersQueue,
  rosterDryWorkflowId,
  workflowTypes,
  type RosterSyncInput,
  type RunHeartbeat,
  type SyncReport,
} from '../../contracts/replayed';
import { eventually } from '../support/eventually';
import { buildProduct, ProductProcess } from '../support/product-process';
import { sharedServer } from '../support/temporal-servers';
import { openSpace, type LivingSpace } from './support/space';

jest.setTimeout(120_000);

const PAGES = 5;
const MEMBERS = PAGES * 100 - 50;
let space: LivingSpace;

/** Members whose accounts are right and fill the directory's pages, and whom no workflow knows. */
function populate({ connector, sandbox: { nexudus, ironwifi } }: LivingSpace): void {
  for (let n = 0; n < MEMBERS; n++) {
    const email = `member${n}@members.example`;
    const id = nexudus.play.join({ fullName: `Member ${n}`, email, plan: 'Hot Desk', hooks: false });
    ironwifi.addForeign({ username: email, notes: `latchkey:${connector}:${id}`, orgunit: 'basic-wifi' });
  }
}

type Run = WorkflowHandle<(input: RosterSyncInput) => Promise<SyncReport>>;

const start = ({ client, connector }: LivingSpace, name: string): Promise<Run> =>
  client.workflow.start<(input: RosterSyncInput) => Promise<SyncReport>>(workflowTypes.rosterSync, {
    workflowId: `${rosterDryWorkflowId(connector)}-${name}`,
    taskQueue: membersQueue,
    args: [{ connector, dryRun: true }],
  });

/** The pages of the directory that were asked for, in this order. */
const pagesRead = (): number[] =>
  space.sandbox.ironwifi.calls.flatMap(({ path }) => {
    const [, page] = /^\/api\/users\?page=(\d+)/.exec(path) ?? [];
    return page === undefined ? [] : [Number(page)];
  });

/** Reads until this page and not one call further: whatever is asked for after it is never answered. */
async function stopBehind(last: number): Promise<void> {
  const { nexudus, ironwifi } = space.sandbox;
  ironwifi.faults.slowMs = 500;
  await eventually('the page is asked for', () => pagesRead().includes(last), { show: pagesRead });
  nexudus.faults.down = ironwifi.faults.down = 'hang';
}

function goOn(): void {
  const { nexudus, ironwifi } = space.sandbox;
  nexudus.faults.down = ironwifi.faults.down = 'off';
  ironwifi.faults.slowMs = 0;
}

/** How far the run has come, as the server knows it; null until it has said so. */
async function progressOf(run: Run): Promise<RunHeartbeat['progress'] | null> {
  const { raw } = await run.describe();
  const [details] = raw.pendingActivities?.[0]?.heartbeatDetails?.payloads ?? [];
  return details === undefined ? null : defaultPayloadConverter.fromPayload<RunHeartbeat>(details).progress;
}

/** A minute without a sign of life is long for a test. */
const expectSignsOfLife = ({ workflowId }: Run): Promise<unknown> =>
  space.client.workflowService.updateActivityOptions({
    namespace: space.client.options.namespace,
    execution: { workflowId },
    type: 'syncRoster',
    activityOptions: temporal.api.activity.v1.ActivityOptions.fromObject({ heartbeatTimeout: { seconds: 2 } }),
    updateMask: { paths: ['heartbeat_timeout'] },
  });

describe('a sync whose worker is killed while it reads the directory', () => {
  let worker: ProductProcess | undefined;
  let undisturbed: SyncReport;

  beforeAll(async () => {
    await buildProduct();
    space = await openSpace();
    populate(space);
    worker = await ProductProcess.start('workers', space.environment, sharedServer());
    undisturbed = await (await start(space, 'undisturbed')).result();
    expect(undisturbed.counts).toMatchObject({ read: MEMBERS, refreshed: MEMBERS, granted: 0 });
  });
  afterAll(async () => {
    await worker?.kill();
    await space.close();
  });
  afterEach(goOn);

  it.each([1, 3, PAGES])('behind page %i starts over, misses nobody and counts nobody twice', async (last) => {
    space.sandbox.ironwifi.resetCalls();
    const run = await start(space, `killed-${last}`);
    await stopBehind(last);
    let progress: RunHeartbeat['progress'] | null = null;
    const isBehind = async (): Promise<boolean> => {
      progress = await progressOf(run);
      return progress?.phase === 'directory' && progress.done === last;
    };
    await eventually('the page is read', isBehind, { show: () => progress });
    await expectSignsOfLife(run);
    await worker?.kill();
    goOn();
    space.sandbox.ironwifi.resetCalls();
    worker = await ProductProcess.start('workers', space.environment, sharedServer());
    expect((await run.result()).counts).toEqual(undisturbed.counts);
    expect(pagesRead()).toEqual([1, 2, 3, 4, 5]);
  });
});
