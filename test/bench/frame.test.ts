import { alternate, percentile, spreadOf } from '../../bench/frame/alternate';
import { jsonOf, markdownOf, withSection, type Outcome } from '../../bench/frame/page';

const outcome: Outcome = {
  bench: 'rush',
  command: 'npm run bench -- rush --members 40',
  runs: 3,
  at: '2026-11-30T16:00:00.000Z',
  machine: { processor: 'Processor', cores: 2, memoryGib: 24, system: 'Linux 6', versions: { Latchkey: '1' } },
  rows: [
    { what: 'time', unit: 's', floor: [10, 20, 40], product: [11, 40, 44], goal: { atMost: 1.1 } },
    { what: 'rate', unit: '/s', floor: [100, 100, 100], product: [70, 90, 80], goal: { atLeast: 0.9 } },
    { what: 'reads', unit: 'calls', product: [7, 7, 7] },
    { what: 'silence', unit: 's', product: [1, 2, 3], goal: { atMost: 5 } },
    { what: 'rest', unit: '% of a core', floor: [0, 1, 1], product: [0, 1, 1], goal: { atMost: 1 } },
  ],
};

describe('product and floor', () => {
  it('are measured in turn, each pair beginning with what ended the last', async () => {
    const order: string[] = [];
    const note = (what: string) => (run: number) => Promise.resolve(order.push(`${what} ${run}`));
    const course = { runs: 3, report: () => undefined };
    const measured = await alternate(course, { floor: note('floor'), product: note('product') });
    expect(order).toEqual(['floor 0', 'product 0', 'product 1', 'floor 1', 'floor 2', 'product 2']);
    expect(measured).toEqual({ floor: [1, 4, 5], product: [2, 3, 6] });
  });
});

describe('the numbers', () => {
  it('are the least, the median and the most, whatever their order', () => {
    expect(spreadOf([9, 1, 4])).toEqual({ least: 1, median: 4, most: 9 });
    expect(spreadOf([9, 1, 4, 6])).toEqual({ least: 1, median: 5, most: 9 });
    expect(spreadOf([10, 9, 100])).toEqual({ least: 9, median: 10, most: 100 });
  });

  it('say which share lies below a percentile', () => {
    const hundred = Array.from({ length: 101 }, (_, n) => 100 - n);
    expect([50, 95, 99, 100].map((percent) => percentile(hundred, percent))).toEqual([50, 95, 99, 100]);
  });

  it('are nothing to tell of where nothing was measured', () => {
    expect(() => spreadOf([])).toThrow('no values were measured');
    expect(() => percentile([], 50)).toThrow('no values were measured');
  });
});

describe('the table', () => {
  const lines = markdownOf(outcome).split('\n');
  const cells = (what: string): string => lines.find((line) => line.startsWith(`| ${what} |`)) ?? '';

  it('has a ratio of each run, and says of a goal whether the median meets it', () => {
    expect(cells('time')).toBe('| time | s | 20 (10 – 40) | 40 (11 – 44) | 1.10 (1.10 – 2) | ≤ 1.1: met |');
    expect(cells('rate')).toContain('| 0.80 (0.70 – 0.90) | ≥ 0.9: **not met** |');
  });

  it('holds a value without a floor against the goal itself', () => {
    expect(cells('reads')).toBe('| reads | calls | – | 7 | – | – |');
    expect(cells('silence')).toContain('| ≤ 5: met |');
  });

  it('has no ratio by a floor of nothing', () => {
    expect(cells('rest')).toBe('| rest | % of a core | 1 (0 – 1) | 1 (0 – 1) | – | ≤ 1 |');
  });

  it('says how often, on what and with which versions it was measured', () => {
    expect(lines.slice(0, 2).join('\n')).toMatch(
      /rush --members 40`, 2026-11-30, 3 runs.*\n2 × Processor; 24 GiB.*Latchkey 1/,
    );
  });

  it('has every value in JSON', () => {
    const told = JSON.parse(jsonOf(outcome)) as { rows: { ratios?: number[]; isMet?: boolean }[] };
    expect(told.rows.map(({ ratios }) => ratios)).toEqual([
      [1.1, 2, 1.1],
      [0.7, 0.9, 0.8],
      undefined,
      undefined,
      undefined,
    ]);
    expect(told.rows.map(({ isMet }) => isMet)).toEqual([true, false, undefined, true, undefined]);
  });
});

describe('the page', () => {
  const page = '# Benchmarks\n\n## rush\n\nBefore.\n\n<!-- bench:rush -->\n\nOld.\n\n<!-- /bench:rush -->\n\nAfter.\n';

  it('has the section replaced, and what people wrote around it left', () => {
    expect(withSection(page, 'rush', 'New.')).toBe(page.replace('Old.', 'New.'));
    expect(withSection(withSection(page, 'rush', 'New.'), 'rush', 'Old.')).toBe(page);
  });

  it('gets a section for a bench that has none', () => {
    const grown = withSection(page, 'ends', 'First.');
    expect(grown).toContain('After.\n\n## ends\n\n<!-- bench:ends -->\n\nFirst.\n\n<!-- /bench:ends -->\n');
    expect(withSection(grown, 'ends', 'Second.')).toBe(grown.replace('First.', 'Second.'));
  });

  it('is not written where a mark is lost', () => {
    expect(() => withSection(page.replace('<!-- /bench:rush -->', ''), 'rush', 'New.')).toThrow(
      'lost one of its two marks',
    );
  });
});
