import { Worker, type NativeConnection, type WorkerOptions } from '@temporalio/worker';
import { directoryActivities, looksActivities, membersActivities, type ActivityDeps } from '../activities';
import type { RecoveryWatch } from './recovery/recovery-watch';
import { directoryQueue, doorQueue, looksQueue } from '../contracts/replayed';

export interface WorkersOptions {
  connection: NativeConnection;
  namespace: string;
  deps: ActivityDeps;
  recovery: Pick<RecoveryWatch, 'interceptor'>;
  /** The allowed calls to the directory; Temporal's server applies the limit across all workers. */
  directoryRatePerMinute: number;
  /** A prebuilt bundle; without one the workflows are bundled at start. */
  workflowBundle?: WorkerOptions['workflowBundle'];
  /** Label of this build in the Temporal UI. */
  buildId: string;
}

/** At shutdown: no new work, and 12 s (one write) for running activities before they are cancelled. */
const shutdown = { shutdownGraceTime: '12s', shutdownForceTime: '20s' } as const;

/**
 * One worker per task queue, each with slots of its own, so that what takes or waits long keeps nobody else out: `members` runs
 * workflows, syncs and mail; `looks` and `door` read one member; `directory` writes at the tenant's rate.
 */
export async function createWorkers(options: WorkersOptions): Promise<Worker[]> {
  const { membersQueue } = options.deps;
  return [
    await membersWorker(options),
    await looksWorker(options, looksQueue(membersQueue), LOOKS_AT_ONCE),
    await looksWorker(options, doorQueue(membersQueue), DOOR_LOOKS_AT_ONCE),
    await directoryWorker(options),
  ];
}

/**
 * Only looks that have a slot share a reading (`clients/gathered.ts`), so as many have one as come between two lists: a bulk edit
 * of a thousand members within a minute, of which each is looked at twice, brings 33 in a second for twenty seconds. Those that
 * are served together go, and leave their slots to a more urgent one, which Temporal's queue gives first. A look that waits costs
 * a promise, and a heartbeat in five seconds: 160 in a second where every slot is taken. At shutdown they are cancelled together
 * after the grace, and are looked at by the next worker.
 */
const LOOKS_AT_ONCE = 800;
/**
 * At the door nobody gathers: a list leaves with the next call, and whoever comes meanwhile shares the one after it. These are
 * more than come in that time, so that a question to the guard, which takes no time, finds a slot free.
 */
const DOOR_LOOKS_AT_ONCE = 200;

function looksWorker(options: WorkersOptions, taskQueue: string, atOnce: number): Promise<Worker> {
  const { connection, namespace, deps, recovery, buildId } = options;
  return Worker.create({
    ...shutdown,
    // nothing is lost with a read, and most of them wait
    shutdownGraceTime: '2s',
    ...label(buildId),
    connection,
    namespace,
    taskQueue,
    activities: looksActivities(deps),
    interceptors: { activity: [recovery.interceptor] },
    maxConcurrentActivityTaskExecutions: atOnce,
    // a look that is no longer wanted leaves its queue
    maxHeartbeatThrottleInterval: '5s',
  });
}

function membersWorker({
  connection,
  namespace,
  deps,
  recovery,
  workflowBundle,
  buildId,
}: WorkersOptions): Promise<Worker> {
  return Worker.create({
    ...shutdown,
    ...label(buildId),
    connection,
    namespace,
    taskQueue: deps.membersQueue,
    ...(workflowBundle ? { workflowBundle } : { workflowsPath: require.resolve('../workflows') }),
    activities: membersActivities(deps),
    interceptors: { activity: [recovery.interceptor] },
    // 2,000 cached members take 800 MB; a cold one costs a replay of at most 200 events
    maxCachedWorkflows: 300,
    // a heartbeat says how far a sync has come, and would otherwise leave only every 48 s
    maxHeartbeatThrottleInterval: '1s',
    // how long a hint waits for a dead worker before another one takes over
    stickyQueueScheduleToStartTimeout: '3s',
  });
}

function directoryWorker(options: WorkersOptions): Promise<Worker> {
  const { connection, namespace, deps, recovery, directoryRatePerMinute, buildId } = options;
  return Worker.create({
    ...shutdown,
    ...label(buildId),
    connection,
    namespace,
    taskQueue: directoryQueue(deps.membersQueue),
    activities: directoryActivities(deps),
    interceptors: { activity: [recovery.interceptor] },
    maxTaskQueueActivitiesPerSecond: directoryRatePerMinute / 60,
    maxConcurrentActivityTaskExecutions: 8,
  });
}

const label = (buildId: string): Pick<WorkerOptions, 'workerDeploymentOptions'> => ({
  workerDeploymentOptions: {
    useWorkerVersioning: false,
    version: { deploymentName: 'latchkey', buildId },
  },
});
