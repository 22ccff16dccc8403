import { NativeConnection, Worker } from '@temporalio/worker';

/** PATCHes the account, and knows nothing of retries and tenants. */
async function write(account: string, enabled: boolean): Promise<void> {
  const { FLOOR_IRONWIFI = '', FLOOR_KEY = '' } = process.env;
  const reply = await fetch(`${FLOOR_IRONWIFI}/users/${account}`, {
    method: 'PATCH',
    headers: { authorization: `Bearer ${FLOOR_KEY}`, 'content-type': 'application/json' },
    body: JSON.stringify({ status: enabled ? 'enabled' : 'disabled' }),
  });
  await reply.text();
  if (!reply.ok) throw new Error(`a write was answered with ${reply.status}`);
}

/** Reads nothing. */
const look = (): Promise<void> => Promise.resolve();

/** The worker of the floor, as the SDK makes it. `FLOOR_WRITES_PER_MINUTE`: no limit without. */
async function main(): Promise<void> {
  const { TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE: namespace, FLOOR_QUEUE = '', FLOOR_WRITES_PER_MINUTE } = process.env;
  const connection = await NativeConnection.connect({ address: TEMPORAL_ADDRESS });
  const worker = await Worker.create({
    connection,
    namespace,
    taskQueue: FLOOR_QUEUE,
    workflowsPath: require.resolve('./workflow'),
    activities: { look, write },
    ...(FLOOR_WRITES_PER_MINUTE && { maxTaskQueueActivitiesPerSecond: Number(FLOOR_WRITES_PER_MINUTE) / 60 }),
  });
  await worker.run();
}

void main();
