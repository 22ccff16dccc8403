import type { Call } from '../../clients/call';
import { connectorHealth, connectorWorkflowId, type SyncReport } from '../../workflows/messages';
import type { ActivityDeps } from '../deps';
import { failure } from '../failures';

/** The tenant that answers must be the one that answered the first good sync. Throws `wrongTenant`. */
export async function checkTenant(deps: ActivityDeps, call: Call): Promise<SyncReport['tenant']> {
  const tenant = await deps.directory.tenant(call);
  const { tenant: known } = await deps.client.workflow
    .getHandle(connectorWorkflowId(deps.connector))
    .query(connectorHealth);
  if (known !== null && known.companyId !== tenant.companyId)
    throw failure(
      'wrongTenant',
      `IronWifi answers as company ${tenant.companyId}; until now it was ${known.companyId}. ` +
        'Check IRONWIFI_API_URL (the region) and IRONWIFI_API_KEY.',
    );
  return tenant;
}
