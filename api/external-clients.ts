import type { MaintenanceGate } from '../clients/maintenance-gate';
import { createIronwifi } from '../clients/ironwifi';
import type { MembershipSource } from '../clients/membership-source';
import { createNexudus } from '../clients/nexudus';
import type { WifiDirectory } from '../clients/wifi-directory';
import { rateShares, type Config, type Secrets } from '../config';
import type { SyncedSystem } from '../domain/replayed/health/synced-system';

/** What this process reads of the outside systems for those who look at pages, and the little that it sets up in Nexudus. */
export interface ExternalClients {
  source: Pick<
    MembershipSource,
    | 'recentCoworker'
    | 'businesses'
    | 'portalFields'
    | 'makePortalField'
    | 'webhooks'
    | 'webhookNumbers'
    | 'createWebhook'
    | 'changeWebhook'
    | 'removeWebhook'
  >;
  /** To read user names from; how the tenant takes writes does not matter here. */
  directory: Pick<WifiDirectory, 'read'>;
}

export function openExternalClients(
  { nexudus, ironwifi }: Config,
  secrets: Secrets,
  admit: (side: SyncedSystem) => MaintenanceGate,
): ExternalClients & { close(): Promise<void> } {
  const source = createNexudus({
    apiUrl: nexudus.apiUrl,
    auth: { kind: nexudus.auth, username: nexudus.username, password: () => secrets.nexudusPassword.reveal() },
    ratePerMinute: rateShares(nexudus.ratePerMinute).api,
    admit: admit('nexudus'),
  });
  const directory = createIronwifi({
    apiUrl: ironwifi.apiUrl,
    companyId: ironwifi.companyId,
    apiKey: () => secrets.ironwifiApiKey.reveal(),
    ratePerMinute: rateShares(ironwifi.ratePerMinute).api,
    admit: admit('ironwifi'),
    capabilities: () => ({
      patchPassword: 'unknown',
      statusWords: 'unknown',
      orgUnitBy: 'unknown',
    }),
  });
  return { source, directory, close: async () => void (await Promise.all([source.close(), directory.close()])) };
}
