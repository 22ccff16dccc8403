import { percentile } from '../frame/alternate';
import type { Row } from '../frame/bench';
import { table } from '../frame/page';
import type { Space } from './space';
import type { Views } from './visitor';

/** Of each run. */
interface Measured {
  floor: Views[];
  product: Views[];
}

/** MB that are alive before and after so many views. */
interface Flat {
  before: number;
  after: number;
  views: number;
}

const GOALS = { half: 100, most: 300, indexMegabytes: 20 };
/** What a collection finds differs by so much from one time to the next. */
const SAME_MEGABYTES = 3;

export function rowsOf(measured: Measured, memory: Space['memory'], flat: Flat): Row[] {
  const of = (value: (views: Views) => number) => ({
    floor: measured.floor.map(value),
    product: measured.product.map(value),
  });
  const within = (percent: number) => of((views) => percentile(all(views), percent));
  const slowest = (percent: number) =>
    of((views) => Math.max(...[...views.values()].map((seen) => percentile(msOf(seen), percent))));
  return [
    { what: 'all pages, half of the views within', unit: 'ms', ...within(50) },
    { what: 'all pages, 95 of 100 within', unit: 'ms', ...within(95) },
    {
      what: 'the slowest page, half of its views within',
      unit: 'ms',
      ...slowest(50),
      goal: { atMost: GOALS.half, absolute: true },
    },
    {
      what: 'the slowest page, 95 of 100 of its views within',
      unit: 'ms',
      ...slowest(95),
      goal: { atMost: GOALS.most, absolute: true },
    },
    {
      what: 'memory: the index of the roster',
      unit: 'MB',
      product: [memory.roster - memory.few],
      goal: { atMost: GOALS.indexMegabytes },
    },
    { what: 'memory: what is known of access beside it', unit: 'MB', product: [memory.all - memory.roster] },
    {
      what: `memory: what ${flat.views.toLocaleString('en')} views have added`,
      unit: 'MB',
      product: [flat.after - flat.before],
      goal: { atMost: SAME_MEGABYTES },
    },
  ];
}

/** Page by page, over all runs. */
export function detailsOf({ floor, product }: Measured): string {
  const rows = [...(product[0]?.keys() ?? [])].map((page) => {
    const [own, bare] = [seenIn(product, page), seenIn(floor, page)];
    const kilobytes = Math.max(...own.map(({ bytes }) => bytes)) / 1_000;
    const cells = [percentile(msOf(own), 50), percentile(msOf(own), 95), percentile(msOf(bare), 50)];
    return [page, kilobytes.toFixed(0), ...cells.map((ms) => ms.toFixed(1))];
  });
  return table(['page', 'kB', 'half within, ms', '95 of 100 within, ms', 'floor, half within, ms'], rows);
}

const seenIn = (runs: Views[], page: string) => runs.flatMap((views) => views.get(page) ?? []);
const msOf = (seen: readonly { ms: number }[]): number[] => seen.map(({ ms }) => ms);
const all = (views: Views): number[] => msOf([...views.values()].flat());
