import { z } from 'zod';
import { ConfigError, type ConfigProblem } from './config-error';
import { readEnvironment } from './environment';
import {
  existingFile,
  hostNames,
  isLoopback,
  issuerUrl,
  mailAddress,
  masterKeys,
  oneOf,
  outsideUrl,
  ownUrl,
} from './fields';
import {
  pageUrl,
  plainAddress,
  port,
  required,
  sharedSecrets,
  slug,
  smtpUrl,
  token,
  trustedProxies,
  wholeNumber,
} from './fields';
import { cacheFolder, homeFolder } from './folders';
import { oidcRules, type OidcRule } from './oidc-roles';
import { Secret } from './secret';

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
type LogLevel = (typeof LOG_LEVELS)[number];

export interface Config {
  /** The name of this pair of systems in workflow ids and webhook addresses. */
  connector: string;
  host: string;
  port: number;
  /** Express's `trust proxy`. */
  trustProxy: false | number | string;
  /** Names that requests may call the API by, besides that of `publicUrl`. */
  allowedHosts: string[];
  /** Without a trailing slash. */
  publicUrl: string;
  auditRetentionDays: number;
  /** Who else may sign in to the console. Null: nobody without a token. */
  oidc: { issuer: string; clientId: string; rules: readonly OidcRule[] } | null;
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
  mail: {
    from: string;
    /** Null: nobody is mailed. */
    operator: string | null;
  };
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
  /** Several during a rotation; none when the webhooks' address has a key instead. */
  nexudusWebhookSecrets: Secret[];
  ironwifiApiKey: Secret;
  smtpUrl: Secret;
  /** The newest, from which new passwords are derived, first. */
  masterKeys: Secret<Buffer>[];
  adminToken: Secret;
  oidcClientSecret: Secret | null;
}

/** `docs/configuration.md` is generated from these descriptions. */
export const Variables = z.object({
  NEXUDUS_API_URL: outsideUrl().prefault('https://spaces.nexudus.com/api').describe('The admin API, `/api` included.'),
  NEXUDUS_AUTH: oneOf(['bearer', 'basic'], 'bearer').describe('`bearer` logs in and uses a token.'),
  NEXUDUS_USERNAME: z
    .string({ error: 'is missing (with an API key: NEXUDUS_API_KEY)' })
    .describe('A user with *API access*; or an API key as `NEXUDUS_API_KEY`, which is sent as Basic.'),
  NEXUDUS_PASSWORD: z
    .string({ error: 'is missing (with an API key: NEXUDUS_API_SECRET)' })
    .describe("The user's password; or the API key's secret as `NEXUDUS_API_SECRET`."),
  NEXUDUS_WEBHOOK_SECRET: sharedSecrets()
    .optional()
    .describe(
      'The shared secret that signs webhooks; two, separated by a comma, while one is being rotated. ' +
        "Without it the webhooks' address carries a key.",
    ),
  NEXUDUS_URL: outsideUrl().optional().describe("The space's own address; `npm start` shows it."),
  NEXUDUS_RATE_PER_MINUTE: wholeNumber(120, 1, 100_000).describe('How many calls a minute Latchkey makes at most.'),
  IRONWIFI_API_URL: outsideUrl().describe(
    'The API **of your region**, `/api` included. A wrong region looks like an empty tenant.',
  ),
  IRONWIFI_API_KEY: required().describe('An API key with full access to users, attributes and org units.'),
  IRONWIFI_COMPANY_ID: z.string().optional().describe('Which company, where a key serves several.'),
  IRONWIFI_RATE_PER_MINUTE: wholeNumber(90, 1, 100_000).describe('How many calls a minute Latchkey makes at most.'),
  SMTP_URL: smtpUrl().describe(
    '`smtps://user:password@host:465`, or `smtp://…`, which demands STARTTLS unless the server is on this machine. `smtp+insecure://…` sends log-in and letters in clear where the server offers no TLS.',
  ),
  MAIL_FROM: mailAddress().describe('The sender: `wifi@example.com`, or `WiFi desk <wifi@example.com>`.'),
  LATCHKEY_OPERATOR_EMAIL: plainAddress()
    .optional()
    .describe(
      'Who gets mails about what waits for a decision or has stopped working: one address. By default nobody. ' +
        'It is no setting, because settings are stored in Temporal, which holds no personal data.',
    ),
  LATCHKEY_MASTER_KEY: masterKeys().describe(
    'Base64 of at least 32 bytes (`openssl rand -base64 32`). WiFi passwords are derived from it: **keep a copy**. ' +
      'Several, separated by commas, while one is being rolled over: the newest first.',
  ),
  LATCHKEY_ADMIN_TOKEN: token().describe(
    "The operator's token for `/api/v1`. `npm start` makes one if there is none, and keeps it in `LATCHKEY_HOME`.",
  ),
  LATCHKEY_PUBLIC_URL: ownUrl()
    .optional()
    .describe(
      'The address under which Nexudus and members reach the API. Required unless Nexudus is emulated on this machine; then by default `http://HOST:PORT`.',
    ),
  LATCHKEY_HOST: z.string().default('127.0.0.1').describe('Where the API listens.'),
  LATCHKEY_PORT: port(8080).describe('Where the API listens.'),
  LATCHKEY_TRUST_PROXY: trustedProxies().describe(
    'Behind a proxy: how many proxies a request passes, or their addresses and ranges (`loopback`, `10.0.0.0/8`, separated by ' +
      'commas). Failures are then counted by the address that `X-Forwarded-For` gives; else all callers count as one. The proxy ' +
      'must set that header itself.',
  ),
  LATCHKEY_AUDIT_RETENTION_DAYS: wholeNumber(400, 1, 3650).describe(
    'How many days the [audit trail](operations.md#who-may-come-in) is kept.',
  ),
  LATCHKEY_ALLOWED_HOSTS: hostNames()
    .optional()
    .describe(
      'Further names under which the API is reached, separated by commas: one inside a private network, or one that a proxy puts ' +
        'into `Host`. The name in `LATCHKEY_PUBLIC_URL`, `localhost` and plain addresses always count; any other is answered 421.',
    ),
  LATCHKEY_OIDC_ISSUER: issuerUrl()
    .optional()
    .describe(
      'The issuer of your OpenID Connect provider, such as `https://login.example.com/realms/staff`. With it people sign in to the ' +
        'console [by OpenID Connect](operations.md#signing-in-by-openid-connect); then the other three are required.',
    ),
  LATCHKEY_OIDC_CLIENT_ID: z.string().optional().describe('The client as which Latchkey is registered there.'),
  LATCHKEY_OIDC_CLIENT_SECRET: z.string().optional().describe("That client's secret."),
  LATCHKEY_OIDC_ROLES: oidcRules()
    .optional()
    .describe(
      'Who gets which role: `admin email=ada@example.com; desk groups=Front desk; viewer email=*@example.com`. The highest that fits ' +
        'counts, and whom none fits is refused. [What may stand there](operations.md#signing-in-by-openid-connect).',
    ),
  LATCHKEY_CONNECTOR: slug('main').describe(
    "A name for this pair of systems. It is part of workflow ids and of the webhooks' address.",
  ),
  LATCHKEY_SETTINGS: existingFile()
    .optional()
    .describe(
      'A YAML file with the first [settings](#settings). Later ones are saved with `PUT /api/v1/settings`, ' +
        'and the file is not read again.',
    ),
  LATCHKEY_LOG_LEVEL: oneOf(LOG_LEVELS, 'info').describe('How much is logged.'),
  LATCHKEY_TEMPORAL_PORT: port(7233).describe('The port of the Temporal server that `npm start` starts.'),
  LATCHKEY_TEMPORAL_UI_PORT: port(8233).describe("The port of that server's UI; in Compose of the UI alone."),
  LATCHKEY_TEMPORAL_UI_URL: pageUrl()
    .optional()
    .describe(
      "Where operators open Temporal's UI: the API links to it. By default `http://127.0.0.1:` and the port above.",
    ),
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
  if (leadsNowhere(values) && !reported.has('LATCHKEY_PUBLIC_URL'))
    problems.push({ name: 'LATCHKEY_PUBLIC_URL', message: NOWHERE });
  problems.push(...halfOfOidc(values).filter(({ name }) => !reported.has(name)));
  if (problems.length > 0 || !parsed.data) throw new ConfigError(problems);
  return { config: toConfig(parsed.data, env), secrets: toSecrets(parsed.data) };
}

const NOWHERE = "is missing: the links in members' letters, and Nexudus's webhooks, would lead to this machine itself";

/** The members are real, and nobody has said where they reach us. */
function leadsNowhere({ LATCHKEY_PUBLIC_URL: ours, NEXUDUS_API_URL: theirs }: Record<string, string>): boolean {
  const isEmulated = theirs !== undefined && URL.canParse(theirs) && isLoopback(new URL(theirs).hostname);
  return ours === undefined && !isEmulated;
}

const OIDC = [
  'LATCHKEY_OIDC_ISSUER',
  'LATCHKEY_OIDC_CLIENT_ID',
  'LATCHKEY_OIDC_CLIENT_SECRET',
  'LATCHKEY_OIDC_ROLES',
] as const;

/** All of them or none. */
function halfOfOidc(values: Record<string, string>): ConfigProblem[] {
  const set = OIDC.filter((name) => values[name] !== undefined);
  if (set.length === 0) return [];
  const message = `is missing: ${set.join(' and ')} asks for signing in by OpenID Connect, which needs all four of ${OIDC.join(', ')}`;
  return OIDC.filter((name) => !set.includes(name)).map((name) => ({ name, message }));
}

function toConfig(variables: Variables, env: NodeJS.ProcessEnv): Config {
  return {
    connector: variables.LATCHKEY_CONNECTOR,
    host: variables.LATCHKEY_HOST,
    port: variables.LATCHKEY_PORT,
    trustProxy: variables.LATCHKEY_TRUST_PROXY,
    allowedHosts: [variables.LATCHKEY_HOST, ...(variables.LATCHKEY_ALLOWED_HOSTS ?? [])],
    publicUrl: variables.LATCHKEY_PUBLIC_URL ?? localUrl(variables.LATCHKEY_HOST, variables.LATCHKEY_PORT),
    auditRetentionDays: variables.LATCHKEY_AUDIT_RETENTION_DAYS,
    oidc: oidcOf(variables),
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
    mail: { from: variables.MAIL_FROM, operator: variables.LATCHKEY_OPERATOR_EMAIL ?? null },
    temporal: {
      port: variables.LATCHKEY_TEMPORAL_PORT,
      uiPort: variables.LATCHKEY_TEMPORAL_UI_PORT,
      uiUrl: variables.LATCHKEY_TEMPORAL_UI_URL ?? localUrl('127.0.0.1', variables.LATCHKEY_TEMPORAL_UI_PORT),
    },
  };
}

function oidcOf(variables: Variables): Config['oidc'] {
  const { LATCHKEY_OIDC_ISSUER: issuer, LATCHKEY_OIDC_CLIENT_ID: clientId, LATCHKEY_OIDC_ROLES: rules } = variables;
  return issuer && clientId && rules ? { issuer, clientId, rules } : null;
}

function toSecrets(variables: Variables): Secrets {
  return {
    nexudusPassword: new Secret(variables.NEXUDUS_PASSWORD),
    nexudusWebhookSecrets: (variables.NEXUDUS_WEBHOOK_SECRET ?? []).map((secret) => new Secret(secret)),
    ironwifiApiKey: new Secret(variables.IRONWIFI_API_KEY),
    smtpUrl: new Secret(variables.SMTP_URL),
    masterKeys: variables.LATCHKEY_MASTER_KEY.map((key) => new Secret(key)),
    adminToken: new Secret(variables.LATCHKEY_ADMIN_TOKEN),
    oidcClientSecret: variables.LATCHKEY_OIDC_CLIENT_SECRET ? new Secret(variables.LATCHKEY_OIDC_CLIENT_SECRET) : null,
  };
}

function localUrl(host: string, portNumber: number): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${portNumber}`;
}
