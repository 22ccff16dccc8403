import { Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time';
import { temporalConnection } from '../../config';
import { LaunchError } from '../machine/basics';

const RETENTION = '30 days';

/** True when the Temporal server that we have started serves its namespace. */
export async function isServing(address: string, namespace: string): Promise<boolean> {
  try {
    return await withConnection({ address, connectTimeout: '2 seconds' }, async (connection) => {
      await connection.workflowService.describeNamespace({ namespace });
      return true;
    });
  } catch {
    return false;
  }
}

/** Keeps the histories of ended workflows, sync reports included, for 30 days; the dev server's default is one. */
export async function keepHistories(address: string, namespace: string): Promise<void> {
  await withConnection({ address }, async (connection) => {
    await connection.workflowService.updateNamespace({
      namespace,
      config: { workflowExecutionRetentionTtl: msToTs(RETENTION) },
    });
  });
}

/** Throws a LaunchError when the server that the environment names does not answer. The worker creates its namespace. */
export async function demandRunningServer(env: NodeJS.ProcessEnv): Promise<void> {
  const { connectionOptions } = temporalConnection(env);
  try {
    await withConnection({ ...connectionOptions, connectTimeout: '10 seconds' }, () => Promise.resolve());
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new LaunchError(`No Temporal server answers at TEMPORAL_ADDRESS (${env.TEMPORAL_ADDRESS ?? ''}): ${reason}`);
  }
}

async function withConnection<Result>(
  options: Parameters<typeof Connection.connect>[0],
  use: (connection: Connection) => Promise<Result>,
): Promise<Result> {
  const connection = await Connection.connect(options);
  try {
    return await use(connection);
  } finally {
    await connection.close();
  }
}
