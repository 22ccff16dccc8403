import { createHmac } from 'node:crypto';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Express } from 'express';
import { pino } from 'pino';
import { createApp, type ApiDeps } from '../../../api/app';
import { listen } from '../../../api/http/listen';
import { languages } from '../../../api/member/catalogue';
import { Secret } from '../../../config';
import { actionNumbers } from '../../../domain/webhooks/actions';
import { FakeGateways } from './fake-gateways';

export const adminToken = 'admin-token-of-the-test';
export const webhookSecret = 'demo-shared-secret';
export const masterKey = new Secret(Buffer.alloc(32, 7));

export interface ServedApi {
  app: Express;
  url: string;
  fake: FakeGateways;
  /** What was logged, line by line. */
  logged: string[];
  call(method: string, path: string, init?: RequestInit): Promise<Response>;
  admin(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Response>;
  hook(path: string, body: string | Uint8Array<ArrayBuffer>, headers?: Record<string, string>): Promise<Response>;
  close(): Promise<void>;
}

/** The app on a free port, over fakes; an address (127.0.0.x) of one's own can be told by X-Forwarded-For. */
export async function serveApi(overrides: Partial<ApiDeps> = {}): Promise<ServedApi> {
  const fake = new FakeGateways();
  const logged: string[] = [];
  const deps: ApiDeps = {
    connector: 'main',
    webhookSecrets: [new Secret(webhookSecret)],
    masterKeys: [masterKey],
    adminToken: new Secret(adminToken),
    gateways: fake.gateways,
    intake: { accept: async (hints) => void (await Promise.all(hints.map((hint) => fake.gateways.hints.send(hint)))) },
    spool: { waiting: 0 },
    external: external(),
    publicUrl: 'https://wifi.test',
    languages: languages(),
    temporalUiUrl: 'http://temporal.test',
    namespace: 'default',
    checkAnswers: true,
    log: pino({ level: 'debug' }, { write: (line: string) => void logged.push(line) }),
    ...overrides,
  };
  const app = createApp(deps);
  return { app, ...client(await listen(app, 0, '127.0.0.1'), fake, logged) };
}

/** Outside systems that know nobody. */
export const external = (): ApiDeps['external'] => ({
  source: {
    recentCoworker: () => Promise.resolve(null),
    businesses: () => Promise.resolve([]),
    portalFields: () => Promise.resolve([]),
    makePortalField: () => Promise.resolve(),
    webhooks: nothing,
    webhookNumbers: () => Promise.resolve(actionNumbers(null)),
    createWebhook: () => Promise.resolve(),
    changeWebhook: () => Promise.resolve(),
    removeWebhook: () => Promise.resolve(),
  },
  directory: { read: () => Promise.resolve(null) },
});

async function* nothing(): AsyncGenerator<never[]> {
  yield await Promise.resolve([]);
}

function client(server: Server, fake: FakeGateways, logged: string[]): Omit<ServedApi, 'app'> {
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const call: ServedApi['call'] = (method, path, init) => fetch(base + path, { method, ...init });
  return {
    url: base,
    fake,
    logged,
    call,
    admin: (method, path, body, headers = {}) =>
      call(method, `/api/v1${path}`, {
        headers: {
          authorization: `Bearer ${adminToken}`,
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        body: body === undefined ? undefined : JSON.stringify(body),
      }),
    hook: (path, body, headers = { 'x-nexudus-hook-signature': sign(body) }) =>
      call('POST', `/webhooks/nexudus/${path}`, { body, headers: { 'content-type': 'application/json', ...headers } }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export function sign(body: string | Uint8Array, secret = webhookSecret): string {
  return createHmac('sha256', secret).update(body).digest('hex').toUpperCase();
}
