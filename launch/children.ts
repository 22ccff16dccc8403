import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Plan } from './plan';
import { projectRoot } from './project-root';
import { sandboxFolder } from './sandbox-settings';
import type { ChildSpec } from './supervised-child';
import { devServerArguments } from './temporal-dev-server';
import type { TemporalServer } from './temporal-resolver';

/** 300 workflows in the worker's cache need no more (temporal.md J6). */
const WORKER_HEAP_MB = 256;

export function temporalChild(
  server: Extract<TemporalServer, { kind: 'binary' }>,
  { config }: Plan,
  env: NodeJS.ProcessEnv,
  namespace: string,
): ChildSpec {
  const args = devServerArguments(server, {
    port: config.temporal.port,
    uiPort: config.temporal.uiPort,
    namespace,
    databaseFile: join(config.home, 'temporal.db'),
  });
  return { name: 'Temporal server', command: server.path, args, env, logFile: logFile(config.home, 'temporal') };
}

export function sandboxChild({ config, secrets }: Plan, ports: { port: number; smtpPort: number }): ChildSpec {
  const state = sandboxFolder(config.home);
  mkdirSync(state, { recursive: true });
  const env = {
    // None of the product's own variables: the sandbox is the outside world.
    PATH: process.env.PATH,
    TZ: process.env.TZ,
    SANDBOX_HOST: '127.0.0.1',
    SANDBOX_PORT: String(ports.port),
    SANDBOX_SMTP_PORT: String(ports.smtpPort),
    SANDBOX_STATE: state,
    SANDBOX_RADIUS_PORT: process.env.SANDBOX_RADIUS_PORT,
    SANDBOX_WEBHOOK_TARGET: `http://${reachableHost(config.host)}:${config.port}/webhooks/nexudus/${config.connector}`,
    SANDBOX_WEBHOOK_SECRET: secrets.nexudusWebhookSecrets[0]?.reveal(),
  };
  return nodeChild('sandbox', 'sandbox', env, config.home);
}

export function workerChild({ config }: Plan, env: NodeJS.ProcessEnv): ChildSpec {
  return nodeChild('worker', 'workers', env, config.home, [`--max-old-space-size=${WORKER_HEAP_MB}`]);
}

export function apiChild({ config }: Plan, env: NodeJS.ProcessEnv): ChildSpec {
  return nodeChild('API', 'api', env, config.home);
}

/** Where a server that listens on `host` is reached from this machine. */
export function reachableHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}

function nodeChild(
  name: string,
  folder: string,
  env: NodeJS.ProcessEnv,
  home: string,
  nodeFlags: string[] = [],
): ChildSpec {
  const main = join(projectRoot(), 'dist', folder, 'main.js');
  const args = ['--enable-source-maps', ...nodeFlags, main];
  return { name, command: process.execPath, args, env, logFile: logFile(home, name.toLowerCase()) };
}

function logFile(home: string, name: string): string {
  const folder = join(home, 'logs');
  mkdirSync(folder, { recursive: true });
  return join(folder, `${name}.log`);
}
