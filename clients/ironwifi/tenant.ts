import type { Call } from '../call';
import { OutsideError } from '../outside-error';
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
    private readonly options: Pick<IronwifiClientOptions, 'apiUrl' | 'companyId'>,
  ) {}

  async check(call: Call): Promise<TenantId> {
    const reply = await this.api.sendOutside({ method: 'GET', path: '/account' }, call);
    const { company_id, region } = checkShape('ironwifi', reply.name, accountRecord, reply.json());
    const tenant = { companyId: company_id, region: region ?? null };
    const trouble = this.#trouble(tenant);
    if (trouble) throw new OutsideError('ironwifi', 'wrongTenant', trouble, { retryable: false });
    this.#first ??= tenant;
    return tenant;
  }

  #trouble({ companyId, region }: TenantId): string | null {
    const { companyId: expected } = this.options;
    if (expected !== null && companyId !== expected) return `The key is of company ${companyId}, not of ${expected}`;
    const host = hostRegion(this.options.apiUrl);
    if (host !== null && region !== null && region !== host)
      return `The account is in ${region}, but ${host} was asked`;
    if (this.#first && (this.#first.companyId !== companyId || this.#first.region !== region)) {
      return `Company ${companyId} in region ${region ?? 'unknown'} answers where ${this.#first.companyId} did before`;
    }
    return null;
  }
}

/** The region a host name speaks for; null for the global hosts and for any other than the vendor's. */
function hostRegion(apiUrl: string): string | null {
  const { hostname } = new URL(apiUrl);
  const label = /^([a-z0-9-]+)\.ironwifi\.com$/i.exec(hostname)?.[1]?.toLowerCase();
  return label === undefined || label.startsWith('console') ? null : label;
}
