import type { Call } from '../call';
import { ExternalError } from '../external-error';
import type { ClientStats } from '../http/limited-http';
import { checkShape } from '../http/replies';
import type { TenantId, WifiDirectory } from '../wifi-directory';
import { Accounts, Roster } from './accounts';
import { IronwifiApi, type IronwifiClientOptions, type RawDirectory } from './api';
import { OrgUnits, StatusWords } from './disputed-fields';
import { UserWriter } from './user-writer';
import { accountRecord } from './wire';

export { callsInARow, type IronwifiClientOptions } from './api';

export type IronwifiClient = WifiDirectory & RawDirectory & { stats(): ClientStats; close(): Promise<void> };

/** One IronWifi tenant. Nothing leaves before the first call. */
export function createIronwifi(options: IronwifiClientOptions): IronwifiClient {
  const api = new IronwifiApi(options);
  const words = new StatusWords(options.capabilities);
  const units = new OrgUnits(api, options.capabilities);
  const tenant = new Tenant(api, options);
  const accounts = new Accounts(api, new UserWriter(words, units), options.capabilities);
  const roster = new Roster(api, accounts, words, (call) => tenant.check(call));
  return {
    create: (account, call) => accounts.create(account, call),
    change: (id, change, call) => accounts.change(id, change, call),
    remove: (id, call) => accounts.remove(id, call),
    read: (id, call) => accounts.read(id, call),
    roster: (call) => roster.pages(call),
    allAccounts: (call) => roster.all(call),
    ensureOrgUnits: (names, call) => units.ensure(names, call),
    tenant: (call) => tenant.check(call),
    ask: (request, call, where) => api.ask(request, call, where),
    askAtOnce: (request) => api.askAtOnce(request),
    stats: () => api.stats(),
    close: () => api.close(),
  };
}

/** Which tenant answers: a wrong region gives 200 and an empty tenant, and only its account shows it (ironwifi.md §10.1). */
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
      `IronWifi answers as ${labelOf(tenant)}; until now it was ${labelOf(known)}. Check IRONWIFI_API_URL (the region) ` +
      'and IRONWIFI_API_KEY; another tenant needs a connector of its own (LATCHKEY_CONNECTOR)'
    );
  }
}

/** Not every reply names the region. */
function isSame(one: TenantId, other: TenantId): boolean {
  const regionsDiffer = one.region !== null && other.region !== null && one.region !== other.region;
  return one.companyId === other.companyId && !regionsDiffer;
}

const labelOf = ({ companyId, region }: TenantId): string =>
  `company ${companyId}${region === null ? '' : ` in region ${region}`}`;

/** The region in a host name; null for the vendor's global hosts and for other hosts. */
function hostRegion(apiUrl: string): string | null {
  const { hostname } = new URL(apiUrl);
  const label = /^([a-z0-9-]+)\.ironwifi\.com$/i.exec(hostname)?.[1]?.toLowerCase();
  return label === undefined || label.startsWith('console') ? null : label;
}
