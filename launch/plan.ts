import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import {
  cacheFolder,
  closeHome,
  type Config,
  ConfigError,
  type ConfigProblem,
  homeFolder,
  loadConfig,
  type Secrets,
  wantsSandbox,
} from '../config';
import { parseSettings } from '../domain/settings/settings';
import { LaunchError, makeUsableFolder, projectRoot } from './machine/basics';

/** Everything that is decided before anything is started. */
export interface Plan {
  /** For the product's own processes: a complete configuration. */
  env: NodeJS.ProcessEnv;
  config: Config;
  secrets: Secrets;
  sandbox: { port: number; smtpPort: number } | null;
  /** The file with the operator's token, when the launcher made it. */
  adminTokenFile: string | null;
  /** What other users of this machine could read until now. */
  closed: string[];
}

/** Not secret, and good for nothing outside this machine: the emulators accept no others. */
const SANDBOX_CREDENTIALS = {
  NEXUDUS_USERNAME: 'owner@sandbox.example',
  NEXUDUS_PASSWORD: 'sandbox-password',
  NEXUDUS_WEBHOOK_SECRET: 'sandbox-webhook-secret',
  IRONWIFI_API_KEY: 'sandbox-ironwifi-key',
  MAIL_FROM: 'wifi@sandbox.example',
};
const SANDBOX_PORT = 8090;
const SANDBOX_SMTP_PORT = 8025;
/** The name in the certificate of the sandbox's RADIUS server (sandbox/radius/options.ts). */
const SANDBOX_SERVER_NAME = 'wifi.sandbox.test';
const SANDBOX_OUTER_IDENTITY = 'anonymous@sandbox.test';

/**
 * Reads the environment, adds what the sandbox and a first start provide, and checks everything.
 * Throws a ConfigError with everything that is missing or wrong, or a LaunchError.
 */
export function makePlan(env: NodeJS.ProcessEnv): Plan {
  const home = homeFolder(env);
  makeUsableFolder('LATCHKEY_HOME', home, 0o700);
  const closed = closeHome(home);
  const sandbox = sandboxPorts(env);
  const complete = { ...env, ...(sandbox ? sandboxEnvironment(env, home, sandbox) : { LATCHKEY_SANDBOX: undefined }) };
  const adminTokenFile = isGiven(env, 'LATCHKEY_ADMIN_TOKEN') ? null : keptAdminToken(home);
  if (adminTokenFile !== null) complete.LATCHKEY_ADMIN_TOKEN_FILE = adminTokenFile;
  const { config, secrets } = loadConfig(complete);
  if (config.settingsFile !== null) demandGoodSettings(config.settingsFile);
  return { env: complete, config, secrets, sandbox, adminTokenFile, closed };
}

/** What `makePlan` would decide, as far as it shows without anything being made or closed. */
export interface Foreseen {
  home: string;
  cache: string;
  sandbox: Plan['sandbox'];
  /** Null: see `problems`. */
  config: Config | null;
  problems: ConfigProblem[];
  /** What is wrong with the file of the first settings, in words. */
  settingsProblem: string | null;
}

/** Never throws. Stand-ins are taken for what a first start makes. */
export function foresee(env: NodeJS.ProcessEnv): Foreseen {
  const home = homeFolder(env);
  const foreseen = { home, cache: cacheFolder(env), sandbox: null, settingsProblem: null };
  try {
    const sandbox = sandboxPorts(env);
    const complete: NodeJS.ProcessEnv = {
      ...env,
      LATCHKEY_SANDBOX: undefined,
      ...(isGiven(env, 'LATCHKEY_ADMIN_TOKEN') ? {} : { LATCHKEY_ADMIN_TOKEN: STAND_IN }),
      ...(sandbox && sandboxSystems(sandbox)),
      ...(sandbox && !isGiven(env, 'LATCHKEY_MASTER_KEY') ? { LATCHKEY_MASTER_KEY: STAND_IN } : {}),
    };
    const { config } = loadConfig(complete);
    const settingsProblem = config.settingsFile === null ? null : problemOfSettings(config.settingsFile);
    return { ...foreseen, sandbox, config, problems: [], settingsProblem };
  } catch (error) {
    if (error instanceof ConfigError) return { ...foreseen, config: null, problems: error.problems };
    if (!(error instanceof PortError)) throw error;
    return { ...foreseen, config: null, problems: [error.problem] };
  }
}

/** As long as a key. */
const STAND_IN = 'A'.repeat(44);

function sandboxPorts(env: NodeJS.ProcessEnv): Plan['sandbox'] {
  if (!wantsSandbox(env)) return null;
  return {
    port: portFrom(env, 'SANDBOX_PORT', SANDBOX_PORT),
    smtpPort: portFrom(env, 'SANDBOX_SMTP_PORT', SANDBOX_SMTP_PORT),
  };
}

function sandboxEnvironment(
  env: NodeJS.ProcessEnv,
  home: string,
  ports: { port: number; smtpPort: number },
): NodeJS.ProcessEnv {
  return {
    ...sandboxSystems(ports),
    LATCHKEY_SETTINGS: env.LATCHKEY_SETTINGS || sandboxSettings(home),
    ...(isGiven(env, 'LATCHKEY_MASTER_KEY') ? {} : { LATCHKEY_MASTER_KEY_FILE: keptMasterKey(home) }),
  };
}

function sandboxSystems(ports: { port: number; smtpPort: number }): NodeJS.ProcessEnv {
  const base = `http://127.0.0.1:${ports.port}`;
  return {
    ...SANDBOX_CREDENTIALS,
    LATCHKEY_SANDBOX: '1',
    NEXUDUS_API_URL: `${base}/nexudus/api`,
    NEXUDUS_AUTH: 'bearer',
    IRONWIFI_API_URL: `${base}/ironwifi/api`,
    // Even where a real mail server is configured: the sandbox's members are invented, their addresses may not be.
    SMTP_URL: `smtp://127.0.0.1:${ports.smtpPort}`,
    SMTP_URL_FILE: undefined,
  };
}

function isGiven(env: NodeJS.ProcessEnv, name: string): boolean {
  return Boolean(env[name] || env[`${name}_FILE`]);
}

function portFrom(env: NodeJS.ProcessEnv, name: string, initial: number): number {
  const given = env[name] || String(initial);
  const port = Number(given);
  if (!/^\d{1,5}$/.test(given) || port < 1 || port > 65_535) {
    throw new PortError({ name, message: `must be a whole number from 1 to 65535, not "${given}"` });
  }
  return port;
}

class PortError extends LaunchError {
  constructor(readonly problem: ConfigProblem) {
    super(`${problem.name} ${problem.message}`);
  }
}

/** Where the API is reached from this machine, without a trailing slash. */
export function localApi({ config }: { config: Pick<Config, 'host' | 'port'> }): string {
  return `http://${reachableHost(config.host)}:${config.port}`;
}

/** The host name for reaching a server that listens on `host` from this machine. */
function reachableHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}

/** The sandbox's own state. */
export const sandboxFolder = (home: string): string => join(home, 'sandbox');

/** Writes the first settings of the sandbox's space, with the CA of its RADIUS server. Returns the file's path. */
function sandboxSettings(home: string): string {
  const settings = parse(readFileSync(join(projectRoot(), 'launch', 'sandbox-settings.yaml'), 'utf8')) as object;
  const radius = {
    caCertificates: [join(sandboxFolder(home), 'radius', 'pki', 'ca.pem')],
    serverNames: [SANDBOX_SERVER_NAME],
    outerIdentity: SANDBOX_OUTER_IDENTITY,
  };
  const file = join(home, 'sandbox-settings.yaml');
  writeFileSync(file, stringify({ ...settings, radius }), { mode: 0o600 });
  return file;
}

/** Throws a LaunchError with everything that is wrong with the first settings, as far as it shows without Nexudus. */
function demandGoodSettings(file: string): void {
  const parsed = parseSettings(readYaml(file));
  if (parsed.ok) return;
  const problems = parsed.errors.map(({ path, message }) => `  ${file}: ${path || 'the document'} ${message}`);
  throw new LaunchError(['The settings that LATCHKEY_SETTINGS names cannot be used:', ...problems].join('\n'));
}

function problemOfSettings(file: string): string | null {
  try {
    demandGoodSettings(file);
    return null;
  } catch (error) {
    if (!(error instanceof LaunchError)) throw error;
    return error.message;
  }
}

function readYaml(file: string): unknown {
  try {
    return parse(readFileSync(file, 'utf8'));
  } catch (error) {
    // The other lines repeat the position in the file.
    const [reason = ''] = (error as Error).message.split('\n');
    throw new LaunchError(
      `LATCHKEY_SETTINGS names a file that cannot be read as YAML: ${file}: ${reason.replace(/:$/, '')}`,
    );
  }
}

/** Where the operator's token of our own making is kept. */
export const adminTokenIn = (home: string): string => join(home, 'admin-token');

/** The file with an operator token of our own making: made once, readable by its owner alone. */
function keptAdminToken(home: string): string {
  return keptSecret(adminTokenIn(home), () => randomBytes(24).toString('base64url'));
}

/** The sandbox's master key. A real system's is the operator's to keep: losing it loses every derived password. */
function keptMasterKey(home: string): string {
  return keptSecret(join(home, 'master.key'), () => randomBytes(32).toString('base64'));
}

function keptSecret(path: string, make: () => string): string {
  if (!existsSync(path) || readFileSync(path, 'utf8').trim() === '')
    writeFileSync(path, `${make()}\n`, { mode: 0o600 });
  return path;
}
