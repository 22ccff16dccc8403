import { createIronwifi, type IronwifiClient } from '../clients/ironwifi';
import type { Config, Secrets } from '../config';

/** The workers have the rest: writes must not wait because somebody looks at members. */
const SHARE_OF_RATE = 1 / 6;

/** The tenant's accounts, to read user names from; this process never writes to them, so how to write does not matter. */
export function openDirectory({ ironwifi }: Config, secrets: Secrets): IronwifiClient {
  return createIronwifi({
    apiUrl: ironwifi.apiUrl,
    companyId: ironwifi.companyId,
    apiKey: () => secrets.ironwifiApiKey.reveal(),
    ratePerMinute: Math.max(1, ironwifi.ratePerMinute * SHARE_OF_RATE),
    capabilities: () => ({
      patchPassword: 'unknown',
      statusWords: 'unknown',
      orgUnitBy: 'unknown',
      attributeDuplicate: 'unknown',
      groupMembership: 'off',
    }),
  });
}
