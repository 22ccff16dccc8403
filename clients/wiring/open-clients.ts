import { rateShares, type Config, type Secrets } from '../../config';
import type { SyncedSystem } from '../../domain/replayed/health/synced-system';
import type { DirectoryCapabilities } from '../../domain/settings/settings';
import type { MaintenanceGate } from '../call';
import { callsInARow, createIronwifi, type IronwifiClient } from '../ironwifi';
import { createNexudus, type NexudusClient } from '../nexudus';
import type { TenantId } from '../wifi-directory';

export interface OpenOptions {
  /** Whose share of the allowed rate the clients use. */
  share: 'worker' | 'api';
  gate: (system: SyncedSystem) => MaintenanceGate;
  /** How the tenant behaves in disputed cases; nothing is known when left out. */
  capabilities?: () => DirectoryCapabilities;
  knownTenant?: () => Promise<TenantId | null>;
}

export interface OpenClients {
  source: NexudusClient;
  directory: IronwifiClient;
  close: () => Promise<void>;
}

/**
 * As many writes as the worker's client lets go one after the other. Temporal's queue lets no more through: what it let through too
 * soon would wait in a worker, where no block could pass it, or be sent back and have its turn wasted.
 */
export const writesPerMinute = ({ ironwifi }: Pick<Config, 'ironwifi'>): number =>
  callsInARow(rateShares(ironwifi.ratePerMinute).worker);

export const unknownCapabilities: DirectoryCapabilities = {
  patchPassword: 'unknown',
  statusWords: 'unknown',
  orgUnitBy: 'unknown',
};

/** The clients of both systems, from the configuration: for the worker and for the API. */
export function openClients(
  { nexudus, ironwifi }: Pick<Config, 'nexudus' | 'ironwifi'>,
  secrets: Pick<Secrets, 'nexudusPassword' | 'ironwifiApiKey'>,
  { share, gate, capabilities = () => unknownCapabilities, knownTenant }: OpenOptions,
): OpenClients {
  const source = createNexudus({
    apiUrl: nexudus.apiUrl,
    auth: { kind: nexudus.auth, username: nexudus.username, password: () => secrets.nexudusPassword.reveal() },
    ratePerMinute: rateShares(nexudus.ratePerMinute)[share],
    gate: gate('nexudus'),
  });
  const directory = createIronwifi({
    apiUrl: ironwifi.apiUrl,
    companyId: ironwifi.companyId,
    apiKey: () => secrets.ironwifiApiKey.reveal(),
    knownTenant,
    ratePerMinute: rateShares(ironwifi.ratePerMinute)[share],
    capabilities,
    gate: gate('ironwifi'),
  });
  return { source, directory, close: async () => void (await Promise.all([source.close(), directory.close()])) };
}
