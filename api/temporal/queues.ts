import { directoryQueue } from '../../contracts/replayed';
import type { PollerGateway } from '../ports';
import type { Place } from './place';
import { within } from './within';

const PATIENCE_MS = 3_000;
/** The server notes a poller when its poll begins, and a poll lasts up to a minute. */
const RECENT_MS = 75_000;

/** temporal.api.enums.v1.TaskQueueType */
const WORKFLOW = 1;
const ACTIVITY = 2;

export function temporalQueues({ client, membersQueue }: Place): PollerGateway {
  const isPolled = async (name: string, taskQueueType: number): Promise<boolean> => {
    const { namespace } = client.options;
    const { pollers } = await client.workflowService.describeTaskQueue({
      namespace,
      taskQueue: { name },
      taskQueueType,
    });
    const seen = (pollers ?? []).map(({ lastAccessTime }) => Number(String(lastAccessTime?.seconds ?? 0)) * 1000);
    return seen.some((at) => Date.now() - at < RECENT_MS);
  };
  return {
    pollers: () =>
      within(client, PATIENCE_MS, 'server', async () => {
        const [workflows, reads, directory] = await Promise.all([
          isPolled(membersQueue, WORKFLOW),
          isPolled(membersQueue, ACTIVITY),
          isPolled(directoryQueue(membersQueue), ACTIVITY),
        ]);
        return { members: workflows && reads, directory };
      }),
  };
}
