import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { NativeConnection, type Worker } from '@temporalio/worker';
import pino from 'pino';
import type { ActivityDeps } from '../../../activities';
import { composeApi, type Api } from '../../../api/compose';
import { listen } from '../../../api/http/listen';
import { connectToTemporal } from '../../../api/temporal/gateways';
import type { IronwifiClient } from '../../../clients/ironwifi';
import { loadConfig } from '../../../config';
import { freePort } from '../../../launch/machine/ports';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../../sandbox';
import { compose, type Composition } from '../../../workers/compose';
import type { RecoveryWatch } from '../../../workers/recovery/recovery-watch';
import { createWorkers } from '../../../workers/create-workers';
import { prepareConnector } from '../../../workers/prepare';
import { apiClient, type ApiClient } from '../../../contracts/api/client';
import { connectorWorkflowId, rosterSyncScheduleId, updateSettings } from '../../../contracts/replayed';
import { recordHistories } from '../../replay/record';
import { eventually } from '../../support/eventually';
import { quiet, workerLog } from '../../support/quiet';
import { sharedServer, workflowBundle } from '../../support/temporal-servers';

export interface SpaceOptions {
  sandbox?: SandboxOptions;
  settings?: Record<string, unknown>;
  seed?: boolean;
  /** Another Temporal server than the one that all tests share. */
  server?: { address: string; namespace: string };
  /** A space that was left: its outside world and its configuration, with a Temporal that knows nothing of them. */
  after?: LivingSpace;
  /** What is there before the product starts. */
  arrange?: (sandbox: Sandbox) => void;
  /** Where letters to the operator go. By default nowhere. */
  operator?: string;
  /** Instead of rates without a limit, above all. */
  environment?: NodeJS.ProcessEnv;
}

/** The whole product in one process, on the real dev server, against a sandbox without rate limits. */
export interface LivingSpace {
  connector: string;
  sandbox: Sandbox;
  client: Client;
  deps: ActivityDeps;
  apiUrl: string;
  /** What a worker process of this space is started with. */
  environment: NodeJS.ProcessEnv;
  /** The admin API, with its token. */
  api: ApiClient;
  /** All that API and workers have logged. */
  log(): string;
  /** The lines of the API's log about requests that it could not serve. */
  apiFailures(): string[];
  stopWorkers: () => Promise<void>;
  startWorkers: () => Promise<void>;
  /** Closes all but the outside world. */
  leave: () => Promise<void>;
  close: () => Promise<void>;
}

const basicSettings = { spaceName: 'Testing Space', ssid: 'Testers', cutOff: '23:59' };
const quickly = 6_000_000;

export async function openSpace(options: SpaceOptions = {}): Promise<LivingSpace> {
  quiet();
  const { settings, after, operator } = options;
  const { address, namespace } = options.server ?? sharedServer();
  const connector = after?.connector ?? `t${randomBytes(5).toString('hex')}`;
  const queue = `members-${randomUUID()}`;
  const home = await mkdtemp(join(tmpdir(), 'latchkey-space-'));
  const sandbox = after?.sandbox ?? (await startOutsideWorld(options));
  options.arrange?.(sandbox);
  const [native, connection] = await Promise.all([
    NativeConnection.connect({ address }),
    Connection.connect({ address }),
  ]);
  const client = new Client({ connection, namespace });
  const environment = {
    ...(after?.environment ?? environmentOf(sandbox, connector)),
    ...(operator !== undefined && { LATCHKEY_OPERATOR_EMAIL: operator }),
    LATCHKEY_HOME: home,
    ...options.environment,
  };
  const { config, secrets } = loadConfig(environment);
  const apiLog: string[] = [];

  const apiUrl = `http://127.0.0.1:${await freePort()}`;
  const composition = compose({ ...config, publicUrl: apiUrl }, secrets, client);
  const deps: ActivityDeps = { ...composition.deps, membersQueue: queue };
  const temporalOfApi = connectToTemporal({ TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: namespace });
  const api = await composeApi({
    ...config,
    ...secrets,
    client: temporalOfApi,
    membersQueue: queue,
    publicUrl: apiUrl,
    webhookSecrets: secrets.nexudusWebhookSecrets,
    // the worker's client of IronWifi
    external: { source: deps.source, directory: deps.directory as IronwifiClient },
    mailServer: deps.mailer,
    temporalUiUrl: 'http://127.0.0.1:8233',
    checkAnswers: true,
    log: pino({ level: 'trace' }, { write: (line) => void apiLog.push(line) }),
  });
  const server = await listen(api.app, Number(new URL(apiUrl).port), '127.0.0.1');
  const crew = new Crew(native, namespace, deps, composition.recovery);
  const begin = async (): Promise<void> => {
    await crew.hire();
    await prepareConnector({ client, connector, membersQueue: queue });
    // it fires at every quarter of an hour, in the middle of whatever a test does: each sync is one that was asked for
    await client.schedule.getHandle(rosterSyncScheduleId(connector)).pause();
    const document = { ...basicSettings, ...settings };
    await client.workflow
      .getHandle(connectorWorkflowId(connector))
      .executeUpdate(updateSettings, { args: [{ settings: document, ifVersion: null, by: 'test' }] });
    await firstSync(client, connector);
  };
  const leave = async (): Promise<void> => {
    await recordHistories(client, connector);
    await end(client, connector);
    await crew.dismiss();
    await closeAll(server, api, composition);
    // `connection` stays open: a call that the SDK repeats by a timer would throw out of it, and fail a test that has passed
    await Promise.all([native.close(), temporalOfApi.connection.close(), rm(home, { recursive: true, force: true })]);
  };
  const close = async (): Promise<void> => {
    await leave();
    await sandbox.close();
  };
  // what has begun would go on beside all later tests
  await begin().catch(async (error: unknown) => {
    await close();
    throw error;
  });
  sandbox.nexudus.installWebhooks(`${apiUrl}/webhooks/nexudus/${connector}`);
  sandbox.nexudus.resetCalls();
  sandbox.ironwifi.resetCalls();

  return {
    connector,
    sandbox,
    client,
    deps,
    apiUrl,
    environment,
    // going live reads both rosters once more
    api: apiClient({ baseUrl: apiUrl, token: secrets.adminToken.reveal(), timeoutMs: 120_000 }),
    apiFailures: () => apiLog.filter((line) => line.includes('"msg":"request failed"')),
    log: () => [...apiLog, workerLog()].join('\n'),
    stopWorkers: () => crew.dismiss(),
    startWorkers: () => crew.hire(),
    leave,
    close,
  };
}

/** The sync that follows the first settings makes the org units; a test begins when it is over. */
async function firstSync(client: Client, connector: string): Promise<void> {
  const handle = client.workflow.getHandle(connectorWorkflowId(connector));
  await eventually(
    'the first sync has ended',
    async () => (await handle.query<{ syncs: unknown[] }>('health')).syncs.length > 0,
    { within: 30_000 },
  );
}

const startOutsideWorld = ({ sandbox, seed }: SpaceOptions): Promise<Sandbox> =>
  startSandbox({
    seed,
    ...sandbox,
    nexudus: { ratePerMinute: Infinity, ...sandbox?.nexudus },
    ironwifi: { ratePerMinute: Infinity, ...sandbox?.ironwifi },
  });

function environmentOf(sandbox: Sandbox, connector: string): NodeJS.ProcessEnv {
  return {
    NEXUDUS_API_URL: sandbox.nexudusApiUrl,
    NEXUDUS_USERNAME: 'owner@sandbox.example',
    NEXUDUS_PASSWORD: 'sandbox-password',
    NEXUDUS_WEBHOOK_SECRET: 'sandbox-webhook-secret',
    NEXUDUS_RATE_PER_MINUTE: '100000',
    IRONWIFI_API_URL: sandbox.ironwifiApiUrl,
    IRONWIFI_API_KEY: 'sandbox-ironwifi-key',
    IRONWIFI_RATE_PER_MINUTE: '100000',
    SMTP_URL: sandbox.smtpUrl,
    MAIL_FROM: 'wifi@sandbox.example',
    LATCHKEY_MASTER_KEY: randomBytes(32).toString('base64'),
    LATCHKEY_ADMIN_TOKEN: 'test-admin-token-0123456789abcdef',
    LATCHKEY_CONNECTOR: connector,
    LATCHKEY_SANDBOX: '1',
  };
}

class Crew {
  private workers: Worker[] = [];
  private running: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly connection: NativeConnection,
    private readonly namespace: string,
    private readonly deps: ActivityDeps,
    private readonly recovery: RecoveryWatch,
  ) {}

  async hire(): Promise<void> {
    const { connection, namespace, deps, recovery } = this;
    this.workers = await createWorkers({
      connection,
      namespace,
      deps,
      recovery,
      directoryRatePerMinute: quickly,
      workflowBundle: workflowBundle(),
      buildId: 'test',
    });
    this.running = Promise.all(this.workers.map((worker) => worker.run())).catch(() => undefined);
    recovery.start();
  }

  async dismiss(): Promise<void> {
    for (const worker of this.workers) if (worker.getState() === 'RUNNING') worker.shutdown();
    await this.running;
    await this.recovery.stop();
  }
}

/** Saves the settings with these changes. `cutOff`: also where they drop a CA that members' profiles depend on. */
export async function changeSettings(
  { api }: Pick<LivingSpace, 'api'>,
  changes: object,
  query: { cutOff?: 'accept' } = {},
): Promise<void> {
  const { settings } = await api.readSettings();
  await api.saveSettings({ headers: { 'If-Match': '*' }, query, body: { ...settings, ...changes } });
}

/** Nothing of a test goes on running beside the next one. */
async function end(client: Client, connector: string): Promise<void> {
  await client.schedule
    .getHandle(`roster-sync:${connector}`)
    .delete()
    .catch(() => undefined);
  const query = `LatchkeyConnector = "${connector}" AND ExecutionStatus = "Running"`;
  for await (const { workflowId } of client.workflow.list({ query }))
    await client.workflow
      .getHandle(workflowId)
      .terminate('the test is over')
      .catch(() => undefined);
}

async function closeAll(server: Server, api: Api, composition: Composition): Promise<void> {
  server.closeAllConnections();
  server.close();
  await api.close();
  await composition.close();
}
