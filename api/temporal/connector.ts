import {
  askForRenewals,
  connectorHealth,
  connectorWorkflowId,
  currentSettings,
  decideHold,
  goLive,
  holds,
  pauseImport,
  resolveDraft,
  switchMaintenance,
  updateSettings,
} from '../../contracts/replayed';
import { type ConnectorGateway, GatewayError } from '../ports/gateways';
import type { Place } from '../../contracts/signal-member';
import { type UpdateId, updateWithin, within } from './call';
import { pulseOf } from './shown-members';

const ASK_MS = 3_000;
/** Names of plans are looked up in Nexudus while the operator waits. */
const SAVE_MS = 60_000;

export function temporalConnector({ client, connector }: Place): ConnectorGateway {
  const handle = () => client.workflow.getHandle(connectorWorkflowId(connector));
  const ask = <T>(work: () => Promise<T>) => within(client, ASK_MS, 'worker', work).catch(notThereYet);
  const update = <T>(ms: number, work: (id: UpdateId) => Promise<T>) =>
    updateWithin(client, ms, work).catch(notThereYet);
  return {
    settings: () => ask(() => handle().query(currentSettings)),
    pulse: () => within(client, ASK_MS, 'server', () => pulseOf(handle())),
    health: () => ask(() => handle().query(connectorHealth)),
    holds: () => ask(() => handle().query(holds)),
    decideHold: (request) => update(ASK_MS, (id) => handle().executeUpdate(decideHold, { ...id, args: [request] })),
    goLive: (request) => update(ASK_MS, (id) => handle().executeUpdate(goLive, { ...id, args: [request] })),
    pauseImport: (request) => update(ASK_MS, (id) => handle().executeUpdate(pauseImport, { ...id, args: [request] })),
    askForRenewals: (request) =>
      update(ASK_MS, (id) => handle().executeUpdate(askForRenewals, { ...id, args: [request] })),
    switchMaintenance: (request) =>
      update(ASK_MS, (id) => handle().executeUpdate(switchMaintenance, { ...id, args: [request] })),
    resolveDraft: (draft) => update(SAVE_MS, (id) => handle().executeUpdate(resolveDraft, { ...id, args: [draft] })),
    updateSettings: (request) =>
      update(SAVE_MS, (id) => handle().executeUpdate(updateSettings, { ...id, args: [request] })),
  };
}

function notThereYet(error: unknown): never {
  if (!(error instanceof GatewayError) || error.code !== 'notFound') throw error;
  throw new GatewayError('notReady', 'The connector workflow has not been started: start a worker.', { cause: error });
}
