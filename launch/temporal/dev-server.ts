import { join } from 'node:path';
import { projectRoot } from '../machine/basics';
import type { TemporalServer } from './resolver';

export interface DevServerOptions {
  port: number;
  /** Where the UI listens; none when it is missing. It takes every write, under any name: see ui-gate.ts. */
  ui?: { host: string; port: number };
  namespace: string;
  /** The SQLite file that keeps the state; in memory when it is missing. */
  databaseFile?: string;
  /** `Name=Type`, registered at start. */
  searchAttributes?: string[];
}

/**
 * The transfer queue's poll rate makes a hand-over eight times faster, one task-queue partition makes rate limits exact,
 * WAL survives a crash of the process (temporal.md J5, J6).
 */
const DYNAMIC_CONFIG = [
  'history.transferProcessorMaxPollRPS=200',
  'matching.numTaskqueueReadPartitions=1',
  'matching.numTaskqueueWritePartitions=1',
  'frontend.enableServerVersionCheck=false',
  // the server's own HTTP API, on a port that it chooses: no page elsewhere whose name leads here gets at it
  'frontend.httpAllowedHosts=["127.0.0.1:*","localhost:*"]',
];
const SQLITE_PRAGMAS = ['journal_mode=wal', 'synchronous=normal'];

/** The arguments of `temporal` for a dev server with this product's settings. */
export function devServerArguments(
  server: Extract<TemporalServer, { kind: 'binary' }>,
  options: DevServerOptions,
): string[] {
  const { port, ui, namespace, databaseFile, searchAttributes = [] } = options;
  return [
    ...['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(port), '--namespace', namespace],
    ...['--log-level', 'warn', '--log-format', 'json'],
    ...(ui === undefined ? ['--headless'] : ['--ui-ip', ui.host, '--ui-port', String(ui.port)]),
    ...(databaseFile === undefined ? [] : ['--db-filename', databaseFile, ...each('--sqlite-pragma', SQLITE_PRAGMAS)]),
    ...each('--dynamic-config-value', DYNAMIC_CONFIG),
    ...each('--search-attribute', searchAttributes),
    ...(server.flags.has('ui-disable-news-fetch') ? ['--ui-disable-news-fetch'] : []),
  ];
}

function each(flag: string, values: string[]): string[] {
  return values.flatMap((value) => [flag, value]);
}

/**
 * The environment without anything that points Temporal's tools at another server (variables, the user's profile file).
 * `address` and `namespace` are what our own processes shall use.
 */
export function temporalEnvironment(env: NodeJS.ProcessEnv, address: string, namespace: string): NodeJS.ProcessEnv {
  const kept = Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('TEMPORAL_')));
  const profile = join(projectRoot(), 'launch', 'empty-profile.toml');
  return { ...kept, TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: namespace, TEMPORAL_CONFIG_FILE: profile };
}
