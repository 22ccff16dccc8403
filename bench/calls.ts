import type { Sandbox } from '../sandbox';
import { defineBench, type Row } from './frame/bench';
import { table } from './frame/page';
import { timesDefault } from './rig/environment';
import { Rig } from './rig/rig';
import { accountsOfMembers, untilQuiet, whenWritten } from './rig/writes';

/** Looks that follow a hint are over. */
const QUIET_MS = 14_000;
const LIMIT_MS = 60_000;

/** After a check-in or check-out: the coworker, its passes, its check-ins. What else counts is known. */
const DOOR = 3;
/** Otherwise: the coworker, its contracts, its passes, and the pauses. */
const OTHER = 4;

interface Occasion {
  what: string;
  plan: 'Hot Desk' | 'Private Office';
  /** The reads of as few looks as the occasion can do with. */
  floor: number;
  /** Whether the account is enabled before, and afterwards. */
  enabled: [before: boolean, after: boolean];
  act: (rig: Rig, member: string) => unknown;
}

const occasions: readonly Occasion[] = [
  {
    what: 'a check-in alone, the first since the worker has started',
    plan: 'Hot Desk',
    floor: DOOR,
    enabled: [false, true],
    act: checkInAlone,
  },
  { what: 'a check-in alone', plan: 'Hot Desk', floor: DOOR, enabled: [false, true], act: checkInAlone },
  {
    what: 'a check-in with the three hooks that Nexudus sends',
    plan: 'Hot Desk',
    floor: DOOR,
    enabled: [false, true],
    act: ({ sandbox }, member) => sandbox.nexudus.play.checkIn(member),
  },
  {
    what: 'a suspension, with its hooks',
    plan: 'Private Office',
    floor: OTHER,
    enabled: [true, false],
    act: ({ sandbox }, member) => sandbox.nexudus.play.suspend(member),
  },
  {
    what: 'a contract that is cancelled at once, with its hooks: a second look makes sure',
    plan: 'Private Office',
    floor: 2 * OTHER,
    enabled: [true, false],
    act: ({ sandbox }, member) => sandbox.nexudus.play.cancel(member),
  },
];

async function checkInAlone(rig: Rig, member: string): Promise<void> {
  rig.sandbox.nexudus.play.checkIn(member, { hooks: false });
  await rig.hook('CoworkerCheckin', { Id: Number(member) });
}

/** Reads and writes of one member's occasions at the default rates, counted until all is quiet. The floor is counted by hand. */
export const calls = defineBench({
  about: 'reads and writes for one thing that happens to one member',
  options: {},
  measure: async (_, course) => {
    const { runs, report } = course;
    const members: string[][] = [];
    const rig = await Rig.open(
      {
        plans: {
          'Hot Desk': { group: 'basic-wifi', checkInRequired: true },
          'Private Office': { group: 'premium-wifi' },
        },
        populate: (sandbox) => {
          for (let run = 0; run < runs; run++)
            members.push(occasions.map(({ plan }, n) => join(sandbox, plan, run, n)));
        },
      },
      course,
    );
    try {
      await untilQuiet(rig.sandbox, QUIET_MS);
      const counted: Counted[][] = [];
      for (const each of members) counted.push(await countAll(rig, each, report));
      return {
        rows: occasions.flatMap((occasion, n) => rowsOf(occasion, counted, n)),
        details: readsOf(counted.at(-1) ?? []),
        temporalServer: rig.temporalServer,
      };
    } finally {
      await rig.close();
    }
  },
});

function join({ nexudus }: Sandbox, plan: string, run: number, n: number): string {
  const email = `member${n}-${run}@members.example`;
  return nexudus.play.join({ fullName: `Member ${n}`, email, plan, hooks: false });
}

interface Counted {
  /** The kinds of rows that were asked for, one for each read. */
  reads: string[];
  writes: number;
}

/** Each occasion once, one after the other, each with a member of its own. */
async function countAll(rig: Rig, members: string[], report: (line: string) => void): Promise<Counted[]> {
  await rig.restart(timesDefault(1));
  const counted: Counted[] = [];
  for (const [index, member] of members.entries()) {
    const occasion = occasions[index];
    if (occasion === undefined) continue;
    report(occasion.what);
    counted.push(await count(rig, occasion, member));
  }
  return counted;
}

async function count(rig: Rig, { enabled: [before, after], act }: Occasion, member: string): Promise<Counted> {
  const { sandbox } = rig;
  const account = accountsOfMembers(sandbox).get(member) ?? '';
  await whenWritten(sandbox, [account], before, LIMIT_MS);
  await untilQuiet(sandbox, QUIET_MS);
  sandbox.nexudus.resetCalls();
  sandbox.ironwifi.resetCalls();
  await act(rig, member);
  await whenWritten(sandbox, [account], after, LIMIT_MS);
  await untilQuiet(sandbox, QUIET_MS);
  return { reads: sandbox.nexudus.calls.map(({ path }) => kindOf(path)), writes: sandbox.ironwifi.writes().length };
}

/** `/api/spaces/coworkers/17` → `coworkers`. */
export const kindOf = (path: string): string => path.split('/').findLast((part) => !/^\d*$/.test(part)) ?? path;

/** What was read in the last run, for each occasion. */
function readsOf(counted: Counted[]): string {
  const rows = counted.map(({ reads }, place) => {
    const times = [...new Set(reads)].map((kind) => `${reads.filter((read) => read === kind).length} × ${kind}`);
    return [occasions[place]?.what ?? '', times.join(', ')];
  });
  return table(['what', 'reads of the last run'], rows);
}

function rowsOf({ what, floor }: Occasion, counted: Counted[][], place: number): Row[] {
  const reads = counted.map((run) => run[place]?.reads.length ?? NaN);
  const writes = counted.map((run) => run[place]?.writes ?? NaN);
  return [
    { what: `${what}: reads`, unit: 'calls', floor: reads.map(() => floor), product: reads, goal: { atMost: 1 } },
    { what: `${what}: writes`, unit: 'calls', floor: writes.map(() => 1), product: writes, goal: { atMost: 1 } },
  ];
}
