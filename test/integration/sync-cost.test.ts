import type { SyncView } from '../../contracts/api/syncs';
import { eventually } from '../support/eventually';
import { type Calls, statedCalls } from './support/calls';
import { sync } from './support/runs';
import { openSpace, type LivingSpace } from './support/space';

jest.setTimeout(90_000);

const quietly = { hooks: false };
const patient = { within: 20_000 };

/** Every list has one page. */
const floor = {
  nexudus: [
    '/api/billing/coworkercontracts',
    '/api/billing/coworkertimepasses',
    '/api/billing/coworkertimepasses',
    '/api/billing/coworkertimepasses',
    '/api/billing/contractpausedperiods',
    '/api/billing/tariffs',
    '/api/billing/timepasses',
    '/api/spaces/checkins',
    '/api/spaces/coworkers',
    '/api/spaces/teams',
    '/api/sys/webhooks',
  ],
  ironwifi: ['/api/account', '/api/orgunits', '/api/users'],
};

let space: LivingSpace;

/** Members with WiFi, contacts without, and accounts of the operator's own; no hook announces any of them. */
function populate(name: string, { members, contacts, foreign }: Record<'members' | 'contacts' | 'foreign', number>) {
  const { nexudus, ironwifi } = space.sandbox;
  const join = (who: string, plan?: string): string =>
    nexudus.play.join({ fullName: who, email: `${who}@members.example`, plan, ...quietly });
  for (let n = 0; n < members; n++) join(`${name}-member${n}`, 'Hot Desk');
  for (let n = 0; n < contacts; n++) join(`${name}-contact${n}`);
  for (let n = 0; n < foreign; n++) ironwifi.addForeign({ username: `${name}-printer${n}` });
}

async function converged(members: number): Promise<void> {
  let report: SyncView | undefined;
  const isThere = async (): Promise<boolean> => {
    report = await sync(space);
    return report.counts.inSync === members;
  };
  await eventually('nobody drifts', isThere, { ...patient, show: () => report });
}

/** The paths that a sync asks for, sorted, and its report. */
async function watchedSync(): Promise<{ report: SyncView; paths: Record<'nexudus' | 'ironwifi', string[]> }> {
  const { nexudus, ironwifi } = space.sandbox;
  nexudus.resetCalls();
  ironwifi.resetCalls();
  const report = await sync(space);
  const pathsOf = (calls: readonly { path: string }[]): string[] =>
    calls.map(({ path }) => path.replace(/\?.*/, '')).sort();
  return { report, paths: { nexudus: pathsOf(nexudus.calls), ironwifi: pathsOf(ironwifi.calls) } };
}

const sorted = (paths: string[]): string[] => [...paths].sort();

describe('a sync without drift', () => {
  beforeAll(async () => {
    space = await openSpace();
  });
  afterAll(() => space.close());

  it('asks for every page once, and for nothing else', async () => {
    populate('few', { members: 4, contacts: 2, foreign: 1 });
    await converged(6);
    const { report, paths } = await watchedSync();
    expect(paths).toEqual({ nexudus: sorted(floor.nexudus), ironwifi: sorted(floor.ironwifi) });
    expect(report).toMatchObject({
      counts: { inSync: 6 },
      calls: { nexudus: floor.nexudus.length, ironwifi: floor.ironwifi.length },
    });
  });

  it('costs what docs/performance.md states, and so does a day of syncs', () => {
    const once = { nexudus: floor.nexudus.length, ironwifi: floor.ironwifi.length };
    const one = statedCalls('a sync of up to 500 coworkers and 100 accounts');
    // and the hours of passes
    expect(one).toEqual({ least: once, most: { ...once, nexudus: once.nexudus + 1 } });
    const daily = (24 * 60) / 15;
    const times = ({ nexudus, ironwifi }: Calls): Calls => ({ nexudus: daily * nexudus, ironwifi: daily * ironwifi });
    const day = statedCalls('a day of them, every quarter of an hour');
    expect(day).toEqual({ least: times(one.least), most: times(one.most) });
  });

  it('asks for the further pages of a larger space, and for no member', async () => {
    populate('many', { members: 4, contacts: 494, foreign: 100 });
    await converged(504);
    const { report, paths } = await watchedSync();
    expect(paths).toEqual({
      nexudus: sorted([...floor.nexudus, '/api/spaces/coworkers']),
      ironwifi: sorted([...floor.ironwifi, '/api/users']),
    });
    expect(report).toMatchObject({
      counts: { inSync: 504 },
      calls: { nexudus: floor.nexudus.length + 1, ironwifi: floor.ironwifi.length + 1 },
    });
  });
});
