import { homeFolder, loadConfig, wantsSandbox, type Config, type Secrets } from '../config';
import { keptAdminToken, keptMasterKey } from './kept-secrets';
import { LaunchError } from './launch-error';
import { sandboxSettings } from './sandbox-settings';
import { demandGoodSettings } from './settings-file';
import { makeUsableFolder } from './usable-folder';

/** Everything that is decided before anything is started. */
export interface Plan {
  /** For the product's own processes: a complete configuration. */
  env: NodeJS.ProcessEnv;
  config: Config;
  secrets: Secrets;
  sandbox: { port: number; smtpPort: number } | null;
  /** The file with the operator's token, when it was us who made it. */
  adminTokenFile: string | null;
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

/**
 * Reads the environment, adds what the sandbox and a first start bring with them, and checks it all.
 * Throws a ConfigError with everything that is missing or wrong, or a LaunchError.
 */
export function makePlan(env: NodeJS.ProcessEnv): Plan {
  const home = homeFolder(env);
  makeUsableFolder('LATCHKEY_HOME', home, 0o700);
  const sandbox = wantsSandbox(env)
    ? {
        port: portFrom(env, 'SANDBOX_PORT', SANDBOX_PORT),
        smtpPort: portFrom(env, 'SANDBOX_SMTP_PORT', SANDBOX_SMTP_PORT),
      }
    : null;
  const complete = { ...env, ...(sandbox ? sandboxEnvironment(env, home, sandbox) : { LATCHKEY_SANDBOX: undefined }) };
  const adminTokenFile = isGiven(env, 'LATCHKEY_ADMIN_TOKEN') ? null : keptAdminToken(home);
  if (adminTokenFile !== null) complete.LATCHKEY_ADMIN_TOKEN_FILE = adminTokenFile;
  const { config, secrets } = loadConfig(complete);
  if (config.settingsFile !== null) demandGoodSettings(config.settingsFile);
  return { env: complete, config, secrets, sandbox, adminTokenFile };
}

function sandboxEnvironment(
  env: NodeJS.ProcessEnv,
  home: string,
  ports: { port: number; smtpPort: number },
): NodeJS.ProcessEnv {
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
    LATCHKEY_SETTINGS: env.LATCHKEY_SETTINGS || sandboxSettings(home),
    ...(isGiven(env, 'LATCHKEY_MASTER_KEY') ? {} : { LATCHKEY_MASTER_KEY_FILE: keptMasterKey(home) }),
  };
}

function isGiven(env: NodeJS.ProcessEnv, name: string): boolean {
  return Boolean(env[name] || env[`${name}_FILE`]);
}

function portFrom(env: NodeJS.ProcessEnv, name: string, initial: number): number {
  const given = env[name] || String(initial);
  const port = Number(given);
  if (!/^\d{1,5}$/.test(given) || port < 1 || port > 65_535) {
    throw new LaunchError(`${name} must be a whole number from 1 to 65535, not "${given}"`);
  }
  return port;
}
