import { setTimeout as sleep } from 'node:timers/promises';
import type { Sandbox } from '../sandbox';
import { Floor } from './floor/floor';
import { alternate, percentile } from './frame/alternate';
import { defineBench, wholeNumber, type Row } from './frame/bench';
import { Rig } from './rig/rig';
import { accountsOfMembers, untilQuiet, whenWritten } from './rig/writes';

/** Between the ends of two runs, s: what follows an end is over by then. */
const APART_S = 100;
/** What a bare workflow takes to be started, ms. */
const START_MS = 10;
/** Nothing else is under way when an instant comes. */
const QUIET_MS = 5_000;
const LIMIT_MS = 240_000;

/** How late accounts were written, ms. */
type Lateness = number[];

/**
 * Passes that end at one instant, in a directory that takes as many writes as it gets. The floor is as many bare workflows on the
 * same server, with a timer and one activity that writes.
 */
export const ends = defineBench({
  about: 'how late access ends, where many passes end at one instant and the directory has no limit',
  options: {
    members: wholeNumber(500, 'whose passes end at one instant, in each run'),
    lead: wholeNumber(120, 's from the start until the first instant: all have their accounts by then'),
  },
  measure: async ({ members, lead }, course) => {
    // Nexudus knows whole seconds
    const first = Math.ceil(Date.now() / 1_000 + lead) * 1_000;
    const instants = Array.from({ length: course.runs }, (_, run) => first + run * APART_S * 1_000);
    const groups: string[][] = [];
    const populate = (sandbox: Sandbox): void => {
      for (const instant of instants) groups.push(guests(sandbox, members, instant));
    };
    const rig = await Rig.open({ plans: { 'Day Pass': { group: 'guest-wifi' } }, populate }, course);
    const floor = await Floor.open(rig);
    try {
      const accounts = await accountsOf(rig.sandbox, groups, first);
      const measured = await alternate(course, {
        floor: () => floorEnds(floor, members),
        product: (run) => productEnds(rig.sandbox, accounts[run] ?? [], instants[run] ?? 0),
      });
      return { rows: rowsOf(measured), temporalServer: rig.temporalServer };
    } finally {
      await floor.close();
      await rig.close();
    }
  },
});

function guests({ nexudus }: Sandbox, count: number, until: number): string[] {
  return Array.from({ length: count }, (_, n) => {
    const email = `guest${n}-${until}@guests.example`;
    const id = nexudus.play.join({ fullName: `Guest ${n}`, email, hooks: false });
    nexudus.play.buyPass(id, { pass: 'Day Pass', expires: until, hooks: false });
    return id;
  });
}

/** The accounts of each group, as soon as all of them have one. */
async function accountsOf(sandbox: Sandbox, groups: string[][], deadline: number): Promise<string[][]> {
  const all = groups.flat().length;
  let accounts = accountsOfMembers(sandbox);
  for (; accounts.size < all; accounts = accountsOfMembers(sandbox)) {
    if (Date.now() > deadline)
      throw new Error(`Only ${accounts.size} of ${all} guests have an account: give more --lead`);
    await sleep(1_000);
  }
  return groups.map((group) => group.flatMap((id) => accounts.get(id) ?? []));
}

async function productEnds(sandbox: Sandbox, accounts: string[], instant: number): Promise<Lateness> {
  await untilQuiet(sandbox, QUIET_MS);
  if (Date.now() > instant) throw new Error('The passes have ended before everything was quiet: give more --lead');
  await sleep(instant - Date.now());
  const late = lateness(await whenWritten(sandbox, accounts, false, LIMIT_MS), instant);
  if (Math.min(...late) < 0) throw new Error('Access has ended before its instant');
  return late;
}

async function floorEnds(floor: Floor, members: number): Promise<Lateness> {
  const accounts = Array.from({ length: members }, () => floor.account(true));
  const instant = Date.now() + QUIET_MS + members * START_MS;
  await Promise.all(accounts.map((account) => floor.begin(account, false, instant)));
  if (Date.now() > instant) throw new Error('The bare workflows have not been started in time');
  await sleep(instant - Date.now());
  return lateness(await whenWritten(floor.sandbox, accounts, false, LIMIT_MS), instant);
}

const lateness = (written: number[], instant: number): Lateness => written.map((at) => at - instant);

function rowsOf({ floor, product }: { floor: Lateness[]; product: Lateness[] }): Row[] {
  const shares = [
    [50, 'half of them, at most so late'],
    [99, '99 of 100, at most so late'],
    [100, 'the last, so late'],
  ] as const;
  return shares.map(([percent, what]) => ({
    what,
    unit: 's',
    floor: floor.map((late) => percentile(late, percent) / 1_000),
    product: product.map((late) => percentile(late, percent) / 1_000),
    goal: { atMost: 1.3 },
  }));
}
