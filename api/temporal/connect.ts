import { Client, Connection } from '@temporalio/client';
import { temporalConnection } from '../../config';

/**
 * A client as Temporal's own environment variables say (TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE, TEMPORAL_API_KEY, TLS). It
 * connects when first used: the API has to start, and to keep hints, while Temporal is away.
 *
 * No call is repeated inside the client: a hook cannot wait (the spool does that), and everybody else is told to come back.
 * After an outage gRPC would wait up to two minutes before it connects again; here, two seconds.
 */
export function connectToTemporal(): Client {
  const { connectionOptions, namespace } = temporalConnection(process.env);
  const connection = Connection.lazy({
    ...connectionOptions,
    interceptors: [],
    channelArgs: { 'grpc.initial_reconnect_backoff_ms': 100, 'grpc.max_reconnect_backoff_ms': 2_000 },
  });
  return new Client({ connection, namespace });
}
