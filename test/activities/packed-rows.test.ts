import fc from 'fast-check';
import { PackedRows } from '../../activities/roster/packed-rows';

interface Row {
  id: string;
  text: string | null;
  flag: boolean;
  at: number | null;
  many: { from: number; words: string[] }[];
}

const row: fc.Arbitrary<Row> = fc.record({
  id: fc.string(),
  text: fc.option(fc.string({ unit: 'grapheme' })),
  flag: fc.boolean(),
  at: fc.option(fc.integer()),
  many: fc.array(fc.record({ from: fc.integer(), words: fc.array(fc.string({ unit: 'grapheme' })) }), { maxLength: 3 }),
});
const key = fc.constantFrom('4400', '4401', '', '__proto__', 'ключ');

test('gives back, key by key, what was put in', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(key, row), { maxLength: 40 }), (added) => {
      const rows = new PackedRows<string, Row>();
      const plain = new Map<string, Row[]>();
      for (const [each, value] of added) {
        rows.add(each, value);
        plain.set(each, [...(plain.get(each) ?? []), value]);
      }
      expect([...rows.keys()]).toEqual([...plain.keys()]);
      expect(rows.size).toBe(plain.size);
      for (const each of ['4400', '4401', '', '__proto__', 'ключ', 'never']) {
        expect(rows.of(each)).toEqual(plain.get(each) ?? []);
        expect(rows.has(each)).toBe(plain.has(each));
      }
    }),
    { numRuns: 60 },
  );
});

test('rows fill one buffer after the other; one that is longer than a buffer has its own', () => {
  const rows = new PackedRows<string, { at: number; text: string }>();
  const lengths = [3, 700_000, 500_000, 3_000_000, 7, 1_048_000, 600_000, 600_000];
  const added = lengths.map((length, at) => ({ at, text: 'ü'.repeat(length / 2) }));
  for (const each of added) rows.add(each.at % 2 === 0 ? 'even' : 'odd', each);
  expect(rows.of('even')).toEqual(added.filter(({ at }) => at % 2 === 0));
  expect(rows.of('odd')).toEqual(added.filter(({ at }) => at % 2 === 1));
});
