import { cacheFolder } from '../config';
import { LaunchError } from './machine/basics';
import { resolveTemporal } from './temporal/resolver';
import { resolveTimeSkipping } from './temporal/time-skipping';

/** Prepares the servers that tests start in the cache: the Temporal dev server and the time-skipping one. */
async function main(): Promise<void> {
  const options = { cache: cacheFolder(process.env), report: (line: string) => console.log(line) };
  await resolveTemporal({ ...options, env: { ...process.env, TEMPORAL_ADDRESS: undefined } });
  await resolveTimeSkipping({ ...options, env: process.env });
}

main().catch((error: unknown) => {
  console.error(error instanceof LaunchError ? error.message : error);
  process.exitCode = 1;
});
