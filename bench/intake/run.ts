import type { Sandbox } from '../../sandbox';
import { Floor } from '../floor/floor';
import { alternate, percentile } from '../frame/alternate';
import { defineBench, wholeNumber, type Course, type Row } from '../frame/bench';
import { table } from '../frame/page';
import { desks, untilSettled } from '../rig/members';
import { signedHook, type SignedHook } from '../rig/hooks';
import { processorSeconds, sumOf } from '../rig/processes';
import { Rig, type Part } from '../rig/rig';
import { untilQuiet } from '../rig/writes';
import { load, type Answered } from './load';

type Side = 'floor' | 'product';
/** What takes part in a hook. */
const kinds = ['door', 'server', 'worker'] as const;
type Kind = (typeof kinds)[number];

const processes: Record<Side, Record<Kind, Part>> = {
  floor: { door: 'floorDoor', server: 'temporal', worker: 'floor' },
  product: { door: 'api', server: 'temporal', worker: 'worker' },
};

interface Half extends Answered {
  /** Processor time for one hook, in the time in which hooks came, ms. */
  processor: Record<Kind, number>;
}
type Halves = Record<Side, Half[]>;

/** A second look comes ten seconds after a hook. */
const QUIET_MS = 12_000;

interface Doors {
  hooks: Record<Side, SignedHook[]>;
  atOnce: number;
  seconds: number;
}

/** The floor: a door that checks the signature and signals a bare workflow, whose worker has one activity. */
export const intake = defineBench({
  about: 'how many webhooks are taken a second, with the workers at work and by the door alone',
  options: {
    members: wholeNumber(300, 'whom the hooks are about, in turn'),
    seconds: wholeNumber(5, 'how long hooks come in each half of a run'),
    atOnce: wholeNumber(32, 'hooks under way at once'),
  },
  measure: async ({ members, ...how }, course) => {
    const ids: string[] = [];
    const plans = { 'Hot Desk': { group: 'basic-wifi', checkInRequired: true } };
    const rig = await Rig.open({ plans, populate: (sandbox) => ids.push(...desks(sandbox, members)) }, course);
    const floor = await Floor.open(rig);
    try {
      const accounts = ids.map(() => floor.account(false));
      const hooks = { floor: hooksOf(await floor.openDoor(), accounts), product: hooksOf(rig.door, ids) };
      await untilSettled(rig.sandbox, members);
      const outside = [rig.sandbox, floor.sandbox];
      const working = await measureBoth(rig, outside, { hooks, ...how }, course);
      await Promise.all([rig.stop('worker'), rig.stop('floor')]);
      const alone = await measureBoth(rig, outside, { hooks, ...how }, course);
      return {
        rows: [...rowsOf('with the workers at work', working, 0.8), ...rowsOf('the door alone', alone, 0.9)],
        details: detailsOf({ 'with the workers at work': working, 'the door alone': alone }),
        temporalServer: rig.temporalServer,
      };
    } finally {
      await floor.close();
      await rig.close();
    }
  },
});

/** A record has many fields, of which a door looks at one. */
const filler = Object.fromEntries(Array.from({ length: 60 }, (_, field) => [`Field${field}`, `value of ${field}`]));

const hooksOf = (door: string, ids: readonly string[]): SignedHook[] =>
  ids.map((id) => signedHook(door, 'CoworkerUpdate', { Id: id, Account: id, ...filler }));

function measureBoth(rig: Rig, outside: Sandbox[], { hooks, atOnce, seconds }: Doors, course: Course): Promise<Halves> {
  const half = (side: Side) => async (): Promise<Half> => {
    const measured = await withProcessorTime(rig, side, () => load(hooks[side], atOnce, seconds * 1_000));
    for (const sandbox of outside) await untilQuiet(sandbox, QUIET_MS);
    return measured;
  };
  return alternate(course, { floor: half('floor'), product: half('product') });
}

async function withProcessorTime(rig: Rig, side: Side, work: () => Promise<Answered>): Promise<Half> {
  const spent = (kind: Kind): number => sumOf(rig.pidsOf([processes[side][kind]]), processorSeconds);
  const before = kinds.map(spent);
  const answered = await work();
  const used = kinds.map((kind, index) => {
    return [kind, ((spent(kind) - (before[index] ?? 0)) * 1_000) / answered.latencies.length] as const;
  });
  return { ...answered, processor: Object.fromEntries(used) as Record<Kind, number> };
}

function rowsOf(what: string, { floor, product }: Halves, atLeast: number): Row[] {
  const of = (value: (half: Half) => number) => ({ floor: floor.map(value), product: product.map(value) });
  return [
    { what: `hooks taken, ${what}`, unit: '/s', ...of(({ perSecond }) => perSecond), goal: { atLeast } },
    { what: `99 of 100 answered within, ${what}`, unit: 'ms', ...of(({ latencies }) => percentile(latencies, 99)) },
  ];
}

function detailsOf(scenes: Record<string, Halves>): string {
  const cells = (halves: Half[]): string[] =>
    kinds.map((kind) => {
      const used = halves.map(({ processor }) => processor[kind]);
      return percentile(used, 50).toFixed(2);
    });
  const rows = Object.entries(scenes).flatMap(([scene, { floor, product }]) => [
    [`floor, ${scene}`, ...cells(floor)],
    [`product, ${scene}`, ...cells(product)],
  ]);
  return ['Processor time for one hook, ms:', '', table(['', ...kinds], rows)].join('\n');
}
