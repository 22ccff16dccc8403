import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Express } from 'express';
import { pino } from 'pino';
import { AccessTokens } from '../../../api/access/access-tokens';
import { createApp, type ApiDeps } from '../../../api/app';
import { Sessions } from '../../../api/access/sessions';
import { AuditTrail } from '../../../api/audit/audit-trail';
import { Refusals } from '../../../api/audit/refusals';
import { SettingsHistory } from '../../../api/settings/settings-history';
import { listen } from '../../../api/http/listen';
import { JournalFile } from '../../../api/probe/journal-file';
import { Probes } from '../../../api/probe/probes';
import { consoleTexts } from '../../../api/console/texts';
import { PeopleIndex } from '../../../api/people/people-index';
import { memberTexts } from '../../../api/member/catalogue';
import { AccessHistory } from '../../../api/events/access-history';
import { LiveEvents } from '../../../api/events/live-events';
import { languages } from '../../../api/texts/catalogue';
import { ExternalError } from '../../../clients/external-error';
import { Secret } from '../../../config';
import { actionNumbers } from '../../../domain/webhooks/actions';
import { FakeGateways } from './fake-gateways';

const DAY_MS = 24 * 3_600_000;
export const adminToken = 'admin-token-of-the-test';
export const webhookSecret = 'demo-shared-secret';
export const masterKey = new Secret(Buffer.alloc(32, 7));

export interface ServedApi {
  app: Express;
  url: string;
  fake: FakeGateways;
  /** What was logged, line by line. */
  logged: string[];
  tokens: AccessTokens;
  sessions: Sessions;
  audit: AuditTrail;
  refused: Refusals;
  events: LiveEvents;
  /** LATCHKEY_HOME, until it is closed. */
  home: string;
  call(method: string, path: string, init?: RequestInit): Promise<Response>;
  admin(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Response>;
  hook(path: string, body: string | Uint8Array<ArrayBuffer>, headers?: Record<string, string>): Promise<Response>;
  close(): Promise<void>;
}

/** The app on a free port, over fakes; an address (127.0.0.x) of one's own can be told by X-Forwarded-For. */
export async function serveApi(overrides: Partial<ApiDeps> = {}): Promise<ServedApi> {
  const fake = new FakeGateways();
  const logged: string[] = [];
  const log = pino({ level: 'debug' }, { write: (line: string) => void logged.push(line) });
  const home = mkdtempSync(join(tmpdir(), 'latchkey-api-'));
  const tokens = new AccessTokens(join(home, 'tokens.json'), { log, keepEndedMs: 400 * DAY_MS });
  const isTokenGood = (id: string): boolean => tokens.isGood(id);
  const secrets = { adminToken: new Secret(adminToken), masterKeys: [masterKey] };
  const sessions = new Sessions(join(home, 'sessions.json'), { ...secrets, oidc: null, isTokenGood, log });
  const audit = new AuditTrail(home, { retentionDays: 400, log });
  const refused = new Refusals(audit, log);
  const history = new SettingsHistory(home, { log });
  const accessHistory = new AccessHistory(join(home, 'access-history.json'), log);
  const events = new LiveEvents({ gateways: fake.gateways, log, onShown: accessHistory.note });
  const deps: ApiDeps = {
    connector: 'main',
    webhookSecrets: [new Secret(webhookSecret)],
    ...secrets,
    gateways: fake.gateways,
    intake: { accept: async (hints) => void (await Promise.all(hints.map((hint) => fake.gateways.hints.send(hint)))) },
    spool: { waiting: 0 },
    external: external(),
    people: new PeopleIndex(),
    roster: { begin: () => undefined, note: () => undefined },
    mailServer: { probe: () => Promise.resolve() },
    publicUrl: 'https://wifi.test',
    languages: languages(memberTexts),
    consoleLanguages: languages(consoleTexts),
    temporalUiUrl: 'http://temporal.test',
    namespace: 'default',
    oidc: null,
    checkAnswers: true,
    probe: new Probes({
      ...{ connector: 'main', history, gateway: fake.gateways.connector, log },
      directory: (overrides.external ?? external()).directory,
      journal: new JournalFile(join(home, 'probe.json'), log),
    }),
    ...{ tokens, sessions, audit, refused, history, events, accessHistory, log },
    ...overrides,
  };
  const app = createApp(deps);
  const { close, ...served } = client(await listen(app, 0, '127.0.0.1'), fake, logged);
  const closeAll = async (): Promise<void> => {
    events.close();
    await accessHistory.close();
    await close();
    await refused.flush();
    await audit.close();
    await history.close();
    await tokens.close();
    rmSync(home, { recursive: true });
  };
  return { app, ...served, tokens, sessions, audit, refused, events, home, close: closeAll };
}

/** Outside systems that know nobody. */
export const external = (): ApiDeps['external'] => ({
  source: {
    recentCoworker: () => Promise.resolve(null),
    tryRead: () => Promise.resolve(),
    clockAheadMs: () => 200,
    businesses: () => Promise.resolve([]),
    coworker: () => Promise.resolve(null),
    contracts: () => Promise.resolve([]),
    allCoworkers: nothing,
    activeContracts: nothing,
    allCheckIns: nothing,
    changedCoworkers: nothing,
    changedContracts: nothing,
    tariffs: () => Promise.resolve([]),
    timePasses: () => Promise.resolve([]),
    forgetPlans: () => undefined,
    portalFields: () => Promise.resolve([]),
    makePortalField: () => Promise.resolve(),
    webhooks: nothing,
    webhookNumbers: () => Promise.resolve(actionNumbers(null)),
    createWebhook: () => Promise.resolve(),
    changeWebhook: () => Promise.resolve(),
    removeWebhook: () => Promise.resolve(),
  },
  directory: {
    read: () => Promise.resolve(null),
    tenant: () => Promise.resolve({ companyId: 'loft', region: 'eu' }),
    ask: () => Promise.reject(nobody),
    askAtOnce: () => Promise.reject(nobody),
  },
});

const nobody = new ExternalError('ironwifi', 'unreachable', 'There is no IronWifi here', { retryable: true });

async function* nothing(): AsyncGenerator<never[]> {
  yield await Promise.resolve([]);
}

type Client = Pick<ServedApi, 'url' | 'fake' | 'logged' | 'call' | 'admin' | 'hook' | 'close'>;

function client(server: Server, fake: FakeGateways, logged: string[]): Client {
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
