import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { alternate } from './frame/alternate';
import { defineBench, wholeNumber, type Row } from './frame/bench';
import { processorSeconds, sumOf } from './rig/processes';
import { desks, untilSettled } from './rig/members';
import { Rig, type Part } from './rig/rig';

const parts: readonly [part: Part, shown: string][] = [
  ['worker', 'worker'],
  ['api', 'API'],
  ['temporal', "Temporal's server"],
];

interface Cost {
  megabytes: number;
  /** Percent of one core. */
  processor: number;
}
type Costs = Map<Part, Cost>;

/** The product while nothing happens. The floor is the same processes for a space with nobody in it, idle at the same time. */
export const resting = defineBench({
  about: 'memory and processor time of the product while nothing happens (Linux)',
  options: {
    members: wholeNumber(1_000, 'who have access'),
    seconds: wholeNumber(20, 'how long each is watched in each run'),
  },
  measure: async ({ members, seconds }, course) => {
    const plans = { 'Hot Desk': { group: 'basic-wifi' } };
    const [empty, full] = [
      await Rig.open({ plans }, course),
      await Rig.open({ plans, populate: (sandbox) => void desks(sandbox, members) }, course),
    ];
    try {
      await untilSettled(full.sandbox, members);
      const measured = await alternate(course, {
        floor: () => watch(empty, seconds),
        product: () => watch(full, seconds),
      });
      return { rows: rowsOf(measured), temporalServer: full.temporalServer };
    } finally {
      await Promise.all([empty.close(), full.close()]);
    }
  },
});

async function watch(rig: Rig, seconds: number): Promise<Costs> {
  const spent = (part: Part): number => sumOf(rig.pidsOf([part]), processorSeconds);
  const before = parts.map(([part]) => spent(part));
  await sleep(seconds * 1_000);
  return new Map(
    parts.map(([part], index) => {
      const processor = ((spent(part) - (before[index] ?? 0)) / seconds) * 100;
      return [part, { processor, megabytes: sumOf(rig.pidsOf([part]), residentMegabytes) }];
    }),
  );
}

function residentMegabytes(pid: number): number {
  const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) / 1_000;
}

function rowsOf({ floor, product }: { floor: Costs[]; product: Costs[] }): Row[] {
  return parts.flatMap(([part, shown]): Row[] => {
    const of = (value: keyof Cost) => ({
      floor: floor.map((costs) => costs.get(part)?.[value] ?? NaN),
      product: product.map((costs) => costs.get(part)?.[value] ?? NaN),
    });
    return [
      { what: `${shown}: memory (RSS)`, unit: 'MB', ...of('megabytes') },
      { what: `${shown}: processor`, unit: '% of a core', ...of('processor') },
    ];
  });
}
