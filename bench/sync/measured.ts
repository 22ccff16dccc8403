import type { Client } from '@temporalio/client';
import { MockActivityEnvironment } from '@temporalio/testing';
import { rosterActivities } from '../../activities/roster/sync-roster';
import type { ActivityDeps } from '../../activities/runtime/deps';
import { countingCall } from '../../clients/call';
import type { SyncReport } from '../../contracts/replayed';
import { alternate } from '../frame/alternate';
import { alive, watchPeaks, type Peaks } from './memory';
import { assemble, connector } from './product';
import { temporalOver } from './temporal';
import type { World } from './world';

interface Spent {
  calls: number;
  seconds: number;
  cpuSeconds: number;
}

/** One of each for every run. */
export interface Measurement {
  /** Every page of both sides, read by the product's clients and dropped. */
  reading: (Spent & Peaks)[];
  sync: (Spent & Peaks)[];
  /** Whom the last sync found as they should be. */
  inSync: number;
  /** MB alive: before, with the source in memory, and at each tenth of the directory. */
  memory: { before: number; source: number; directory: number[] };
}

/** Arguments: the world as JSON, the folder of the workflows' pages, their number, and the number of runs. */
async function main(): Promise<void> {
  const [, , world = '', folder = '', pages = '1', runs = '1'] = process.argv;
  const { deps, close } = await assemble(JSON.parse(world) as World, temporalOver(folder, Number(pages)));
  await readAndDrop(deps);
  // a sync leaves its table behind, for members' refreshes: before the others
  const memory = await watchMemory(deps);
  let inSync = 0;
  const report = (line: string): void => void process.stderr.write(`${line}\n`);
  const { floor, product } = await alternate(
    { runs: Number(runs), report },
    {
      floor: () => measure(() => readAndDrop(deps)),
      product: () =>
        measure(async () => {
          const { counts, calls } = await syncOnce(deps);
          inSync = counts.inSync;
          return calls.nexudus + calls.ironwifi;
        }),
    },
  );
  await close();
  const measurement: Measurement = { reading: floor, sync: product, inSync, memory };
  process.send?.(measurement);
}

/** @param work answers the number of its calls. */
async function measure(work: () => Promise<number>): Promise<Spent & Peaks> {
  globalThis.gc?.();
  const [began, cpu, stop] = [performance.now(), process.cpuUsage(), watchPeaks()];
  const calls = await work();
  const { user, system } = process.cpuUsage(cpu);
  return { calls, seconds: (performance.now() - began) / 1_000, cpuSeconds: (user + system) / 1_000_000, ...stop() };
}

/** A dry run, which costs what any run without changes costs. */
function syncOnce(deps: ActivityDeps): Promise<SyncReport> {
  const activities = rosterActivities(deps);
  const info = { scheduledTimestampMs: Date.now() };
  return new MockActivityEnvironment(info).run(() => activities.syncRoster({ connector, dryRun: true }));
}

/** The floor: reads the same pages and drops them. Returns the number of calls. */
async function readAndDrop({ source, directory, client }: ActivityDeps): Promise<number> {
  const call = countingCall('background');
  source.forgetPlans();
  await Promise.all([source.timePasses(call), source.pauses(call), source.tariffs(call), directory.tenant(call)]);
  const since = Date.now() - 36 * 3_600_000;
  const lists = [
    source.allCoworkers(call),
    source.allContracts(call),
    source.allPasses(Date.now(), call),
    source.allCheckIns(since, call),
    source.allTeams(call),
    directory.roster(call),
    source.webhooks(call),
    client.workflow.list(),
  ];
  for (const list of lists) for await (const page of list) void page;
  return call.calls;
}

/** A run of its own, since it pauses to collect garbage. */
async function watchMemory(deps: ActivityDeps): Promise<Measurement['memory']> {
  const memory: Measurement['memory'] = { before: alive(), source: 0, directory: [] };
  const directory: ActivityDeps['directory'] = {
    ...deps.directory,
    async *roster(call) {
      for await (const page of deps.directory.roster(call)) {
        const tenth = Math.max(1, Math.floor(page.pages / 10));
        if (page.page === 1) memory.directory.push(alive());
        if (page.page % tenth === 0) memory.directory.push(alive());
        yield page;
      }
    },
  };
  const workflow = { ...clientParts(deps.client), list: watchedList };
  await syncOnce({ ...deps, directory, client: { ...deps.client, workflow } as unknown as Client });
  return memory;

  function watchedList(...args: Parameters<Client['workflow']['list']>): ReturnType<Client['workflow']['list']> {
    memory.source = alive();
    return deps.client.workflow.list(...args);
  }
}

const clientParts = ({ workflow }: Client) => ({
  getHandle: workflow.getHandle.bind(workflow),
});

void main();
