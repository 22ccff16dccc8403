import { setTimeout as sleep } from 'node:timers/promises';
import { rateShares } from '../config';
import type { Sandbox } from '../sandbox';
import { Floor } from './floor/floor';
import { alternate, percentile } from './frame/alternate';
import { defineBench, wholeNumber, type Row } from './frame/bench';
import { timesDefault } from './rig/environment';
import { lookWaits } from './rig/looks';
import { desks, untilAccounts } from './rig/members';
import { Rig } from './rig/rig';
import { accountsOfMembers, untilQuiet, whenWritten } from './rig/writes';

/** The doors are open for so long, s: then everybody has come. */
const OPENING_S = 10;
/** Hints have long been looked at, also for the second time. */
const QUIET_MS = 13_000;
/** So much slower than the floor may the product be before the bench gives it up. */
const PATIENCE = 12;
/** Who leaves while the others come. */
const LEAVERS = 3;

interface Options {
  members: number;
  hooks: number;
  clock: number;
}

/** What one half of a run has shown; times in seconds since the doors have opened. */
interface Rush {
  half: number;
  most: number;
  last: number;
  /** The longest time in which nobody got in while somebody waited. */
  silence: number;
}

interface ProductRush extends Rush {
  reads: number;
  writes: number;
  /** The slowest check-out in the middle. */
  leaving: number;
  /** From a hint until it has been looked at, for 95 of 100. */
  look: number;
}

/**
 * A space opens its doors: everybody comes within ten seconds, and each check-in enables an account. Each run has members of its
 * own. What bounds it is the writes at the worker's share of the directory's rate: so the floor makes as many.
 */
export const rush = defineBench({
  about: 'how long it takes until everybody is in who comes at nine, at the default rates',
  options: {
    members: wholeNumber(300, 'who come within ten seconds'),
    hooks: wholeNumber(3, 'hooks of each check-in: three as Nexudus sends, or one'),
    clock: wholeNumber(1, 'how many times faster all rates are, and the coming (15 at most)'),
  },
  measure: async (options, course) => {
    const waves = await openSpace(options, course.runs, course.report);
    const { rig } = waves;
    const writesPerMinute = rateShares(timesDefault(options.clock).product.ironwifi).worker;
    const floor = await Floor.open(rig, writesPerMinute);
    try {
      await rig.restart(timesDefault(options.clock));
      // a worker knows from a sync what reading a list costs
      await rig.sync();
      const limitMs = (options.members / writesPerMinute) * 60_000 * PATIENCE;
      const measured = await alternate(course, {
        floor: () => floorRush(floor, options, limitMs),
        product: (run) => productRush(rig, waves.of(run), options, limitMs),
      });
      return { rows: rowsOf(measured), temporalServer: rig.temporalServer };
    } finally {
      await floor.close();
      await rig.close();
    }
  },
});

interface Wave {
  members: string[];
  leavers: string[];
}

/** A space whose members all have accounts: the leavers of each wave are in, the others are not. */
async function openSpace({ members }: Options, runs: number, report: (line: string) => void) {
  const waves: Wave[] = [];
  const populate = (sandbox: Sandbox): void => {
    for (let run = 0; run < runs; run++)
      waves.push({
        members: desks(sandbox, members, `member-${run}-`),
        leavers: desks(sandbox, LEAVERS, `leaver-${run}-`),
      });
    for (const { leavers } of waves) for (const id of leavers) sandbox.nexudus.play.checkIn(id, { hooks: false });
  };
  const rig = await Rig.open(
    { plans: { 'Hot Desk': { group: 'basic-wifi', checkInRequired: true } }, populate },
    report,
  );
  const { sandbox } = rig;
  const accounts = await untilAccounts(sandbox, runs * (members + LEAVERS));
  const leavers = waves.flatMap((wave) => wave.leavers);
  await whenWritten(sandbox, accountsIn(accounts, leavers), true, SETTLE_LIMIT_MS);
  await untilQuiet(sandbox, QUIET_MS);
  const of = (run: number): Wave => waves[run] ?? { members: [], leavers: [] };
  return { rig, of };
}

const SETTLE_LIMIT_MS = 300_000;

async function productRush(rig: Rig, wave: Wave, { hooks, clock }: Options, limitMs: number): Promise<ProductRush> {
  const { sandbox } = rig;
  await rig.sync();
  await untilQuiet(sandbox, QUIET_MS);
  const accounts = accountsOfMembers(sandbox);
  sandbox.nexudus.resetCalls();
  sandbox.ironwifi.resetCalls();
  const opened = Date.now();
  const coming = spread(wave.members, (OPENING_S * 1_000) / clock, (id) => checkIn(rig, id, hooks));
  const leaving = leave(sandbox, wave.leavers, accounts, limitMs / PATIENCE);
  const came = await coming;
  const written = await whenWritten(sandbox, accountsIn(accounts, wave.members), true, limitMs);
  const counted = { reads: sandbox.nexudus.calls.length, writes: sandbox.ironwifi.writes().length };
  const left = Math.max(...(await leaving)) / 1_000;
  const waits = await lookWaits(rig, wave.members, opened);
  const look = waits.length === 0 ? NaN : percentile(waits, 95) / 1_000;
  return { ...timesOf(opened, came, written), ...counted, leaving: left, look };
}

async function checkIn(rig: Rig, id: string, hooks: number): Promise<void> {
  const { play } = rig.sandbox.nexudus;
  if (hooks !== 1) return void play.checkIn(id);
  play.checkIn(id, { hooks: false });
  await rig.hook('CoworkerCheckin', { Id: Number(id) });
}

/** The leavers go one after the other while the others wait. Returns how long each write has taken, ms. */
function leave(sandbox: Sandbox, leavers: string[], accounts: Map<string, string>, overMs: number): Promise<number[]> {
  const each = leavers.map(async (id, index) => {
    await sleep((overMs * (index + 1)) / (leavers.length + 1));
    const left = Date.now();
    sandbox.nexudus.play.checkOut(id);
    const [written = NaN] = await whenWritten(sandbox, accountsIn(accounts, [id]), false, SETTLE_LIMIT_MS);
    return written - left;
  });
  return Promise.all(each);
}

async function floorRush(floor: Floor, { members, clock }: Options, limitMs: number): Promise<Rush> {
  const accounts = Array.from({ length: members }, () => floor.account(false));
  const opened = Date.now();
  const came = await spread(accounts, (OPENING_S * 1_000) / clock, (account) => floor.begin(account, true));
  return timesOf(opened, came, await whenWritten(floor.sandbox, accounts, true, limitMs));
}

/** Begins something for each within the time, at even distances, and waits until all has begun. Returns when each has. */
async function spread(ids: string[], overMs: number, begin: (id: string) => Promise<void>): Promise<number[]> {
  const [opened, began]: [number, Promise<void>[]] = [Date.now(), []];
  const came: number[] = [];
  for (const [index, id] of ids.entries()) {
    await sleep(Math.max(0, opened + (overMs * index) / ids.length - Date.now()));
    came.push(Date.now());
    began.push(begin(id));
  }
  await Promise.all(began);
  return came;
}

function timesOf(opened: number, came: number[], written: number[]): Rush {
  const since = written.map((at) => (at - opened) / 1_000);
  return {
    half: percentile(since, 50),
    most: percentile(since, 95),
    last: Math.max(...since),
    silence: longestSilence(came, written) / 1_000,
  };
}

/** The longest time in which nobody got in while somebody waited, in the unit of the instants. */
export function longestSilence(came: readonly number[], written: readonly number[]): number {
  const events = [...came.map((at) => ({ at, change: 1 })), ...written.map((at) => ({ at, change: -1 }))];
  let [waiting, since, longest] = [0, 0, 0];
  for (const { at, change } of events.toSorted((a, b) => a.at - b.at || a.change - b.change)) {
    if (change < 0) longest = Math.max(longest, at - since);
    if (change < 0 || waiting === 0) since = at;
    waiting += change;
  }
  return longest;
}

function rowsOf({ floor, product }: { floor: Rush[]; product: ProductRush[] }): Row[] {
  const of = (value: (rush: Rush) => number) => ({ floor: floor.map(value), product: product.map(value) });
  const alone = (value: (rush: ProductRush) => number) => ({ product: product.map(value) });
  return [
    { what: 'until half of them were in', unit: 's', ...of(({ half }) => half) },
    { what: 'until 95 of 100 were in', unit: 's', ...of(({ most }) => most) },
    { what: 'until the last was in', unit: 's', ...of(({ last }) => last), goal: { atMost: 1.1 } },
    { what: 'longest time in which nobody got in', unit: 's', ...of(({ silence }) => silence) },
    { what: 'a look has answered 95 of 100 within', unit: 's', ...alone(({ look }) => look), goal: { atMost: 5 } },
    { what: 'slowest check-out in the middle', unit: 's', ...alone(({ leaving }) => leaving), goal: { atMost: 5 } },
    { what: 'reads', unit: 'calls', ...alone(({ reads }) => reads) },
    { what: 'writes, those of the check-outs among them', unit: 'calls', ...alone(({ writes }) => writes) },
  ];
}

function accountsIn(accounts: Map<string, string>, members: readonly string[]): string[] {
  return members.map((id) => {
    const account = accounts.get(id);
    if (account === undefined) throw new Error(`member ${id} has no account`);
    return account;
  });
}
