/** A dial at a value: `place` counts all of them. */
interface Setting {
  name: string;
  value: unknown;
  place: number;
}

/**
 * Rows in which every combination of values of any three dials occurs: few, where all combinations are many. The same every time.
 */
export function coveringTriples<T extends object>(choices: { readonly [K in keyof T]: readonly T[K][] }): T[] {
  let places = 0;
  const dials = Object.entries<readonly unknown[]>(choices).map(([name, values]) =>
    values.map((value): Setting => ({ name, value, place: places++ })),
  );
  const keyOf = (...settings: Setting[]): number =>
    settings
      .map(({ place }) => place)
      .toSorted((a, b) => a - b)
      .reduce((key, place) => key * places + place, 0);
  const left = new Map<number, Setting[]>();
  for (const [one, two, three] of triplesOf(dials))
    for (const a of one) for (const b of two) for (const c of three) left.set(keyOf(a, b, c), [a, b, c]);

  const rows: T[] = [];
  for (let [row] = left.values(); row !== undefined; [row] = left.values()) {
    for (const dial of dials) {
      if (row.some(({ name }) => name === dial[0]?.name)) continue;
      const pairs = pairsOf(row);
      const gains = dial.map((setting) => pairs.filter(([a, b]) => left.has(keyOf(a, b, setting))).length);
      row = [...row, ...dial.slice(gains.indexOf(Math.max(...gains)), gains.indexOf(Math.max(...gains)) + 1)];
    }
    for (const triple of triplesOf(row)) left.delete(keyOf(...triple));
    rows.push(Object.fromEntries(row.map(({ name, value }) => [name, value])) as T);
  }
  return rows;
}

const pairsOf = <N>(all: readonly N[]): [N, N][] => all.flatMap((a, i) => all.slice(i + 1).map((b): [N, N] => [a, b]));

const triplesOf = <N>(all: readonly N[]): [N, N, N][] =>
  all.flatMap((a, i) => pairsOf(all.slice(i + 1)).map(([b, c]): [N, N, N] => [a, b, c]));
