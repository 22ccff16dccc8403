import { benchRoster } from './roster/run';

const benches: Record<string, (args: string[]) => Promise<void>> = { roster: benchRoster };

/** `npm run bench -- roster [number of members …]` */
const [, , name = '', ...args] = process.argv;
const bench = benches[name];
if (bench === undefined) {
  process.stderr.write(`Which one? ${Object.keys(benches).join(', ')}\n`);
  process.exitCode = 1;
} else
  bench(args).catch((error: Error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  });
