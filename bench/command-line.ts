import { parseArgs } from 'node:util';
import type { Bench } from './frame/bench';

/** What was asked for on the command line. */
export interface Wanted {
  name: string;
  run: ReturnType<Bench['prepare']>['run'];
  runs: number;
  workers: number;
  json: boolean;
  write: boolean;
}

const RUNS = 3;
const COLUMN = 38;

/** @throws Error with one sentence that says what is wrong; `help` says what would be right. */
export function readCommandLine(args: string[], benches: Readonly<Record<string, Bench>>): Wanted {
  const [name = '', ...others] = args;
  const bench = Object.hasOwn(benches, name) ? benches[name] : undefined;
  if (bench === undefined) throw new Error(`There is no bench "${name}".`);
  const own = Object.keys(bench.options).map((option) => [option, { type: 'string' }] as const);
  const { values } = parseArgs({
    args: others,
    options: {
      ...Object.fromEntries(own),
      runs: { type: 'string' },
      workers: { type: 'string' },
      json: { type: 'boolean', default: false },
      write: { type: 'boolean', default: false },
    },
  });
  const { runs = String(RUNS), workers = '1', json, write, ...texts } = values;
  const { run } = bench.prepare(texts);
  return {
    ...{ name, run, json: json === true, write: write === true },
    runs: upTo99('runs', String(runs)),
    workers: upTo99('workers', String(workers)),
  };
}

function upTo99(name: string, text: string): number {
  if (!/^[1-9]\d?$/.test(text)) throw new Error(`--${name}: a whole number from 1 to 99, not "${text}"`);
  return Number(text);
}

/** Every bench with its options. */
export function help(benches: Readonly<Record<string, Bench>>): string {
  const lines = Object.entries(benches).flatMap(([name, { about, options }]) => [
    `  ${name}: ${about}`,
    ...Object.entries(options).map(([option, { about: meaning, fallback }]) => {
      return `      --${option} ${fallback}`.padEnd(COLUMN) + meaning;
    }),
  ]);
  return [
    'npm run bench -- NAME [options]',
    '',
    ...lines,
    '',
    `  --runs ${RUNS}`.padEnd(COLUMN) + 'how often product and floor are measured, in turn',
    '  --workers 1'.padEnd(COLUMN) + 'how many workers the product has, where a bench starts it',
    '  --json'.padEnd(COLUMN) + 'prints every value instead of the table',
    '  --write'.padEnd(COLUMN) + "writes the table into the bench's section of docs/benchmarks.md, too",
    '',
    'Benches start a Temporal server of their own, unless TEMPORAL_ADDRESS names one: there they make a namespace each.',
  ].join('\n');
}
