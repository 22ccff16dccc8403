import { rateShares } from '../../config';
import { Floor } from '../floor/floor';
import { alternate } from '../frame/alternate';
import { defineBench, wholeNumber } from '../frame/bench';
import { timesDefault } from '../rig/environment';
import { firstLooks } from '../rig/looks';
import type { Rig } from '../rig/rig';
import { spread } from '../rig/spread';
import { accountsIn, accountsOfMembers, untilQuiet, whenWritten } from '../rig/writes';
import { checkIn } from './check-in';
import { evenly, middleOf } from './middle';
import { openSpace, QUIET_MS, type Wave } from './space';
import { pictureOf, rowsOf, type ProductRush, type Rush } from './tell';

/** The doors are open for so long, s: then everybody has come. */
const OPENING_S = 10;
/** So much slower than the floor may the product be before the bench gives it up. */
const PATIENCE = 12;

interface Options {
  members: number;
  hooks: number;
  clock: number;
}

/**
 * A space opens its doors: everybody comes within ten seconds, and each check-in enables an account. Each run has members of its
 * own. What bounds it is the writes at the worker's share of the directory's rate: the floor makes as many, those of the middle
 * among them.
 */
export const rush = defineBench({
  about: 'how long it takes until everybody is in who comes at nine, at the default rates',
  options: {
    members: wholeNumber(300, 'who come within ten seconds'),
    hooks: wholeNumber(3, 'hooks of each check-in: three as Nexudus sends, or one'),
    clock: wholeNumber(1, 'how many times faster all rates are, and the coming (15 at most)'),
  },
  measure: async (options, course) => {
    const waves = await openSpace(options.members, course);
    const { rig } = waves;
    const writesPerMinute = rateShares(timesDefault(options.clock).product.ironwifi).worker;
    const floor = await Floor.open(rig, writesPerMinute);
    try {
      await rig.restart(timesDefault(options.clock));
      // a worker knows from a sync what reading a list costs
      await rig.sync();
      const floorMs = (options.members / writesPerMinute) * 60_000;
      const measured = await alternate(course, {
        floor: (run) => floorRush(floor, waves.of(run), options, floorMs),
        product: (run) => productRush(rig, waves.of(run), options, floorMs),
      });
      return { rows: rowsOf(measured), picture: pictureOf(measured), temporalServer: rig.temporalServer };
    } finally {
      await floor.close();
      await rig.close();
    }
  },
});

async function productRush(rig: Rig, wave: Wave, { hooks, clock }: Options, floorMs: number): Promise<ProductRush> {
  const { sandbox } = rig;
  await rig.sync();
  await untilQuiet(sandbox, QUIET_MS);
  const accounts = accountsOfMembers(sandbox);
  sandbox.nexudus.resetCalls();
  sandbox.ironwifi.resetCalls();
  const opened = Date.now();
  const coming = spread(wave.members, (OPENING_S * 1_000) / clock, (id) => checkIn(rig, id, hooks));
  const middle = middleOf(rig, wave, accounts, { overMs: floorMs, hooks });
  const came = await coming;
  const written = await whenWritten(sandbox, accountsIn(accounts, wave.members), true, floorMs * PATIENCE);
  await whenWritten(sandbox, accountsIn(accounts, wave.late), true, floorMs * PATIENCE);
  const readAt = sandbox.nexudus.calls.map(({ at }) => at);
  const { leaving, blocking } = await middle;
  const [looks, lateLooks] = [await firstLooks(rig, wave.members, opened), await firstLooks(rig, wave.late, opened)];
  const waits = ({ hintAt, overAt }: (typeof looks)[number]): number => (overAt - hintAt) / 1_000;
  return {
    ...secondsSince(opened, { came, gotIn: written, readAt, lookedAt: looks.map(({ overAt }) => overAt) }),
    writes: sandbox.ironwifi.writes().length,
    looks: looks.map(waits),
    lateLooks: lateLooks.map(waits),
    leaving: leaving.map((ms) => ms / 1_000),
    blocking: blocking.map((ms) => ms / 1_000),
  };
}

async function floorRush(floor: Floor, wave: Wave, { clock }: Options, floorMs: number): Promise<Rush> {
  const accountsFor = (people: string[], enabled: boolean): string[] => people.map(() => floor.account(enabled));
  const accounts = accountsFor(wave.members, false);
  const late = accountsFor(wave.late, false);
  const leaving = accountsFor([...wave.leavers, ...wave.blocked], true);
  const opened = Date.now();
  const coming = spread(accounts, (OPENING_S * 1_000) / clock, (account) => floor.begin(account, true));
  const middle = [
    evenly(late, floorMs, (account) => floor.begin(account, true)),
    evenly(leaving, floorMs, (account) => floor.begin(account, false)),
  ];
  const came = await coming;
  const gotIn = await whenWritten(floor.sandbox, accounts, true, floorMs * PATIENCE);
  await Promise.all(middle);
  await whenWritten(floor.sandbox, late, true, floorMs * PATIENCE);
  await whenWritten(floor.sandbox, leaving, false, floorMs * PATIENCE);
  return secondsSince(opened, { came, gotIn });
}

const secondsSince = <Name extends string>(opened: number, instants: Record<Name, number[]>): Record<Name, number[]> =>
  Object.fromEntries(
    Object.entries<number[]>(instants).map(([name, all]) => [name, all.map((at) => (at - opened) / 1_000)]),
  ) as Record<Name, number[]>;
