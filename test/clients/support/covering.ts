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

  const completed = (started: readonly Setting[]): Setting[] => {
    const row = [...started];
    for (const dial of dials.filter(([first]) => row.every(({ name }) => name !== first?.name))) {
      const pairs = pairsOf(row);
      const gainOf = (setting: Setting): number => pairs.filter(([a, b]) => left.has(keyOf(a, b, setting))).length;
      const [best] = dial.map((setting) => ({ setting, gain: gainOf(setting) })).sort((a, b) => b.gain - a.gain);
      if (best !== undefined) row.push(best.setting);
    }
    return row;
  };

  const rows: T[] = [];
  for (let [first] = left.values(); first !== undefined; [first] = left.values()) {
    const row = completed(first);
    for (const triple of triplesOf(row)) left.delete(keyOf(...triple));
    rows.push(Object.fromEntries(row.map(({ name, value }) => [name, value])) as T);
  }
  return rows;
}

const pairsOf = <N>(all: readonly N[]): [N, N][] => all.flatMap((a, i) => all.slice(i + 1).map((b): [N, N] => [a, b]));

const triplesOf = <N>(all: readonly N[]): [N, N, N][] =>
  all.flatMap((a, i) => pairsOf(all.slice(i + 1)).map(([b, c]): [N, N, N] => [a, b, c]));
