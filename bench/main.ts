import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '../launch/machine/basics';
import { benches } from './benches';
import { help, readCommandLine, type Wanted } from './command-line';
import { thisMachine } from './frame/machine';
import { jsonOf, markdownOf, pictureFile, withSection, type Outcome } from './frame/page';
import { svgOf } from './frame/picture';

/** Measures what the command line asks for. Returns the exit code. */
async function main(args: string[]): Promise<number> {
  if (args.length === 0 || args.includes('--help')) {
    process.stdout.write(`${help(benches)}\n`);
    return args.length === 0 ? 1 : 0;
  }
  const wanted = readOrExplain(args);
  if (wanted === undefined) return 1;
  const outcome = await measured(wanted, args);
  process.stdout.write(`${wanted.json ? jsonOf(outcome) : markdownOf(outcome)}\n`);
  if (wanted.write) await write(outcome);
  return 0;
}

function readOrExplain(args: string[]): Wanted | undefined {
  try {
    return readCommandLine(args, benches);
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${help(benches)}\n`);
    return undefined;
  }
}

async function measured({ name, run, runs, workers }: Wanted, args: string[]): Promise<Outcome> {
  const report = (line: string): void => void process.stderr.write(`${line}\n`);
  const measurement = await run({ runs, workers, report });
  const asked = args.filter((arg) => arg !== '--write' && arg !== '--json');
  return {
    bench: name,
    command: ['npm run bench --', ...asked].join(' '),
    runs,
    at: new Date().toISOString(),
    machine: thisMachine(measurement.temporalServer),
    ...measurement,
  };
}

async function write(outcome: Outcome): Promise<void> {
  const docs = join(projectRoot(), 'docs');
  const file = join(docs, 'benchmarks.md');
  if (outcome.picture) await writeFile(join(docs, pictureFile(outcome)), svgOf(outcome.picture));
  await writeFile(file, withSection(await readFile(file, 'utf8'), outcome.bench, markdownOf(outcome)));
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    process.exit(1);
  },
);
