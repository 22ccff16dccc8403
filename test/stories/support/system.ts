import { randomBytes, randomInt } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { memberId } from '../../../domain/replayed/ids';
import { apiClient, type ApiClient } from '../../../contracts/api/client';
import { explain, memberWorkflowId, rosterSyncScheduleId, type MemberExplanation } from '../../../contracts/replayed';
import { demandFreePorts } from '../../../launch/machine/ports';
import { startSandbox, type Sandbox } from '../../../sandbox';
import { buildProduct, ProductProcess } from '../../support/product-process';
import { startDevServer, type RunningServer } from '../../support/temporal-servers';
import { eventually } from '../../support/eventually';
import { plans } from './levels';
import { Wire } from './wire';

/** What can be killed. */
export type Part = 'workers' | 'api' | 'temporal';
export const parts: readonly Part[] = ['workers', 'api', 'temporal'];

export const connector = 'story';
const adminToken = 'test-admin-token-0123456789abcdef';
const HOUR_MS = 3_600_000;
const MOST_STARTS = 6;

/** The product as processes of its own at its default rates, and the outside world with the limits of the real one. */
export class System {
  readonly #running: { workers?: ProductProcess; api?: ProductProcess; temporal?: RunningServer } = {};
  #client: Client | undefined;

  private constructor(
    readonly home: string,
    readonly sandbox: Sandbox,
    readonly wires: { nexudus: Wire; ironwifi: Wire; mail: Wire },
    private readonly ports: { api: number; temporal: number },
  ) {}

  /** The outside world alone; `launch` starts the product in it. */
  static async open(): Promise<System> {
    await buildProduct();
    const home = await mkdtemp(join(tmpdir(), 'latchkey-story-'));
    const ports = { api: await portFrom(20_000), temporal: await portFrom(25_000) };
    const sandbox = await startSandbox({
      webhookTarget: `http://127.0.0.1:${ports.api}/webhooks/nexudus/${connector}`,
    });
    const [http, smtp] = [Number(new URL(sandbox.url).port), Number(new URL(sandbox.smtpUrl).port)];
    const wires = { nexudus: await Wire.to(http), ironwifi: await Wire.to(http), mail: await Wire.to(smtp) };
    return new System(home, sandbox, wires, ports);
  }

  async launch(): Promise<void> {
    await writeFile(join(this.home, 'settings.yaml'), JSON.stringify(settings()));
    await this.start('temporal');
    await Promise.all([this.start('workers'), this.start('api')]);
    const connection = await Connection.connect({ address: `127.0.0.1:${this.ports.temporal}` });
    this.#client = new Client({ connection });
    // it fires at every quarter of an hour, and would find what a lost hint has failed to tell
    const schedule = this.#client.schedule.getHandle(rosterSyncScheduleId(connector));
    await eventually('the schedule is there to be paused', () => schedule.pause().then(isSo, isNot));
  }

  async start(part: Part): Promise<void> {
    const server = { address: `127.0.0.1:${this.ports.temporal}`, namespace: 'default' };
    const databaseFile = join(this.home, 'temporal.db');
    if (part === 'temporal') this.#running.temporal = await startDevServer({ databaseFile, port: this.ports.temporal });
    else this.#running[part] = await persistently(() => ProductProcess.start(part, this.#environment(), server));
  }

  /** kill -9. */
  async kill(part: Part): Promise<void> {
    if (part === 'temporal') await this.#running.temporal?.stop();
    else await this.#running[part]?.kill();
  }

  get api(): ApiClient {
    return apiClient({ baseUrl: `http://127.0.0.1:${this.ports.api}`, token: adminToken });
  }

  /** Null where no workflow has ever known the member. */
  async explain(id: string): Promise<MemberExplanation | null> {
    const handle = this.#client?.workflow.getHandle(memberWorkflowId(connector, memberId(id)));
    if (handle === undefined) throw new Error('the product has not been launched');
    let answer: MemberExplanation | null = null;
    const ask = async (): Promise<boolean> => {
      answer = await handle.query(explain);
      return true;
    };
    await eventually('the workflow answers', () => ask().catch(isUnknown));
    return answer;
  }

  async close(): Promise<void> {
    await this.#client?.connection.close();
    for (const part of parts) await this.kill(part);
    for (const wire of Object.values(this.wires)) await wire.cut();
    await this.sandbox.close();
    await rm(this.home, { recursive: true, force: true });
  }

  #environment(): NodeJS.ProcessEnv {
    const { nexudus, ironwifi, mail } = this.wires;
    return {
      NEXUDUS_API_URL: `http://127.0.0.1:${nexudus.port}/nexudus/api`,
      NEXUDUS_USERNAME: 'owner@sandbox.example',
      NEXUDUS_PASSWORD: 'sandbox-password',
      NEXUDUS_WEBHOOK_SECRET: 'sandbox-webhook-secret',
      IRONWIFI_API_URL: `http://127.0.0.1:${ironwifi.port}/ironwifi/api`,
      IRONWIFI_API_KEY: 'sandbox-ironwifi-key',
      SMTP_URL: `smtp://127.0.0.1:${mail.port}`,
      MAIL_FROM: 'wifi@sandbox.example',
      LATCHKEY_MASTER_KEY: masterKey,
      LATCHKEY_ADMIN_TOKEN: adminToken,
      LATCHKEY_CONNECTOR: connector,
      LATCHKEY_HOME: this.home,
      LATCHKEY_PORT: String(this.ports.api),
      LATCHKEY_SETTINGS: join(this.home, 'settings.yaml'),
      LATCHKEY_SANDBOX: '1',
    };
  }
}

const PORT_RANGE = 5_000;

/** Below those that systems give to whoever asks for any: nobody takes it while its owner is dead. */
async function portFrom(least: number): Promise<number> {
  const port = least + randomInt(PORT_RANGE);
  const isFree = await demandFreePorts([{ port, host: '127.0.0.1', variable: 'port', purpose: 'a story' }]).then(
    isSo,
    isNot,
  );
  return isFree ? port : portFrom(least);
}

const isSo = (): boolean => true;
const isNot = (): boolean => false;

/** A worker that finds no Temporal ends, and is started again by whoever supervises it. */
async function persistently<T>(start: () => Promise<T>): Promise<T> {
  let last: unknown;
  for (let attempt = 1; attempt <= MOST_STARTS; attempt++) {
    try {
      return await start();
    } catch (error) {
      last = error;
    }
  }
  throw last;
}

const masterKey = randomBytes(32).toString('base64');

/** No story meets the end of a day. */
function settings(): object {
  const cutOff = new Date(Date.now() + 12 * HOUR_MS).toISOString().slice(11, 16);
  return { spaceName: 'Testing Space', ssid: 'Testers', timeZone: 'UTC', cutOff, plans };
}

function isUnknown(error: unknown): boolean {
  return error instanceof Error && error.name === 'WorkflowNotFoundError';
}
