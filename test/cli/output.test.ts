import stringWidth from 'fast-string-width';
import { Output } from '../../cli/frame/output';

function printed(columns: number | null, print: (output: Output) => void, hasColours = false): string[] {
  let text = '';
  const stream = { write: (more: string) => (text += more), isTTY: columns !== null, columns: columns ?? undefined };
  print(new Output(stream, hasColours));
  return text.trimEnd().split('\n');
}

const rows = [
  ['1001', 'Ada Byron', 'May connect until today 18:00: contract Hot Desk #4411'],
  ['1002', '王小明', 'May not connect: the contract has ended, and nothing else gives access to this person'],
];

describe('a table', () => {
  it('has its columns below each other, whole where nobody looks', () => {
    expect(printed(null, (output) => output.table(['id', 'name', 'verdict'], rows))).toEqual([
      'ID    NAME       VERDICT',
      '1001  Ada Byron  May connect until today 18:00: contract Hot Desk #4411',
      '1002  王小明     May not connect: the contract has ended, and nothing else gives access to this person',
    ]);
  });

  it.each([80, 60, 40])('is cut to a window of %s columns, the widest column first', (columns) => {
    const lines = printed(columns, (output) => output.table(['id', 'name', 'verdict'], rows));
    expect(Math.max(...lines.map((line) => stringWidth(line)))).toBeLessThanOrEqual(columns);
    expect(lines[1]).toContain('1001  Ada Byron  May');
    expect(lines[2]).toMatch(/…$/);
  });

  it('leaves out columns that say nothing', () => {
    expect(printed(null, (output) => output.table(['id', 'until', 'name'], [['1', '', 'Ada']]))).toEqual([
      'ID  NAME',
      '1   Ada',
    ]);
  });

  it('lets no text of others move the cursor', () => {
    const [, row] = printed(null, (output) => output.table(['name'], [['Eve\u001b[2J\r\nroot']]));
    expect(row).toBe('Eve [2J root');
  });
});

it('pairs stand below each other, and what is not there is left out', () => {
  const pairs = [
    ['state', 'open'],
    ['decided', null],
    ['reason', 'one two three four five six seven'],
  ] as const;
  expect(printed(30, (output) => output.pairs(pairs))).toEqual([
    'state   open',
    'reason  one two three four',
    '        five six seven',
  ]);
});

it('colours are there on request only', () => {
  expect(printed(80, (output) => output.line(output.good('yes')), true)).toEqual(['\u001b[32myes\u001b[39m']);
  expect(printed(80, (output) => output.line(output.good('yes')))).toEqual(['yes']);
});

it('lets no text of others move the cursor in a sentence either, or turn it around', () => {
  const text = printed(
    80,
    (output) => output.text(`Eve\u001b[2J\u001b[8mhid\u202eden\u009b1A ${output.good('yes')}`),
    true,
  );
  expect(text).toEqual(['Eve [2J [8mhid den 1A \u001b[32myes\u001b[39m']);
});

it('a cell that is cut ends its colour', () => {
  const [, row] = printed(
    20,
    (output) => output.table(['a', 'b'], [[output.bad('much too long'), 'as long as it']]),
    true,
  );
  expect(row).toMatch(/^\u001b\[31mmuch[^\u001b]*…\u001b\[0m {2}/);
});

it('a terminal that does not know its width is taken for one of 80 columns', () => {
  expect(printed(0, (output) => output.text('one two'))).toEqual(['one two']);
});
