import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineBench, wholeNumbers } from '../frame/bench';
import type { Measurement } from './measured';
import { connector } from './product';
import type { World } from './world';
import { memoryTable, rowsOf } from './tell';

/** As the worker runs in production. */
const heap = ['--expose-gc', '--max-old-space-size=512'];

/**
 * Syncs spaces of several sizes without drift, one after the other. Both systems are the sandbox behind a cache of its
 * replies; there is no Temporal server, and no rate limit: what is left is reading and deciding.
 */
export const sync = defineBench({
  about: 'a roster sync without drift against reading the same pages and dropping them',
  options: { members: wholeNumbers([1_000, 10_000, 100_000], 'the sizes of the spaces') },
  measure: async ({ members: sizes }, course) => {
    const measurements: [number, Measurement][] = [];
    for (const members of sizes) {
      course.report(`${members} members`);
      measurements.push([members, await measureOne(members, course.runs)]);
    }
    return { rows: measurements.flatMap(rowsOf), details: memoryTable(measurements) };
  },
});

async function measureOne(members: number, runs: number): Promise<Measurement> {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-bench-'));
  const world = start('./world', [connector, String(members)]);
  try {
    const stands = await world.told<World>();
    const description = JSON.stringify(stands);
    const pages = await start('./prepare', [description, folder]).told<number>();
    const measuring = start('./measured', [description, folder, String(pages), String(runs)], heap);
    const measurement = await measuring.told<Measurement>();
    if (measurement.inSync !== members) throw new Error(`${measurement.inSync} of ${members} are in sync: some drift`);
    return measurement;
  } finally {
    world.end();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Starts a part in a process of its own, which sends one message when it is done. */
function start(part: string, args: string[], options: string[] = []) {
  const child = fork(require.resolve(part), args, { execArgv: [...process.execArgv, ...options] });
  return {
    told: async <T>(): Promise<T> => {
      const ended = once(child, 'exit').then(() => Promise.reject(new Error(`${part} has ended without a word`)));
      const [message] = (await Promise.race([once(child, 'message'), ended])) as [T];
      return message;
    },
    end: () => void child.kill(),
  };
}
