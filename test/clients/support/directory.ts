import { createIronwifi, type IronwifiClient, type IronwifiClientOptions } from '../../../clients/ironwifi';
import { countingCall } from '../../../clients/call';
import type { NewAccount } from '../../../clients/wifi-directory';
import type { DirectoryCapabilities } from '../../../domain/settings';
import { startSandbox } from '../../../sandbox';
import type { IronwifiEmulator, IronwifiSwitches } from '../../../sandbox/ironwifi';

export const unknownCapabilities: DirectoryCapabilities = {
  patchPassword: 'unknown',
  statusWords: 'unknown',
  orgUnitBy: 'unknown',
  attributeDuplicate: 'unknown',
  groupMembership: 'off',
};

export interface Directory {
  client: IronwifiClient;
  tenant: IronwifiEmulator;
  /** What the settings say of the tenant; may be changed. */
  capabilities: DirectoryCapabilities;
  apiUrl: string;
  close(): Promise<void>;
}

export interface DirectoryOptions {
  switches?: Partial<IronwifiSwitches>;
  capabilities?: Partial<DirectoryCapabilities>;
  client?: Partial<IronwifiClientOptions>;
}

export const plans = ['basic-wifi', 'premium-wifi'];

/** A tenant with the org units of two plans and two accounts that are not ours, and a client for it. */
export async function startDirectory({ switches, capabilities, client }: DirectoryOptions = {}): Promise<Directory> {
  const sandbox = await startSandbox({ ironwifi: { ratePerMinute: Infinity, switches } });
  const tenant = sandbox.ironwifi;
  for (const plan of plans) tenant.addOrgUnit(plan);
  tenant.addForeign({ username: 'printer@staff.example', notes: 'the printer' });
  tenant.addForeign({ username: 'desk@staff.example' });
  const known = { ...unknownCapabilities, ...capabilities };
  const made = createIronwifi({
    apiUrl: sandbox.ironwifiApiUrl,
    companyId: tenant.options.companyId,
    apiKey: () => tenant.options.apiKey,
    ratePerMinute: Infinity,
    capabilities: () => known,
    ...client,
  });
  tenant.resetCalls();
  return {
    client: made,
    tenant,
    capabilities: known,
    apiUrl: sandbox.ironwifiApiUrl,
    close: async () => {
      await made.close();
      await sandbox.close();
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

export const now = () => countingCall('interactive');
