import { Cached } from '../../clients/cached';
import type { MaintenanceGate } from '../../clients/call';
import { ExternalError } from '../../clients/external-error';
import type { RawDirectory } from '../../clients/ironwifi/api';
import type { MembershipSource } from '../../clients/membership-source';
import type { WifiDirectory } from '../../clients/wifi-directory';
import { heldBack, nothingMaintained, type MaintenanceSwitches } from '../../domain/replayed/health/maintenance';
import { eachSystem, type SyncedSystem } from '../../domain/replayed/health/synced-system';
import type { ConnectorGateway } from './gateways';

/** What the index of the roster is read by. */
type RosterReads =
  'coworker' | 'contracts' | 'allCoworkers' | 'activeContracts' | 'changedCoworkers' | 'changedContracts';

/** What this process reads from the external systems to show pages, and the little that it sets up in Nexudus. */
export interface ExternalClients {
  source: Pick<
    MembershipSource,
    | 'recentCoworker'
    | 'tryRead'
    | 'clockAheadMs'
    | 'businesses'
    | RosterReads
    | 'allCheckIns'
    | 'tariffs'
    | 'timePasses'
    | 'forgetPlans'
    | 'portalFields'
    | 'makePortalField'
    | 'webhooks'
    | 'webhookNumbers'
    | 'createWebhook'
    | 'changeWebhook'
    | 'removeWebhook'
  >;
  /** For user names, which tenant it is, and for finding out how it takes writes. */
  directory: Pick<WifiDirectory, 'read' | 'tenant'> & RawDirectory;
}

const GOOD_FOR_MS = 5_000;

/**
 * The gates before this process's calls to each external system: a maintenance closes them like those of the workers. While
 * the connector cannot be asked, the last answer counts.
 */
export function maintenanceGates(
  connector: Pick<ConnectorGateway, 'health'>,
  now: () => number = Date.now,
): (system: SyncedSystem) => MaintenanceGate {
  const switches = new Cached<MaintenanceSwitches>({ maxAgeMs: GOOD_FOR_MS, now });
  const ask = async (): Promise<MaintenanceSwitches> => {
    const health = await connector.health().catch(() => null);
    if (health === null) return switches.last() ?? nothingMaintained();
    return eachSystem((system) => health[system].maintenance);
  };
  return (system) => async () => {
    const held = heldBack(system, (await switches.get(ask))[system], null, now());
    if (held !== null)
      throw new ExternalError(system, 'maintenance', held.why, { retryable: true, retryAfterMs: held.retryAfterMs });
  };
}
