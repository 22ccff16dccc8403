import type { Call } from '../../clients/call';
import { OutsideError } from '../../clients/outside-error';
import type { ConnectorHealth, SyncReport } from '../../workflows/messages';
import type { ActivityDeps } from '../deps';

/** The tenant that answers must be the one that answered the first good sync. Throws `wrongTenant`. */
export async function checkTenant(
  { directory }: Pick<ActivityDeps, 'directory'>,
  { tenant: known }: Pick<ConnectorHealth, 'tenant'>,
  call: Call,
): Promise<SyncReport['tenant']> {
  const tenant = await directory.tenant(call);
  if (known !== null && known.companyId !== tenant.companyId)
    throw new OutsideError(
      'ironwifi',
      'wrongTenant',
      `IronWifi answers as company ${tenant.companyId}; until now it was ${known.companyId}. ` +
        'Check IRONWIFI_API_URL (the region) and IRONWIFI_API_KEY.',
      { retryable: false },
    );
  return tenant;
}
