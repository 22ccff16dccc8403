import { z } from 'zod';
import { ConfigError } from './config-error';
import { readEnvironment } from './environment';
import { commaSeparated, existingFile, mailAddress, masterKeys, oneOf, outsideUrl } from './fields';
import { ownUrl, pageUrl, port, required, slug, smtpUrl, wholeNumber } from './fields';
import { cacheFolder, homeFolder } from './folders';
import { Secret } from './secret';

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export interface Config {
  /** Names this pair of systems in workflow ids and hook addresses. */
  connector: string;
  host: string;
  port: number;
  /** Without a trailing slash. */
  publicUrl: string;
  home: string;
  cache: string;
  logLevel: LogLevel;
  /** The YAML file with the first settings. */
  settingsFile: string | null;
  sandbox: boolean;
  nexudus: {
    /** With `/api`, without a trailing slash. */
    apiUrl: string;
    auth: 'bearer' | 'basic';
    username: string;
    spaceUrl: string | null;
    ratePerMinute: number;
  };
  ironwifi: { apiUrl: string; companyId: string | null; ratePerMinute: number };
  mail: { from: string };
  temporal: {
    /** Of the server that `npm start` starts itself. */
    port: number;
    uiPort: number;
    /** Where operators open Temporal's UI, without a trailing slash. */
    uiUrl: string;
  };
}

export interface Secrets {
  nexudusPassword: Secret;
  /** Several while one is being rotated; none when the hooks' address carries a key instead. */
  nexudusWebhookSecrets: Secret[];
  ironwifiApiKey: Secret;
  smtpUrl: Secret;
  /** The newest, which makes new passwords, first. */
  masterKeys: Secret<Buffer>[];
  adminToken: Secret;
}

const Variables = z.object({
  NEXUDUS_API_URL: outsideUrl().default('https://spaces.nexudus.com/api'),
  NEXUDUS_AUTH: oneOf(['bearer', 'basic'], 'bearer'),
  NEXUDUS_USERNAME: z.string({ error: 'is missing (with an API key: NEXUDUS_API_KEY)' }),
  NEXUDUS_PASSWORD: z.string({ error: 'is missing (with an API key: NEXUDUS_API_SECRET)' }),
  NEXUDUS_WEBHOOK_SECRET: commaSeparated().optional(),
  NEXUDUS_URL: outsideUrl().optional(),
  NEXUDUS_RATE_PER_MINUTE: wholeNumber(120, 1, 100_000),
  IRONWIFI_API_URL: outsideUrl(),
  IRONWIFI_API_KEY: required(),
  IRONWIFI_COMPANY_ID: z.string().optional(),
  IRONWIFI_RATE_PER_MINUTE: wholeNumber(90, 1, 100_000),
  SMTP_URL: smtpUrl(),
  MAIL_FROM: mailAddress(),
  LATCHKEY_MASTER_KEY: masterKeys(),
  LATCHKEY_ADMIN_TOKEN: required(),
  LATCHKEY_PUBLIC_URL: ownUrl().optional(),
  LATCHKEY_HOST: z.string().default('127.0.0.1'),
  LATCHKEY_PORT: port(8080),
  LATCHKEY_CONNECTOR: slug('main'),
  LATCHKEY_SETTINGS: existingFile().optional(),
  LATCHKEY_LOG_LEVEL: oneOf(LOG_LEVELS, 'info'),
  LATCHKEY_TEMPORAL_PORT: port(7233),
  LATCHKEY_TEMPORAL_UI_PORT: port(8233),
  LATCHKEY_TEMPORAL_UI_URL: pageUrl().optional(),
  /** Internal: set by the launcher for its children when they run against the built-in sandbox. */
  LATCHKEY_SANDBOX: z.literal('1').optional(),
});
type Variables = z.infer<typeof Variables>;

/**
 * Reads the whole configuration, once, from the environment and the files it names.
 * Throws a `ConfigError` that lists everything that is missing or wrong.
 */
export function loadConfig(env: NodeJS.ProcessEnv): { config: Config; secrets: Secrets } {
  const { values, problems } = readEnvironment(env);
  const parsed = Variables.safeParse(values);
  const reported = new Set(problems.map(({ name }) => name.replace(/_FILE$/, '')));
  for (const issue of parsed.error?.issues ?? []) {
    const name = String(issue.path[0]);
    if (!reported.has(name)) problems.push({ name, message: issue.message });
  }
  if (problems.length > 0 || !parsed.data) throw new ConfigError(problems);
  return { config: toConfig(parsed.data, env), secrets: toSecrets(parsed.data) };
}

function toConfig(variables: Variables, env: NodeJS.ProcessEnv): Config {
  return {
    connector: variables.LATCHKEY_CONNECTOR,
    host: variables.LATCHKEY_HOST,
    port: variables.LATCHKEY_PORT,
    publicUrl: variables.LATCHKEY_PUBLIC_URL ?? localUrl(variables.LATCHKEY_HOST, variables.LATCHKEY_PORT),
    home: homeFolder(env),
    cache: cacheFolder(env),
    logLevel: variables.LATCHKEY_LOG_LEVEL,
    settingsFile: variables.LATCHKEY_SETTINGS ?? null,
    sandbox: variables.LATCHKEY_SANDBOX === '1',
    nexudus: {
      apiUrl: variables.NEXUDUS_API_URL,
      auth: variables.NEXUDUS_AUTH,
      username: variables.NEXUDUS_USERNAME,
      spaceUrl: variables.NEXUDUS_URL ?? null,
      ratePerMinute: variables.NEXUDUS_RATE_PER_MINUTE,
    },
    ironwifi: {
      apiUrl: variables.IRONWIFI_API_URL,
      companyId: variables.IRONWIFI_COMPANY_ID ?? null,
      ratePerMinute: variables.IRONWIFI_RATE_PER_MINUTE,
    },
    mail: { from: variables.MAIL_FROM },
    temporal: {
      port: variables.LATCHKEY_TEMPORAL_PORT,
      uiPort: variables.LATCHKEY_TEMPORAL_UI_PORT,
      uiUrl: variables.LATCHKEY_TEMPORAL_UI_URL ?? localUrl('127.0.0.1', variables.LATCHKEY_TEMPORAL_UI_PORT),
    },
  };
}

function toSecrets(variables: Variables): Secrets {
  return {
    nexudusPassword: new Secret(variables.NEXUDUS_PASSWORD),
    nexudusWebhookSecrets: (variables.NEXUDUS_WEBHOOK_SECRET ?? []).map((secret) => new Secret(secret)),
    ironwifiApiKey: new Secret(variables.IRONWIFI_API_KEY),
    smtpUrl: new Secret(variables.SMTP_URL),
    masterKeys: variables.LATCHKEY_MASTER_KEY.map((key) => new Secret(key)),
    adminToken: new Secret(variables.LATCHKEY_ADMIN_TOKEN),
  };
}

function localUrl(host: string, portNumber: number): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${portNumber}`;
}
