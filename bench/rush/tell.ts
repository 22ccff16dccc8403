import { percentile } from '../frame/alternate';
import type { Row } from '../frame/bench';
import type { Picture } from '../frame/picture';

/** What one half of a run has shown; times in seconds since the doors have opened. */
export interface Rush {
  /** When each came and got in. */
  came: number[];
  gotIn: number[];
}

export interface ProductRush extends Rush {
  /** When each has been looked at, and when Nexudus was asked. */
  lookedAt: number[];
  readAt: number[];
  writes: number;
  /** From the first hint until it has been looked at: of those who came first, and in the middle. */
  looks: number[];
  lateLooks: number[];
  /** From a check-out, or a block, in the middle until it was written. */
  leaving: number[];
  blocking: number[];
}

export function rowsOf({ floor, product }: { floor: Rush[]; product: ProductRush[] }): Row[] {
  const of = (value: (rush: Rush) => number) => ({ floor: floor.map(value), product: product.map(value) });
  const alone = (value: (rush: ProductRush) => number) => ({ product: product.map(value) });
  const p95 = (values: number[]): number => (values.length === 0 ? NaN : percentile(values, 95));
  const goal = { atMost: 5 };
  return [
    { what: 'until half of them were in', unit: 's', ...of(({ gotIn }) => percentile(gotIn, 50)) },
    { what: 'until 95 of 100 were in', unit: 's', ...of(({ gotIn }) => percentile(gotIn, 95)) },
    { what: 'until the last was in', unit: 's', ...of(({ gotIn }) => Math.max(...gotIn)), goal: { atMost: 1.1 } },
    { what: 'longest time in which nobody got in', unit: 's', ...of(longestSilence) },
    { what: 'a look has answered 95 of 100 within', unit: 's', ...alone(({ looks }) => p95(looks)) },
    { what: 'the same, of who came in the middle', unit: 's', ...alone(({ lateLooks }) => p95(lateLooks)), goal },
    { what: 'slowest check-out in the middle', unit: 's', ...alone(({ leaving }) => Math.max(...leaving)), goal },
    { what: 'slowest block in the middle', unit: 's', ...alone(({ blocking }) => Math.max(...blocking)), goal },
    { what: 'reads', unit: 'calls', ...alone(({ readAt }) => readAt.length) },
    { what: 'writes, those of the middle among them', unit: 'calls', ...alone(({ writes }) => writes) },
  ];
}

/** The longest time in which nobody got in while somebody waited, in the unit of the instants. */
export function longestSilence({ came, gotIn }: Rush): number {
  const events = [...came.map((at) => ({ at, change: 1 })), ...gotIn.map((at) => ({ at, change: -1 }))];
  let [waiting, since, longest] = [0, 0, 0];
  for (const { at, change } of events.toSorted((a, b) => a.at - b.at || a.change - b.change)) {
    if (change < 0) longest = Math.max(longest, at - since);
    if (change < 0 || waiting === 0) since = at;
    waiting += change;
  }
  return longest;
}

/** Of the last run. */
export function pictureOf({ floor, product }: { floor: Rush[]; product: ProductRush[] }): Picture | undefined {
  const [bare, last] = [floor.at(-1), product.at(-1)];
  if (bare === undefined || last === undefined) return undefined;
  const { came, lookedAt, gotIn, readAt } = last;
  return {
    title: `${came.length} people come within ten seconds: when each was looked at, and got in`,
    unit: 's',
    climbs: [
      { name: 'came', at: came, colour: '#8a8f98' },
      { name: 'looked at', at: lookedAt, colour: '#2563eb' },
      { name: 'in', at: gotIn, colour: '#15803d' },
      { name: 'in, floor', at: bare.gotIn, colour: '#c2410c', dashed: true },
    ],
    strokes: { name: `${readAt.length} reads`, at: readAt, colour: '#7c3aed' },
  };
}
