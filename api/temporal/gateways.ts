import { Client, Connection } from '@temporalio/client';
import { temporalConnection } from '../../config';
import { directoryQueue, looksQueue } from '../../contracts/replayed';
import { signalMember, type Place } from '../../contracts/signal-member';
import type { Gateways, HintGateway, PollerGateway } from '../ports/gateways';
import { signalWithin, within } from './call';
import { temporalConnector } from './connector';
import { temporalMembers, temporalPages } from './members';
import { temporalServer } from './server';
import { temporalSyncs } from './syncs';

/**
 * A client as Temporal's own environment variables say (TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE, TEMPORAL_API_KEY, TLS). It
 * connects on first use: the API has to start, and to keep hints, while Temporal is away.
 *
 * The client repeats no call: a webhook cannot wait (the spool retries), and everybody else is told to come back. After an
 * outage gRPC would wait up to two minutes before it reconnects; here, two seconds.
 */
export function connectToTemporal(environment: NodeJS.ProcessEnv): Client {
  const { connectionOptions, namespace } = temporalConnection(environment);
  const connection = Connection.lazy({
    ...connectionOptions,
    interceptors: [],
    channelArgs: { 'grpc.initial_reconnect_backoff_ms': 100, 'grpc.max_reconnect_backoff_ms': 2_000 },
  });
  return new Client({ connection, namespace });
}

/** Everything that the HTTP side asks of the workflows, through a Temporal client. */
export function temporalGateways(place: Place): Gateways {
  return {
    hints: temporalHints(place),
    members: temporalMembers(place),
    pages: temporalPages(place),
    syncs: temporalSyncs(place),
    connector: temporalConnector(place),
    queues: temporalQueues(place),
    temporal: temporalServer(place),
  };
}

/** A webhook is answered within about two seconds; what takes longer goes to the spool. */
const SIGNAL_MS = 2_000;

function temporalHints(place: Place): HintGateway {
  return {
    send: ({ member, signal, hint }) =>
      signalWithin(place.client, SIGNAL_MS, () => signalMember(place, member, signal, hint)),
  };
}

const ASK_MS = 3_000;
/** The server notes a poller when its poll begins, and a poll lasts up to a minute. */
const RECENT_MS = 75_000;

/** temporal.api.enums.v1.TaskQueueType */
const WORKFLOW = 1;
const ACTIVITY = 2;

function temporalQueues({ client, membersQueue }: Place): PollerGateway {
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
      within(client, ASK_MS, 'server', async () => {
        const [workflows, looks, directory] = await Promise.all([
          isPolled(membersQueue, WORKFLOW),
          isPolled(looksQueue(membersQueue), ACTIVITY),
          isPolled(directoryQueue(membersQueue), ACTIVITY),
        ]);
        return { members: workflows && looks, directory };
      }),
  };
}
