import type { Course } from './bench';

/**
 * Measures floor and product in turn, so that a machine that grows slower or faster does so for both. Each pair begins with
 * what ended the last one. Answers one measurement of each for every run, in order.
 */
export async function alternate<Floor, Product>(
  { runs, report }: Pick<Course, 'runs' | 'report'>,
  measure: { floor: (run: number) => Promise<Floor>; product: (run: number) => Promise<Product> },
): Promise<{ floor: Floor[]; product: Product[] }> {
  const measured: { floor: Floor[]; product: Product[] } = { floor: [], product: [] };
  for (let run = 0; run < runs; run++)
    for (const what of run % 2 === 0 ? (['floor', 'product'] as const) : (['product', 'floor'] as const)) {
      report(`run ${run + 1} of ${runs}: ${what}`);
      if (what === 'floor') measured.floor.push(await measure.floor(run));
      else measured.product.push(await measure.product(run));
    }
  return measured;
}

export interface Spread {
  least: number;
  median: number;
  most: number;
}

/** @throws Error where there is nothing to tell of. */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const [least, most] = [sorted[0], sorted.at(-1)];
  if (least === undefined || most === undefined) throw new Error('no values were measured');
  return { least, median: percentile(sorted, 50), most };
}

/**
 * The value below which `percent` of the others lie, between two neighbours in proportion; the 50th is the median.
 * @throws Error where there are no values.
 */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const place = ((sorted.length - 1) * percent) / 100;
  const [below, above] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  if (below === undefined || above === undefined) throw new Error('no values were measured');
  return below + (above - below) * (place - Math.floor(place));
}
