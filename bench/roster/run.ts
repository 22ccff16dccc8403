import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Measurement } from './measured';
import { connector } from './product';
import type { World } from './world';
import { curve, flatness } from './tell';

const sizes = [1_000, 10_000, 100_000];
/** As the worker runs in production. */
const heap = ['--expose-gc', '--max-old-space-size=512'];

/** Syncs spaces of several sizes without drift, one after the other, and prints what that took. */
export async function benchRoster(args: string[]): Promise<void> {
  const wanted = args.length > 0 ? args.map(sizeOf) : sizes;
  const measurements: [number, Measurement][] = [];
  for (const members of wanted) {
    process.stderr.write(`${members} members …\n`);
    measurements.push([members, await measureOne(members)]);
  }
  process.stdout.write(`${curve(measurements)}\n\n${flatness(measurements)}\n`);
}

function sizeOf(text: string): number {
  const size = Number(text);
  if (!Number.isInteger(size) || size < 1) throw new Error(`roster: a number of members, not "${text}"`);
  return size;
}

async function measureOne(members: number): Promise<Measurement> {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-bench-'));
  const world = start('./world', [connector, String(members)]);
  try {
    const stands = await world.told<World>();
    const description = JSON.stringify(stands);
    const pages = await start('./prepare', [description, folder]).told<number>();
    return await start('./measured', [description, folder, String(pages)], heap).told<Measurement>();
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
