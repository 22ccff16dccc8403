import { Worker, type NativeConnection, type WorkerOptions } from '@temporalio/worker';
import { directoryActivities, membersActivities, type ActivityDeps } from '../activities';
import type { RecoveryWatch } from './recovery/recovery-watch';
import { directoryQueue } from '../contracts/replayed';

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

/** One worker per task queue: `members` runs workflows, reads and mail; `directory` writes at the tenant's rate. */
export async function createWorkers(options: WorkersOptions): Promise<Worker[]> {
  return [await membersWorker(options), await directoryWorker(options)];
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
