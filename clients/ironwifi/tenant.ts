import type { Call } from '../call';
import { ExternalError } from '../external-error';
import { checkShape } from '../read-reply';
import type { IronwifiApi } from './api';
import type { IronwifiClientOptions } from './options';
import { accountRecord } from './records';

export interface TenantId {
  companyId: string;
  region: string | null;
}

/** Who answers. A wrong region gives 200 and an empty tenant, and only the account tells (ironwifi.md §10.1). */
export class Tenant {
  #first: TenantId | null = null;

  constructor(
    private readonly api: Pick<IronwifiApi, 'sendOutside'>,
    private readonly options: Pick<IronwifiClientOptions, 'apiUrl' | 'companyId' | 'knownTenant'>,
  ) {}

  async check(call: Call): Promise<TenantId> {
    const known = (await this.options.knownTenant?.()) ?? this.#first;
    const reply = await this.api.sendOutside({ method: 'GET', path: '/account' }, call);
    const { company_id, region } = checkShape('ironwifi', reply.name, accountRecord, reply.json());
    const tenant = { companyId: company_id, region: region ?? null };
    const trouble = this.#trouble(tenant, known);
    if (trouble) throw new ExternalError('ironwifi', 'wrongTenant', trouble, { retryable: false });
    this.#first ??= tenant;
    return tenant;
  }

  #trouble(tenant: TenantId, known: TenantId | null): string | null {
    const { companyId, region } = tenant;
    const { companyId: expected } = this.options;
    if (expected !== null && companyId !== expected) return `The key is of company ${companyId}, not of ${expected}`;
    const host = hostRegion(this.options.apiUrl);
    if (host !== null && region !== null && region !== host)
      return `The account is in ${region}, but ${host} was asked`;
    if (known === null || isSame(known, tenant)) return null;
    return (
      `IronWifi answers as ${nameOf(tenant)}; until now it was ${nameOf(known)}. Check IRONWIFI_API_URL (the region) ` +
      'and IRONWIFI_API_KEY; another tenant needs a connector of its own (LATCHKEY_CONNECTOR)'
    );
  }
}

/** Not every reply names the region. */
function isSame(one: TenantId, other: TenantId): boolean {
  const regionsDiffer = one.region !== null && other.region !== null && one.region !== other.region;
  return one.companyId === other.companyId && !regionsDiffer;
}

const nameOf = ({ companyId, region }: TenantId): string =>
  `company ${companyId}${region === null ? '' : ` in region ${region}`}`;

/** The region a host name speaks for; null for the global hosts and for any other than the vendor's. */
function hostRegion(apiUrl: string): string | null {
  const { hostname } = new URL(apiUrl);
  const label = /^([a-z0-9-]+)\.ironwifi\.com$/i.exec(hostname)?.[1]?.toLowerCase();
  return label === undefined || label.startsWith('console') ? null : label;
}
