import express from 'express';
import { createIronwifi, type IronwifiClient, type IronwifiClientOptions } from '../../../clients/ironwifi';
import { type Call, countingCall } from '../../../clients/call';
import type { DirectoryAccount, NewAccount, WifiDirectory } from '../../../clients/wifi-directory';
import type { DirectoryCapabilities } from '../../../domain/settings/settings';
import {
  createIronwifi as createTenant,
  type IronwifiEmulator,
  type IronwifiOptions,
  type IronwifiSwitches,
} from '../../../sandbox/ironwifi';
import { listen } from './listen';

export const unknownCapabilities: DirectoryCapabilities = {
  patchPassword: 'unknown',
  statusWords: 'unknown',
  orgUnitBy: 'unknown',
};

export interface Directory {
  client: IronwifiClient;
  tenant: IronwifiEmulator;
  /** What the settings say of the tenant; may be changed. */
  capabilities: DirectoryCapabilities;
  apiUrl: string;
  /** Another client, which has learned nothing yet. */
  another: () => IronwifiClient;
  close: () => Promise<void>;
}

export interface DirectoryOptions {
  switches?: Partial<IronwifiSwitches>;
  capabilities?: Partial<DirectoryCapabilities>;
  client?: Partial<IronwifiClientOptions>;
  /** Of the emulator. */
  tenant?: Partial<IronwifiOptions>;
}

const plans = ['basic-wifi', 'premium-wifi'];

/** A tenant with the org units of two plans and two accounts that are not ours, and a client for it. */
export async function startDirectory({
  switches,
  capabilities,
  client,
  tenant: options,
}: DirectoryOptions = {}): Promise<Directory> {
  const tenant = createTenant({ ratePerMinute: Infinity, switches, ...options });
  const server = await listen(express().use(tenant.router));
  const apiUrl = `${server.url}/api`;
  for (const plan of plans) tenant.addOrgUnit(plan);
  tenant.addForeign({ username: 'printer@staff.example', notes: 'the printer' });
  tenant.addForeign({ username: 'desk@staff.example' });
  const known = { ...unknownCapabilities, ...capabilities };
  const another = () =>
    createIronwifi({
      apiUrl,
      companyId: tenant.options.companyId,
      apiKey: () => tenant.options.apiKey,
      ratePerMinute: Infinity,
      capabilities: () => known,
      ...client,
    });
  const made = another();
  tenant.resetCalls();
  return {
    client: made,
    tenant,
    capabilities: known,
    apiUrl,
    another,
    close: async () => {
      await made.close();
      await server.close();
    },
  };
}

export const mark = 'latchkey:main:2147483640';

export function ada(change: Partial<NewAccount> = {}): NewAccount {
  return {
    username: 'ada@members.example',
    password: 'first-secret',
    email: 'ada@members.example',
    firstName: 'Ada',
    lastName: 'Byron',
    orgUnit: 'basic-wifi',
    enabled: true,
    notes: mark,
    attributes: null,
    ...change,
  };
}

export const now = () => countingCall('usual');

/** Accounts whose notes begin with the mark. */
export async function findByMark(client: WifiDirectory, mark: string, call: Call): Promise<DirectoryAccount[]> {
  return (await client.allAccounts(call)).filter(({ notes }) => notes === mark || notes.startsWith(`${mark} `));
}

export async function findByUsername(
  client: WifiDirectory,
  username: string,
  call: Call,
): Promise<DirectoryAccount | null> {
  const accounts = await client.allAccounts(call);
  return accounts.find((account) => account.username.toLowerCase() === username.toLowerCase()) ?? null;
}
