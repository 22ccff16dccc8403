import {
  connectorHealth,
  connectorWorkflowId,
  currentSettings,
  decideHold,
  goLive,
  holds,
  pauseImport,
  switchMaintenance,
  updateSettings,
} from '../../contracts/replayed';
import { type ConnectorGateway, GatewayError } from '../ports/gateways';
import type { Place } from '../../contracts/signal-member';
import { within } from './call';

const ASK_MS = 3_000;
/** Names of plans are looked up in Nexudus while the operator waits. */
const SAVE_MS = 60_000;

export function temporalConnector({ client, connector }: Place): ConnectorGateway {
  const handle = () => client.workflow.getHandle(connectorWorkflowId(connector));
  const call = <T>(ms: number, work: () => Promise<T>) => within(client, ms, 'worker', work).catch(notThereYet);
  return {
    settings: () => call(ASK_MS, () => handle().query(currentSettings)),
    health: () => call(ASK_MS, () => handle().query(connectorHealth)),
    holds: () => call(ASK_MS, () => handle().query(holds)),
    decideHold: (request) => call(ASK_MS, () => handle().executeUpdate(decideHold, { args: [request] })),
    goLive: (request) => call(ASK_MS, () => handle().executeUpdate(goLive, { args: [request] })),
    pauseImport: (request) => call(ASK_MS, () => handle().executeUpdate(pauseImport, { args: [request] })),
    switchMaintenance: (request) => call(ASK_MS, () => handle().executeUpdate(switchMaintenance, { args: [request] })),
    updateSettings: (request) => call(SAVE_MS, () => handle().executeUpdate(updateSettings, { args: [request] })),
  };
}

function notThereYet(error: unknown): never {
  if (!(error instanceof GatewayError) || error.code !== 'notFound') throw error;
  throw new GatewayError('notReady', 'The connector workflow has not been started: start a worker.', { cause: error });
}
