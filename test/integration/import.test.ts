import type { SyncView } from '../../contracts/api/syncs';
import { eventually } from '../support/eventually';
import { enliven, type Living } from './support/in-space';
import { preview } from './support/runs';
import { openSpace } from './support/space';

jest.setTimeout(120_000);

/** Enough to be told one after the other. */
const NEWCOMERS = 105;
const patient = { within: 60_000 };

let space: Living;
beforeAll(async () => {
  space = enliven(await openSpace({ settings: { live: false, mail: { later: true } } }));
});
afterAll(() => space.close());

/** The run that is under way, if one is. */
async function running(): Promise<SyncView | undefined> {
  const { syncs } = await space.api.listSyncs();
  const run = syncs.find(({ state }) => state === 'running');
  return run && space.api.readSync({ params: { id: run.id } });
}

const made = () => space.sandbox.ironwifi.accounts().filter(({ enabled }) => enabled).length;

it('an import is held back, says how far it is, and goes on when it is let go', async () => {
  const { play } = space.sandbox.nexudus;
  for (let n = 0; n < NEWCOMERS; n += 1)
    play.join({ fullName: `New ${n}`, email: `new${n}@members.example`, plan: 'Hot Desk', hooks: false });
  const { fingerprint, counts } = await preview(space);
  expect(counts.granted).toBe(NEWCOMERS);
  expect(await space.api.pauseImport({ body: { paused: true } })).toEqual({ paused: true });
  expect(await space.api.goLive({ body: { fingerprint: fingerprint ?? '' } })).toMatchObject({ live: true });
  let seen: SyncView | undefined;
  await eventually('it waits', async () => (seen = await running())?.progress?.phase === 'telling', {
    ...patient,
    show: () => seen,
  });
  expect(seen?.progress).toMatchObject({ done: 0, of: NEWCOMERS });
  expect(made()).toBe(0);
  expect(await space.api.pauseImport({ body: { paused: false } })).toEqual({ paused: false });
  await eventually('all have accounts', () => made() === NEWCOMERS, { ...patient, show: made });
});
