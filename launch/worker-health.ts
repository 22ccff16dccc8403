import { hostname } from 'node:os';
import { Connection } from '@temporalio/client';
import { temporalConnection } from '../config';

/** Long polls last a minute: a poller not seen for longer is gone. */
const POLL_LIMIT_MS = 120_000;
const WORKFLOW_QUEUE = 1;

/** The worker's health check in a container: does a worker of this host poll the queue "members"? Exits 0 if so. */
async function main(): Promise<number> {
  const { connectionOptions, namespace = 'default' } = temporalConnection(process.env);
  const connection = await Connection.connect(connectionOptions);
  const { pollers } = await connection.workflowService.describeTaskQueue({
    namespace,
    taskQueue: { name: 'members' },
    taskQueueType: WORKFLOW_QUEUE,
  });
  const recent = (pollers ?? []).filter(({ identity, lastAccessTime }) => {
    const seen = Number(lastAccessTime?.seconds ?? 0) * 1_000;
    return identity?.includes(hostname()) && Date.now() - seen < POLL_LIMIT_MS;
  });
  return recent.length > 0 ? 0 : 1;
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
