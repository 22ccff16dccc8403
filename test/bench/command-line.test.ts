import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { benches } from '../../bench/benches';
import { help, readCommandLine } from '../../bench/command-line';
import { defineBench, wholeNumber, wholeNumbers } from '../../bench/frame/bench';

const heard: unknown[] = [];
const tried = defineBench({
  about: 'what is tried',
  options: {
    members: wholeNumber(300, 'how many'),
    sizes: wholeNumbers([1, 2], 'of what'),
    hooks: wholeNumber(3, '', 0),
  },
  measure: (values) => {
    heard.push(values);
    return Promise.resolve({ rows: [] });
  },
});
const course = { runs: 1, workers: 1, report: () => undefined };

async function valuesOf(...args: string[]): Promise<unknown> {
  await readCommandLine(['tried', ...args], { tried }).run(course);
  return heard.at(-1);
}

describe('the command line', () => {
  it('gives a bench its options, or what it falls back to', async () => {
    expect(await valuesOf()).toEqual({ members: 300, sizes: [1, 2], hooks: 3 });
    expect(await valuesOf('--members', '20', '--sizes=5,60', '--hooks', '0')).toEqual({
      members: 20,
      sizes: [5, 60],
      hooks: 0,
    });
  });

  it('says how often, and what becomes of the numbers', () => {
    expect(readCommandLine(['tried'], { tried })).toMatchObject({
      ...{ name: 'tried', runs: 3, workers: 1, json: false, write: false },
    });
    const wanted = readCommandLine(['tried', '--runs', '5', '--workers', '2', '--json', '--write'], { tried });
    expect(wanted).toMatchObject({ runs: 5, workers: 2, json: true, write: true });
  });

  it.each([
    [['tired'], 'There is no bench "tired".'],
    [['toString'], 'There is no bench "toString".'],
    [['tried', '--members', '0'], '--members: a whole number from 1 on, not "0"'],
    [['tried', '--sizes', '5,x'], '--sizes: a whole number from 1 on, not "x"'],
    [['tried', '--runs', '0'], '--runs: a whole number from 1 to 99, not "0"'],
    [['tried', '--desks', '5'], "Unknown option '--desks'"],
  ])('refuses %j', (args, sentence) => {
    expect(() => readCommandLine(args, { tried })).toThrow(sentence);
  });
});

describe.each(Object.entries(benches))('%s', (name, bench) => {
  it('is in the help with its options, and takes what they fall back to', () => {
    const text = help(benches);
    expect(text).toContain(`  ${name}: ${bench.about}`);
    const args = Object.entries(bench.options).flatMap(([option, { fallback }]) => [`--${option}`, fallback]);
    for (const [index, arg] of args.entries()) if (index % 2 === 0) expect(text).toContain(`${arg} ${args[index + 1]}`);
    expect(readCommandLine([name, ...args], benches)).toMatchObject({ name });
  });

  it('has its section on the page', () => {
    const page = readFileSync(join(__dirname, '..', '..', 'docs', 'benchmarks.md'), 'utf8');
    for (const mark of [`## ${name}`, `<!-- bench:${name} -->`, `<!-- /bench:${name} -->`])
      expect(page.split(mark)).toHaveLength(2);
  });
});
