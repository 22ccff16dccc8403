import type { WorkflowHandle } from '@temporalio/client';
import { defaultPayloadConverter } from '@temporalio/common';
import { temporal } from '@temporalio/proto';
import type { ActivityDeps } from '../../activities';
import { rosterDryWorkflowId, workflowTypes, type RosterSyncInput, type SyncReport } from '../../workflows/messages';
import { eventually } from '../support/eventually';
import { openSpace, type LivingSpace } from './support/space';

jest.setTimeout(60_000);

const PAGES = 5;
const MEMBERS = PAGES * 100 - 50;
const patient = { within: 12_000 };

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

const start = ({ client, connector, deps }: LivingSpace, name: string): Promise<Run> =>
  client.workflow.start<(input: RosterSyncInput) => Promise<SyncReport>>(workflowTypes.rosterSync, {
    workflowId: `${rosterDryWorkflowId(connector)}-${name}`,
    taskQueue: deps.membersQueue,
    args: [{ connector, dryRun: true }],
  });

/** The pages of the directory that were asked for, in this order. */
const pagesRead = (): number[] =>
  space.sandbox.ironwifi.calls.flatMap(({ path }) => {
    const [, page] = /^\/api\/users\?page=(\d+)/.exec(path) ?? [];
    return page === undefined ? [] : [Number(page)];
  });

/** The first attempt that has read this page says and does nothing any more, as if its process were gone. */
function fallSilentAfter(last: number): { release: () => void } {
  const { directory } = space.deps;
  let release = (): void => undefined;
  const forEver = new Promise<void>((resolve) => (release = resolve));
  space.deps.directory = { ...directory, roster: silenced };
  return { release };

  async function* silenced(
    ...args: Parameters<ActivityDeps['directory']['roster']>
  ): ReturnType<ActivityDeps['directory']['roster']> {
    space.deps.directory = directory;
    for await (const page of directory.roster(...args)) {
      yield page;
      if (page.page === last) {
        await forEver;
        throw new Error('this attempt is dead');
      }
    }
  }
}

/** Where the next worker would go on, as the server knows it: 1 until a page has been kept, `null` behind the last. */
async function nextPage(run: Run): Promise<number | null> {
  const { raw } = await run.describe();
  const [details] = raw.pendingActivities?.[0]?.heartbeatDetails?.payloads ?? [];
  if (details === undefined) return 1;
  const { kept } = defaultPayloadConverter.fromPayload<{ kept: { page: number | null } | null }>(details);
  return kept === null ? 1 : kept.page;
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

describe('a sync whose worker falls silent in the directory', () => {
  let undisturbed: SyncReport;

  beforeAll(async () => {
    space = await openSpace();
    populate(space);
    undisturbed = await (await start(space, 'undisturbed')).result();
    expect(undisturbed.counts).toMatchObject({ read: MEMBERS, refreshed: MEMBERS, granted: 0 });
  });
  afterAll(() => space.close());

  it.each([
    [1, 2],
    [3, 4],
    [PAGES, null],
  ])('after page %i goes on behind it, and misses nobody and counts nobody twice', async (last, following) => {
    space.sandbox.ironwifi.resetCalls();
    const dead = fallSilentAfter(last);
    const run = await start(space, `resumed-${last}`);
    let next: number | null = 1;
    try {
      await eventually('its pages are kept', async () => (next = await nextPage(run)) === following, {
        ...patient,
        show: () => next,
      });
      await expectSignsOfLife(run);
      expect((await run.result()).counts).toEqual(undisturbed.counts);
      expect(pagesRead()).toEqual([1, 2, 3, 4, 5]);
    } finally {
      dead.release();
    }
  });
});
