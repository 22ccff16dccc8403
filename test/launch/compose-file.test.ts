import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import { loadConfig } from '../../config';

const text = readFileSync(join(__dirname, '..', '..', 'docker-compose.yml'), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'latchkey-compose-'));

const contents: Record<string, string> = {
  'nexudus-password': 'the password, or the secret of the key',
  'nexudus-webhook-secret': 'shared-secret',
  'ironwifi-api-key': 'key',
  'smtp-url': 'smtps://mail.example.com',
  'latchkey-master-key': Buffer.alloc(32, 1).toString('base64'),
  'latchkey-admin-token': 'operator-token',
  'latchkey-oidc-client-secret': 'client-secret',
};
for (const [name, content] of Object.entries(contents)) writeFileSync(join(folder, name), content);
writeFileSync(join(folder, 'settings.yaml'), '');

const dotEnv = {
  IRONWIFI_API_URL: 'https://ironwifi.example/api',
  MAIL_FROM: 'wifi@example.com',
  LATCHKEY_PUBLIC_URL: 'https://wifi.example.com',
};
const user = { NEXUDUS_USERNAME: 'api@example.com' };

interface Service {
  environment: Record<string, string>;
  secrets: string[];
  networks: string[];
  ports?: string[];
  profiles?: string[];
  logging: object;
}
interface ComposeFile {
  services: { api: Service; worker: Service; 'temporal-ui': Service } & Record<string, Service>;
  networks: Record<string, { internal?: boolean } | null>;
  secrets: Record<string, { file: string }>;
}

/** The file as Compose reads it with this .env. */
function composeFile(env: Record<string, string>): ComposeFile {
  const fill = (value: string) =>
    value.replace(/\$\{(\w+):([-+?])([^}]*)\}/g, (_, name: string, how: string, word: string) => {
      const given = env[name] ?? '';
      if (how === '+') return given && word;
      if (how === '?' && !given) throw new Error(`${name} ${word}`);
      return given || word;
    });
  const filledIn = (_key: unknown, value: unknown) => (typeof value === 'string' ? fill(value) : value);
  return parse(text, filledIn, { merge: true }) as ComposeFile;
}

/** What the API is told in its container, its mounted files brought to where they are here. */
function apiConfig(env: Record<string, string>) {
  const { services, secrets } = composeFile({ ...dotEnv, ...env });
  const given = new Set(services.api.secrets);
  const here = (value: string) => {
    const secret = /^\/run\/secrets\/(.+)$/.exec(value)?.[1];
    if (secret === undefined) return value.startsWith('/etc/latchkey/') ? join(folder, basename(value)) : value;
    return given.has(secret) ? join(folder, basename(secrets[secret]?.file ?? '')) : value;
  };
  return loadConfig(Object.fromEntries(Object.entries(services.api.environment).map(([k, v]) => [k, here(String(v))])));
}

it('takes a user and a password', () => {
  const { config, secrets } = apiConfig(user);
  expect(config.nexudus).toMatchObject({ auth: 'bearer', username: 'api@example.com' });
  expect(secrets.nexudusPassword.reveal()).toBe(contents['nexudus-password']);
});

it('takes an API key and its secret', () => {
  const { config, secrets } = apiConfig({ NEXUDUS_API_KEY: 'key' });
  expect(config.nexudus).toMatchObject({ auth: 'basic', username: 'key' });
  expect(secrets.nexudusPassword.reveal()).toBe(contents['nexudus-password']);
});

it('has signed webhooks where a file with the secret is named, else a key in their address', () => {
  const file = './secrets/nexudus-webhook-secret';
  const [secret] = apiConfig({ ...user, NEXUDUS_WEBHOOK_SECRET_FILE: file }).secrets.nexudusWebhookSecrets;
  expect(secret?.reveal()).toBe('shared-secret');
  expect(apiConfig(user).secrets.nexudusWebhookSecrets).toEqual([]);
  expect(composeFile({ ...dotEnv, ...user }).secrets.nexudus_webhook_secret).toEqual({ file: '/dev/null' });
});

it('has people sign in by OpenID Connect where a file with the secret is named', () => {
  const { config, secrets } = apiConfig({
    ...user,
    LATCHKEY_OIDC_ISSUER: 'https://login.example.com',
    LATCHKEY_OIDC_CLIENT_ID: 'latchkey',
    LATCHKEY_OIDC_CLIENT_SECRET_FILE: './secrets/latchkey-oidc-client-secret',
    LATCHKEY_OIDC_ROLES: 'admin email=ada@example.com',
  });
  expect(config.oidc).toMatchObject({ issuer: 'https://login.example.com', clientId: 'latchkey' });
  expect(secrets.oidcClientSecret?.reveal()).toBe('client-secret');
  expect(apiConfig(user).config.oidc).toBeNull();
});

it('tells the API where the Temporal UI is', () => {
  const temporal = (env: Record<string, string>) => apiConfig({ ...user, ...env }).config.temporal;
  expect(temporal({ LATCHKEY_TEMPORAL_UI_PORT: '18233' })).toMatchObject({
    uiPort: 18233,
    uiUrl: 'http://127.0.0.1:18233',
  });
  expect(temporal({})).toMatchObject({ uiPort: 8233, uiUrl: 'http://127.0.0.1:8233' });
  const proxied = { LATCHKEY_TEMPORAL_UI_URL: 'https://temporal.example.com/' };
  expect(temporal(proxied).uiUrl).toBe('https://temporal.example.com');
});

it('tells the API which proxies to trust: none unless it is said', () => {
  const { services } = composeFile({ ...dotEnv, LATCHKEY_TRUST_PROXY: '1' });
  expect(services.api.environment.LATCHKEY_TRUST_PROXY).toBe('1');
  expect(apiConfig(user).config.trustProxy).toBe(false);
  expect(apiConfig({ ...user, LATCHKEY_TRUST_PROXY: 'uniquelocal' }).config.trustProxy).toBe('uniquelocal');
});

describe('Temporal, which asks nobody who they are,', () => {
  const { services, networks } = composeFile({ ...dotEnv, ...user });
  const names = (holds: (service: Service) => boolean) =>
    Object.entries(services).flatMap(([name, service]) => (holds(service) ? [name] : []));

  it('has a network without a way in or out, which nobody joins but its own parts, API and worker', () => {
    expect(networks.temporal).toEqual({ internal: true });
    expect(names(({ networks: joined }) => joined.includes('temporal'))).toEqual([
      ...['postgres', 'temporal-schema', 'temporal', 'temporal-namespace', 'temporal-ui'],
      ...['api', 'worker'],
    ]);
    const elsewhere = names(({ networks: joined }) => joined.some((network) => network !== 'temporal'));
    expect(elsewhere).toEqual(['temporal-ui', 'api', 'worker']);
  });

  it('has no port outside; UI and API have theirs on this machine only', () => {
    expect(names(({ ports }) => ports !== undefined)).toEqual(['temporal-ui', 'api']);
    for (const { ports = [] } of Object.values(services))
      for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:/);
  });

  it('has a UI only where one is asked for, and without write actions', () => {
    expect(names(({ profiles }) => profiles !== undefined)).toEqual(['temporal-ui']);
    expect(services['temporal-ui']).toMatchObject({
      profiles: ['ops'],
      environment: { TEMPORAL_DISABLE_WRITE_ACTIONS: 'true' },
    });
  });
});

it('keeps a bounded part of what each container prints', () => {
  for (const { logging } of Object.values(composeFile({ ...dotEnv, ...user }).services))
    expect(logging).toEqual({ driver: 'json-file', options: { 'max-size': '10m', 'max-file': '5' } });
});

it('leaves the sandbox, a workspace of its own, out of the image', () => {
  const read = (name: string) => readFileSync(join(__dirname, '..', '..', name), 'utf8');
  expect(read('.dockerignore').split('\n')).toEqual(expect.arrayContaining(['bench', 'sandbox', 'test']));
  for (const [command] of read('Dockerfile').matchAll(/npm (?:ci|prune) [^&\n]*/g))
    expect(command).toContain('--workspaces=false');
  const { dependencies } = JSON.parse(read('package.json')) as { dependencies: object };
  for (const name of ['mailparser', 'smtp-server']) expect(dependencies).not.toHaveProperty(name);
});
