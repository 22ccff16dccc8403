import type { ClientStats } from '../client-stats';
import type { WifiDirectory } from '../wifi-directory';
import { Accounts } from './accounts';
import { IronwifiApi } from './api';
import type { IronwifiClientOptions } from './options';
import { OrgUnits } from './org-units';
import { Roster } from './roster';
import { StatusWords } from './status-words';
import { Tenant } from './tenant';
import { UserWriter } from './user-writer';

export type { IronwifiClientOptions } from './options';

export type IronwifiClient = WifiDirectory & { stats(): ClientStats; close(): Promise<void> };

/** One IronWifi tenant. Nothing leaves before the first call. */
export function createIronwifi(options: IronwifiClientOptions): IronwifiClient {
  const api = new IronwifiApi(options);
  const words = new StatusWords(options.capabilities);
  const units = new OrgUnits(api, options.capabilities);
  const tenant = new Tenant(api, options);
  const accounts = new Accounts(api, new UserWriter(words, units), options.capabilities);
  const roster = new Roster(api, accounts, words, tenant);
  return {
    create: (account, call) => accounts.create(account, call),
    change: (id, change, call) => accounts.change(id, change, call),
    remove: (id, call) => accounts.remove(id, call),
    read: (id, call) => accounts.read(id, call),
    roster: (call, fromPage) => roster.pages(call, fromPage),
    findByMark: (mark, call) => roster.byMark(mark, call),
    findByUsername: (username, call) => roster.byUsername(username, call),
    ensureOrgUnits: (names, call) => units.ensure(names, call),
    tenant: (call) => tenant.check(call),
    stats: () => api.stats(),
    close: () => api.close(),
  };
}
