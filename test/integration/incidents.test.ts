import type { SyncView } from '../../contracts/api/syncs';
import { eventually } from '../support/eventually';
import { Club } from './support/club';
import { incidents, type Ending } from './support/incidents';
import { enliven } from './support/in-space';
import { sync } from './support/runs';
import { openSpace } from './support/space';

jest.setTimeout(120_000);

let club: Club;

/** What a run would do, and what it has done. */
const deeds = ({ counts: { granted, moved, revoked, held }, members }: SyncView) => ({
  counts: { granted, moved, revoked, held },
  members: members.map(({ id, what }) => `${what} ${id}`).sort(),
});

/** The run that meets the incident, after a dry run of the same. */
async function meet(): Promise<SyncView> {
  const { space } = club;
  const dry = await sync(space, { dryRun: true });
  const real = await sync(space);
  expect(deeds(real)).toEqual(deeds(dry));
  return real;
}

async function ending(ends: Ending): Promise<void> {
  if ('refused' in ends) {
    expect(await sync(club.space)).toMatchObject({ state: 'failed', reason: ends.refused });
  } else if ('held' in ends) {
    const { state, counts } = await meet();
    expect({ state, held: counts.held, revoked: counts.revoked }).toEqual({
      state: 'done',
      held: ends.held,
      revoked: 0,
    });
    const holds = await club.openHolds();
    expect(new Set(holds.map(({ cause }) => cause))).toEqual(new Set([ends.cause]));
    expect(holds.flatMap(({ members }) => members)).toHaveLength(ends.held);
  } else if ('done' in ends) {
    expect(await meet()).toMatchObject({ state: 'done', counts: ends.done });
  } else await outlast('waits' in ends);
}

/** The run is still at it after its first attempt has failed, or its calls were put off twice; mended, it is done. */
async function outlast(fails: boolean): Promise<void> {
  const { space } = club;
  space.sandbox.nexudus.resetCalls();
  space.sandbox.ironwifi.resetCalls();
  const { id } = await space.api.startSync({ body: {} });
  const view = (): Promise<SyncView> => space.api.readSync({ params: { id } });
  if (fails) await eventually('an attempt has failed', async () => (await attemptOf(id)) > 1, { within: 30_000 });
  else await eventually('it was told to wait, and again', () => putOff() > 1, { within: 30_000 });
  expect(await view()).toMatchObject({ state: 'running' });
  club.mend();
  await eventually('it is done', async () => (await view()).state === 'done', { within: 60_000 });
  expect(await view()).toMatchObject({ counts: { granted: 0, moved: 0, revoked: 0, held: 0 } });
}

/** Calls that were answered with a wait: 409 or 429, by whose it is. */
function putOff(): number {
  const { nexudus, ironwifi } = club.space.sandbox;
  return [...nexudus.calls, ...ironwifi.calls].filter(({ status }) => status === 409 || status === 429).length;
}

async function attemptOf(runId: string): Promise<number> {
  const { workflow } = club.space.client;
  for await (const { workflowId } of workflow.list({ query: `RunId = "${runId}"` })) {
    const { raw } = await workflow.getHandle(workflowId, runId).describe();
    return raw.pendingActivities?.[0]?.attempt ?? 0;
  }
  return 0;
}

beforeAll(async () => {
  club = new Club(enliven(await openSpace()));
  await club.open();
  await club.settle();
});
afterAll(() => club.space.close());

describe('nobody is shut out when', () => {
  // where an incident has failed its test, the next one does not suffer from it
  afterEach(() => club.mend());

  test.each(incidents)('$what', async ({ strike, ends }) => {
    await strike(club);
    await ending(ends);
    expect(club.shutOut()).toEqual([]);
    club.mend();
    await club.settle();
    expect(await club.openHolds()).toEqual([]);
    expect(club.shutOut()).toEqual([]);
  });
});
