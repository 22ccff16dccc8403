import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './machine/basics';
import { localApi, type Plan, sandboxFolder } from './plan';

import type { ChildSpec } from './processes/supervisor';
import { devServerArguments, temporalEnvironment } from './temporal/dev-server';
import type { TemporalServer } from './temporal/resolver';

/** 300 workflows in the worker's cache take a part of it (temporal.md J6), the rosters of 100,000 members the most. */
const WORKER_HEAP_MB = 512;

export function temporalChild(
  server: Extract<TemporalServer, { kind: 'binary' }>,
  { config }: Plan,
  namespace: string,
  ui: { host: string; port: number },
): ChildSpec {
  // None of the product's variables, and so none of its secrets; of Temporal's own, only those that we set.
  const { PATH, HOME, TZ } = process.env;
  const env = temporalEnvironment({ PATH, HOME, TZ }, `127.0.0.1:${config.temporal.port}`, namespace);
  const args = devServerArguments(server, {
    port: config.temporal.port,
    ui,
    namespace,
    databaseFile: join(config.home, 'temporal.db'),
  });
  return { name: 'Temporal server', command: server.path, args, env, logFile: logFile(config.home, 'temporal') };
}

export function sandboxChild(plan: Plan, ports: { port: number; smtpPort: number }): ChildSpec {
  const { config, secrets } = plan;
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
    SANDBOX_WEBHOOK_TARGET: `${localApi(plan)}/webhooks/nexudus/${config.connector}`,
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
