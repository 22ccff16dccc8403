import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { apiClient, type ApiClient } from '../../contracts/api/client';
import { rosterSyncScheduleId } from '../../contracts/replayed';
import { apiChild, temporalChild, workerChild } from '../../launch/children';
import { projectRoot, tryFetch, waitUntil } from '../../launch/machine/basics';
import { freePort } from '../../launch/machine/ports';
import { localApi, makePlan, type Plan } from '../../launch/plan';
import { type ChildSpec, Supervisor } from '../../launch/processes/supervisor';
import { isServing } from '../../launch/temporal/connection';
import { temporalEnvironment } from '../../launch/temporal/dev-server';
import { resolveTemporal } from '../../launch/temporal/resolver';
import { untilReady } from '../../launch/until-ready';
import { startSandbox, type Sandbox } from '../../sandbox';
import type { Course } from '../frame/bench';
import { connector, environmentOf, settingsOf, unlimited, webhookSecret, type Rates } from './environment';
import { post, signedHook } from './hooks';

export interface RigOptions {
  /** The operator's plan map. */
  plans: Record<string, object>;
  /** Who is there before the product starts. */
  populate?: (sandbox: Sandbox) => void;
  /** What the API process is told besides. */
  apiEnv?: NodeJS.ProcessEnv;
}

/** A process of the floor: a compiled file of ours, and what it is told. */
export interface FloorProcess {
  main: string;
  env: NodeJS.ProcessEnv;
}

export type Part = 'temporal' | 'worker' | 'api' | 'floor' | 'floorDoor';

const LIMIT_MS = 90_000;
const SYNC_LIMIT_MS = 300_000;
/** It makes everybody an account, which takes the processor of a small machine some minutes for a thousand. */
const FIRST_SYNC_LIMIT_MS = 15 * 60_000;

/**
 * The product as `npm start` runs it: Temporal's dev server with its database in a file, worker and API in processes of their
 * own. The outside world is in this process. Whatever dies with this process is ended by its supervisor's reaper.
 */
export class Rig {
  readonly #parts = new Map<Part, Supervisor>();

  private constructor(
    readonly sandbox: Sandbox,
    readonly client: Client,
    readonly temporalServer: string,
    private plan: Plan,
    private readonly home: string,
    private readonly server: Server,
    private readonly course: Course,
    private readonly apiEnv: NodeJS.ProcessEnv,
  ) {}

  /** Starts everything without rate limits, and waits until the first sync is over. */
  static async open({ plans, populate, apiEnv = {} }: RigOptions, course: Course): Promise<Rig> {
    const home = await mkdtemp(join(tmpdir(), 'latchkey-bench-'));
    const sandbox = await startSandbox({
      nexudus: { ratePerMinute: Infinity, webhookSecret },
      ironwifi: { ratePerMinute: Infinity },
    });
    sandbox.ironwifi.seed();
    populate?.(sandbox);
    await writeFile(join(home, 'settings.yaml'), JSON.stringify(settingsOf(plans)));
    const ports = { api: await freePort(), temporal: await freePort() };
    const plan = makePlan(environmentOf(sandbox, home, ports, unlimited));
    const server = await serverFor(plan, course);
    const { address, namespace, supervisor } = server;
    const connection = await Connection.connect({ address });
    const { serverVersion } = await connection.workflowService.getSystemInfo({});
    const client = new Client({ connection, namespace });
    const rig = new Rig(sandbox, client, serverVersion, plan, home, server, course, apiEnv);
    if (supervisor) rig.#parts.set('temporal', supervisor);
    await rig.#begin();
    return rig;
  }

  get api(): ApiClient {
    return apiClient({ baseUrl: this.url, token: this.adminToken, timeoutMs: LIMIT_MS });
  }

  /** Of the API, without a trailing slash. */
  get url(): string {
    return localApi(this.plan);
  }

  get adminToken(): string {
    return this.plan.secrets.adminToken.reveal();
  }

  /** The API and the worker, as they were or with other rates; the outside world then has the limits that go with them. */
  async restart(rates: Rates): Promise<void> {
    await Promise.all([this.stop('api'), this.stop('worker')]);
    const { port, temporal } = this.plan.config;
    const ports = { api: port, temporal: temporal.port };
    this.plan = makePlan(environmentOf(this.sandbox, this.home, ports, rates));
    this.sandbox.nexudus.options.ratePerMinute = rates.limits.nexudus;
    this.sandbox.ironwifi.options.ratePerMinute = rates.limits.ironwifi;
    await this.#startProduct();
  }

  /** Where the API takes hooks of the space's location. */
  get door(): string {
    return `${localApi(this.plan)}/webhooks/nexudus/${connector}/1001`;
  }

  /** Starts the worker of the floor, and waits until it polls. */
  async startFloor({ main, env }: FloorProcess): Promise<void> {
    const logFile = this.#superviseFloor('floor', { main, env });
    const polls = async (): Promise<boolean> => {
      const taskQueue = { name: env.FLOOR_QUEUE ?? '' };
      const { pollers } = await this.client.workflowService.describeTaskQueue({
        namespace: this.server.namespace,
        taskQueue,
        taskQueueType: 1,
      });
      return (pollers ?? []).length > 0;
    };
    await waitUntil(polls, LIMIT_MS, () => `The floor does not poll; its log: ${logFile}`);
  }

  /** Starts the door of the floor, and waits until it answers at `url`. */
  async startFloorDoor(door: FloorProcess, url: string): Promise<void> {
    const logFile = this.#superviseFloor('floorDoor', door);
    const answers = async (): Promise<boolean> => (await tryFetch(url)) !== undefined;
    await waitUntil(answers, LIMIT_MS, () => `The floor's door does not answer; its log: ${logFile}`);
  }

  async stop(part: Part): Promise<void> {
    const supervisor = this.#parts.get(part);
    this.#parts.delete(part);
    await supervisor?.stop();
  }

  /** Of the processes of these parts; those that do not run have none. */
  pidsOf(parts: readonly Part[]): number[] {
    return parts.flatMap((part) => this.#parts.get(part)?.pids ?? []);
  }

  /** Asks for a sync and waits until it is done. @throws Error when it fails. */
  async sync(): Promise<void> {
    const { id } = await this.api.startSync({ body: { dryRun: false } });
    let sync = await this.api.readSync({ params: { id } });
    const isOver = async (): Promise<boolean> => {
      sync = await this.api.readSync({ params: { id } });
      return sync.state !== 'running';
    };
    await waitUntil(isOver, SYNC_LIMIT_MS, () => `The sync is still running: ${sync.sentence}`);
    if (sync.state === 'failed') throw new Error(sync.sentence);
  }

  /** Posts a hook as Nexudus signs it. @throws Error for any answer but 202. */
  hook(action: string, record: Record<string, unknown>): Promise<void> {
    return post(signedHook(this.door, action, record));
  }

  async close(): Promise<void> {
    for (const part of [...this.#parts.keys()].toReversed()) {
      if (part === 'temporal') await this.client.connection.close();
      await this.stop(part);
    }
    await this.sandbox.close();
    await rm(this.home, { recursive: true, force: true });
  }

  async #begin(): Promise<void> {
    await this.#startProduct();
    const firstSync = async (): Promise<boolean> => {
      // a busy worker answers late
      const known = await this.api.listSyncs().catch(() => null);
      return known?.syncs.some(({ state }) => state === 'done') ?? false;
    };
    await waitUntil(firstSync, FIRST_SYNC_LIMIT_MS, () => 'The first sync has not ended.');
    // it fires at every quarter of an hour, and would read beside what is measured
    await this.client.schedule.getHandle(rosterSyncScheduleId(connector)).pause();
    this.sandbox.nexudus.installWebhooks(`${localApi(this.plan)}/webhooks/nexudus/${connector}`);
  }

  async #startProduct(): Promise<void> {
    const env = temporalEnvironment(this.plan.env, this.server.address, this.server.namespace);
    const [worker, api] = [workerChild(this.plan, env), apiChild(this.plan, { ...env, ...this.apiEnv })];
    this.#supervise('worker', ...Array<ChildSpec>(this.course.workers).fill(worker));
    this.#supervise('api', api);
    await untilReady({
      url: `${localApi(this.plan)}/readyz`,
      limitMs: LIMIT_MS,
      withoutSettings: false,
      logs: { api: api.logFile, worker: worker.logFile },
    });
  }

  /** Returns its log. */
  #superviseFloor(part: Part, { main, env }: FloorProcess): string {
    const { PATH, HOME } = process.env;
    const logFile = join(this.home, 'logs', `${part}.log`);
    this.#supervise(part, {
      name: part,
      command: process.execPath,
      args: ['--enable-source-maps', join(projectRoot(), 'dist', main)],
      env: temporalEnvironment({ PATH, HOME, ...env }, this.server.address, this.server.namespace),
      logFile,
    });
    return logFile;
  }

  #supervise(part: Part, ...children: ChildSpec[]): void {
    const supervisor = new Supervisor({ report: this.course.report });
    for (const child of children) supervisor.keepRunning(child);
    this.#parts.set(part, supervisor);
  }
}

/** Where the workflows are. */
interface Server {
  address: string;
  namespace: string;
  /** Undefined: it is not ours. */
  supervisor?: Supervisor;
}

/** The server that TEMPORAL_ADDRESS names, in a namespace that the worker makes; else one of our own. */
async function serverFor(plan: Plan, course: Course): Promise<Server> {
  const { TEMPORAL_ADDRESS: address } = process.env;
  return address ? { address, namespace: `bench-${randomUUID()}` } : startServer(plan, course);
}

async function startServer(plan: Plan, { report }: Course): Promise<Server> {
  const supervisor = new Supervisor({ report });
  const address = `127.0.0.1:${plan.config.temporal.port}`;
  const server = await resolveTemporal({ env: plan.env, cache: plan.config.cache, report });
  if (server.kind !== 'binary') throw new Error('a bench starts a Temporal server of its own');
  const namespace = 'default';
  supervisor.keepRunning(temporalChild(server, plan, namespace, { host: '127.0.0.1', port: await freePort() }));
  await waitUntil(
    () => isServing(address, namespace),
    LIMIT_MS,
    () => 'The Temporal server does not answer.',
  );
  return { address, namespace, supervisor };
}
