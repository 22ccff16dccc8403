import { startSandbox, type Sandbox } from '../../../sandbox';
import { EapolMissing, type LogInResult, type RadiusOptions } from '../../../sandbox/radius';
import { findEapolTest } from '../../../sandbox/radius/eapol';
import { eapMethods, type EapMethod } from '../../../sandbox/radius/network-block';

export const methods = eapMethods;

/** What the right server is called. */
export const serverName = 'wifi.sandbox.test';

/** Servers beside the right one: each but `rsa`, whose CA is another one, is to be refused by devices. */
export const oddServers: RadiusOptions['servers'] = {
  evil: { ownAuthority: true },
  other_name: { serverName: `${serverName}.evil.test` },
  expired: { expired: true },
  no_server: { purpose: 'client' },
  rsa: { ownAuthority: true, keys: 'rsa' },
};

/** A sandbox whose FreeRADIUS runs. */
export interface Lab {
  sandbox: Sandbox;
  /** A new account with the password `right`. */
  make(account?: { username?: string; password?: string; orgunit?: string }): { id: string; username: string };
  /** A call of IronWifi’s API that is answered with success. */
  call(method: string, path: string, body?: object): Promise<{ id: string; rows: object[] }>;
  logIn(username: string, password?: string, method?: EapMethod): Promise<LogInResult>;
  close(): Promise<void>;
}

/**
 * Starts it.
 * @throws Error with what to do where FreeRADIUS or eapol_test is missing.
 */
export async function openLab(radius: RadiusOptions = {}): Promise<Lab> {
  if (findEapolTest() === undefined) throw new EapolMissing();
  const sandbox = await startSandbox({ seed: true, ironwifi: { ratePerMinute: Infinity }, radius });
  const status = await sandbox.radius.settled();
  if (status.state !== 'ready') {
    await sandbox.close();
    throw new Error('sentence' in status ? status.sentence : `FreeRADIUS is ${status.state}`);
  }
  let made = 0;
  return {
    sandbox,
    make: (account = {}) =>
      sandbox.ironwifi.addForeign({ username: `user${++made}@sandbox.example`, password: 'right', ...account }),
    call: (method, path, body) => call(sandbox, method, path, body),
    logIn: (username, password = 'right', method = 'peap-mschapv2') =>
      sandbox.radius.tryToLogIn({ method, username, password }),
    close: () => sandbox.close(),
  };
}

/** The reply attributes by their names. */
export function replyOf({ attributes }: LogInResult): Record<string, string | number> {
  return Object.fromEntries(attributes.map(({ name, value }) => [name, value]));
}

async function call({ ironwifi, ironwifiApiUrl }: Sandbox, method: string, path: string, body?: object) {
  const response = await fetch(`${ironwifiApiUrl}${path}`, {
    method,
    headers: { Authorization: `Bearer ${ironwifi.options.apiKey}`, 'Content-Type': 'application/json' },
    body: body && JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status}`);
  return (response.status === 204 ? {} : await response.json()) as { id: string; rows: object[] };
}
