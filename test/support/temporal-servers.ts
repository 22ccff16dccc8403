import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { Connection } from '@temporalio/client';
import { temporal } from '@temporalio/proto';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import type { WorkflowBundlePath } from '@temporalio/worker';
import { cacheFolder } from '../../config';
import { freePort } from '../../launch/machine/ports';
import { resolveTemporal } from '../../launch/temporal/resolver';
import { devServerArguments, temporalEnvironment } from '../../launch/temporal/dev-server';
import { resolveTimeSkipping } from '../../launch/temporal/time-skipping';
import { searchAttributes } from '../../contracts/replayed';

const NAMESPACE = 'default';
/** What the CLI calls the types. */
const FLAG_TYPES = { KEYWORD: 'Keyword', DATETIME: 'Datetime', KEYWORD_LIST: 'KeywordList' };
const START_LIMIT_MS = 40_000;

/** A server that runs by itself until `stop`. */
export interface RunningServer {
  address: string;
  namespace: string;
  /** For tests that kill -9 it, or stop it for a while. */
  process: ChildProcess;
  stop: () => Promise<void>;
}

export interface DevServerChoice {
  /** Keeps the state in this file, to be found again by the next server; in memory without. */
  databaseFile?: string;
  port?: number;
}

/**
 * The dev server that `test/support/global-setup.ts` has started for the whole run.
 * All it was ever told is in `databaseFile` and the files beside it (`-wal`), for searches of what must not be there.
 */
export function sharedServer(): { address: string; namespace: string; databaseFile: string } {
  return {
    address: fromGlobalSetup('LATCHKEY_TEST_TEMPORAL_ADDRESS'),
    namespace: NAMESPACE,
    databaseFile: fromGlobalSetup('LATCHKEY_TEST_TEMPORAL_DATABASE'),
  };
}

/** The workflows, bundled once for the whole run: pass it to `Worker.create` as `workflowBundle`. */
export function workflowBundle(): WorkflowBundlePath {
  return { codePath: fromGlobalSetup('LATCHKEY_TEST_WORKFLOW_BUNDLE') };
}

/** A dev server of a test's own, with the settings of the product and its search attributes. */
export async function startDevServer(choice: DevServerChoice = {}): Promise<RunningServer> {
  const server = await resolveTemporal({
    env: { ...process.env, TEMPORAL_ADDRESS: undefined },
    cache: cacheFolder(process.env),
    report: (line) => console.log(line),
  });
  if (server.kind !== 'binary') throw new Error('tests start a server of their own');
  const port = choice.port ?? (await freePort());
  const args = devServerArguments(server, {
    port,
    namespace: NAMESPACE,
    databaseFile: choice.databaseFile,
    searchAttributes: Object.entries(searchAttributes).map(([name, type]) => `${name}=${FLAG_TYPES[type]}`),
  });
  const address = `127.0.0.1:${port}`;
  return start(server.path, args, address, temporalEnvironment(process.env, address, NAMESPACE));
}

/**
 * A time-skipping server of its own: one for each test file, since time is global to it (temporal.md I4, J6).
 * It knows no schedules, no lists and no counts; be quiet before each `env.sleep`.
 */
export async function startTimeSkipping(): Promise<{ env: TestWorkflowEnvironment; stop: () => Promise<void> }> {
  const { command, args } = await resolveTimeSkipping({
    env: process.env,
    cache: cacheFolder(process.env),
    report: (line) => console.log(line),
  });
  const port = await freePort();
  const server = await start(command, [...args, String(port)], `127.0.0.1:${port}`, process.env);
  // The SDK waits only 5 s for a server that it starts itself: it is given one that is up, and a program that does nothing.
  const env = await TestWorkflowEnvironment.createTimeSkipping({
    server: { executable: { type: 'existing-path', path: '/bin/true' }, port },
  });
  await registerSearchAttributes(env.connection);
  return {
    env,
    stop: async () => {
      await env.teardown();
      await server.stop();
    },
  };
}

async function registerSearchAttributes(connection: Connection): Promise<void> {
  const { IndexedValueType } = temporal.api.enums.v1;
  const types = {
    KEYWORD: IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD,
    DATETIME: IndexedValueType.INDEXED_VALUE_TYPE_DATETIME,
    KEYWORD_LIST: IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD_LIST,
  };
  const entries = Object.entries(searchAttributes).map(([name, type]) => [name, types[type]] as const);
  await connection.operatorService.addSearchAttributes({
    namespace: NAMESPACE,
    searchAttributes: Object.fromEntries(entries),
  });
}

async function start(command: string, args: string[], address: string, env: NodeJS.ProcessEnv): Promise<RunningServer> {
  const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe'], env });
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors = (errors + text).slice(-4_000)));
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  };
  const ended = once(child, 'exit').then(() => {
    throw new Error(`${command} ended before it served:\n${errors}`);
  });
  ended.catch(() => undefined);
  try {
    await Promise.race([serving(address), ended]);
  } catch (error) {
    await stop();
    throw error;
  }
  return { address, namespace: NAMESPACE, process: child, stop };
}

async function serving(address: string): Promise<void> {
  const deadline = Date.now() + START_LIMIT_MS;
  for (;;) {
    try {
      const connection = await Connection.connect({ address, connectTimeout: '2 seconds' });
      await connection.close();
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

function fromGlobalSetup(name: string): string {
  const value = process.env[name];
  if (value === undefined)
    throw new Error(`${name} is not set: this test belongs to the project "workflows" or "integration"`);
  return value;
}
