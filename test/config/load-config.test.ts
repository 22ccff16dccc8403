import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { ConfigError, loadConfig, Secret, wantsSandbox } from '../../config';

const KEY = Buffer.alloc(32, 7).toString('base64');

const complete = {
  NEXUDUS_USERNAME: 'api@example.com',
  NEXUDUS_PASSWORD: 'nexudus-password',
  IRONWIFI_API_URL: 'https://europe-west3.ironwifi.example/api',
  IRONWIFI_API_KEY: 'ironwifi-key',
  SMTP_URL: 'smtps://user:smtp-password@mail.example.com:465',
  MAIL_FROM: 'WiFi desk <wifi@example.com>',
  LATCHKEY_MASTER_KEY: KEY,
  LATCHKEY_ADMIN_TOKEN: 'admin-token',
  LATCHKEY_PUBLIC_URL: 'https://wifi.example.com',
};

function problemsOf(env: NodeJS.ProcessEnv): Record<string, string> {
  try {
    loadConfig(env);
  } catch (error) {
    if (error instanceof ConfigError)
      return Object.fromEntries(error.problems.map(({ name, message }) => [name, message]));
    throw error;
  }
  return {};
}

const without = (...names: (keyof typeof complete)[]) =>
  Object.fromEntries(Object.entries(complete).filter(([name]) => !names.includes(name as keyof typeof complete)));

describe('a complete environment', () => {
  it('gives the documented defaults', () => {
    const { config } = loadConfig({ ...complete, XDG_DATA_HOME: '/data', XDG_CACHE_HOME: '/cache' });
    expect(config).toMatchObject({
      connector: 'main',
      host: '127.0.0.1',
      port: 8080,
      publicUrl: 'https://wifi.example.com',
      logLevel: 'info',
      settingsFile: null,
      sandbox: false,
      nexudus: {
        apiUrl: 'https://spaces.nexudus.com/api',
        auth: 'bearer',
        username: 'api@example.com',
        spaceUrl: null,
        ratePerMinute: 120,
      },
      ironwifi: { apiUrl: 'https://europe-west3.ironwifi.example/api', companyId: null, ratePerMinute: 90 },
      mail: { from: 'WiFi desk <wifi@example.com>', operator: null },
      temporal: { port: 7233, uiPort: 8233, uiUrl: 'http://127.0.0.1:8233' },
    });
  });

  it('keeps state and cache below the folders of the user, or where it is told', () => {
    const folders = { XDG_DATA_HOME: '/data', XDG_CACHE_HOME: '/cache' };
    if (process.platform === 'linux') {
      expect(loadConfig({ ...complete, ...folders }).config).toMatchObject({
        home: '/data/latchkey',
        cache: '/cache/latchkey',
      });
    }
    const told = { LATCHKEY_HOME: '/srv/state', LATCHKEY_CACHE: '/srv/cache' };
    expect(loadConfig({ ...complete, ...folders, ...told }).config).toMatchObject({
      home: '/srv/state',
      cache: '/srv/cache',
    });
  });

  it('is reached on this machine while Nexudus is emulated on it', () => {
    const NEXUDUS_API_URL = 'http://127.0.0.1:9000/nexudus/api';
    expect(loadConfig({ ...without('LATCHKEY_PUBLIC_URL'), NEXUDUS_API_URL }).config.publicUrl).toBe(
      'http://127.0.0.1:8080',
    );
  });

  it('takes every variable', () => {
    const settings = join(mkdtempSync(join(tmpdir(), 'latchkey-')), 'settings.yaml');
    writeFileSync(settings, 'spaceName: X');
    const { config } = loadConfig({
      ...complete,
      NEXUDUS_API_URL: 'http://127.0.0.1:9000/nexudus/api/',
      NEXUDUS_URL: 'https://desk.spaces.example',
      NEXUDUS_RATE_PER_MINUTE: '60',
      IRONWIFI_RATE_PER_MINUTE: '30',
      IRONWIFI_COMPANY_ID: 'company',
      LATCHKEY_PUBLIC_URL: 'https://wifi.example.com/',
      LATCHKEY_OPERATOR_EMAIL: 'desk@example.com',
      LATCHKEY_HOST: '0.0.0.0',
      LATCHKEY_PORT: '80',
      LATCHKEY_CONNECTOR: 'soho.2',
      LATCHKEY_SETTINGS: settings,
      LATCHKEY_LOG_LEVEL: 'debug',
      LATCHKEY_TEMPORAL_PORT: '17233',
      LATCHKEY_TEMPORAL_UI_PORT: '18233',
      LATCHKEY_TEMPORAL_UI_URL: 'https://temporal.example.com/ui/',
      LATCHKEY_SANDBOX: '1',
    });
    expect(config).toMatchObject({
      connector: 'soho.2',
      host: '0.0.0.0',
      port: 80,
      publicUrl: 'https://wifi.example.com',
      logLevel: 'debug',
      settingsFile: settings,
      sandbox: true,
      nexudus: {
        apiUrl: 'http://127.0.0.1:9000/nexudus/api',
        spaceUrl: 'https://desk.spaces.example',
        ratePerMinute: 60,
      },
      ironwifi: { companyId: 'company', ratePerMinute: 30 },
      mail: { operator: 'desk@example.com' },
      temporal: { port: 17233, uiPort: 18233, uiUrl: 'https://temporal.example.com/ui' },
    });
  });

  it.each([
    [undefined, false],
    ['off', false],
    ['2', 2],
    ['loopback, 10.0.0.0/8,fd00::/8,192.0.2.7', 'loopback,10.0.0.0/8,fd00::/8,192.0.2.7'],
  ])('trusts no proxy unless it is told which: %s', (LATCHKEY_TRUST_PROXY, trustProxy) => {
    expect(loadConfig({ ...complete, LATCHKEY_TRUST_PROXY }).config.trustProxy).toBe(trustProxy);
  });

  it.each([
    [undefined, ['127.0.0.1']],
    ['api, Wifi.example.com', ['127.0.0.1', 'api', 'Wifi.example.com']],
  ])('is called by further names only where they are given: %s', (LATCHKEY_ALLOWED_HOSTS, allowedHosts) => {
    expect(loadConfig({ ...complete, LATCHKEY_ALLOWED_HOSTS }).config.allowedHosts).toEqual(allowedHosts);
  });

  it('treats an empty value as unset', () => {
    expect(loadConfig({ ...complete, LATCHKEY_PORT: '', NEXUDUS_WEBHOOK_SECRET: ' ' }).config.port).toBe(8080);
  });
});

describe('an API key and secret', () => {
  const keyed = {
    ...without('NEXUDUS_USERNAME', 'NEXUDUS_PASSWORD'),
    NEXUDUS_API_KEY: 'key',
    NEXUDUS_API_SECRET: 'secret',
  };

  it('are user name and password for Basic', () => {
    const { config, secrets } = loadConfig(keyed);
    expect(config.nexudus).toMatchObject({ auth: 'basic', username: 'key' });
    expect(secrets.nexudusPassword.reveal()).toBe('secret');
  });

  it('are refused beside a user name, or with bearer', () => {
    expect(problemsOf({ ...complete, NEXUDUS_API_KEY: 'key' })).toEqual({
      NEXUDUS_API_KEY: expect.stringContaining('NEXUDUS_USERNAME'),
    });
    expect(problemsOf({ ...keyed, NEXUDUS_AUTH: 'bearer' })).toEqual({
      NEXUDUS_AUTH: expect.stringContaining('basic'),
    });
  });
});

describe('what is refused', () => {
  it('lists everything that is missing at once', () => {
    expect(Object.keys(problemsOf({}))).toEqual([
      'NEXUDUS_USERNAME',
      'NEXUDUS_PASSWORD',
      'IRONWIFI_API_URL',
      'IRONWIFI_API_KEY',
      'SMTP_URL',
      'MAIL_FROM',
      'LATCHKEY_MASTER_KEY',
      'LATCHKEY_ADMIN_TOKEN',
      'LATCHKEY_PUBLIC_URL',
    ]);
  });

  it('prints one line for each problem', () => {
    expect(() => loadConfig({ ...without('SMTP_URL'), LATCHKEY_PORT: 'http' })).toThrow(
      'SMTP_URL is missing\nLATCHKEY_PORT must be a whole number from 1 to 65535, not "http"',
    );
  });

  it.each([
    ['NEXUDUS_API_URL', 'http://spaces.nexudus.example/api', 'https://'],
    ['IRONWIFI_API_URL', 'http://10.0.0.5/api', 'https://'],
    ['IRONWIFI_API_URL', 'europe-west3', 'https://'],
    ['IRONWIFI_API_URL', 'https://user:pw@ironwifi.example/api', 'user name or password'],
    ['IRONWIFI_API_URL', 'https://ironwifi.example/api?region=eu', 'query'],
    ['NEXUDUS_AUTH', 'oauth', 'bearer, basic'],
    ['SMTP_URL', 'mail.example.com', 'smtps://'],
    ['MAIL_FROM', 'the desk', 'mail address'],
    ['LATCHKEY_MASTER_KEY', 'c2hvcnQ=', '32 bytes'],
    ['LATCHKEY_MASTER_KEY', `${KEY},not base64!`, '32 bytes'],
    ['LATCHKEY_PORT', '70000', '65535'],
    ['LATCHKEY_PORT', '8080.5', '65535'],
    ['LATCHKEY_CONNECTOR', 'a/b', 'letters'],
    ['LATCHKEY_SETTINGS', '/no/such/file.yaml', 'not there'],
    ['LATCHKEY_LOG_LEVEL', 'loud', 'trace, debug'],
    ['LATCHKEY_PUBLIC_URL', '', 'would lead to this machine'],
    ['LATCHKEY_PUBLIC_URL', 'wifi.example.com', 'https://'],
    ['LATCHKEY_PUBLIC_URL', 'http://wifi.example.com', 'plain http'],
    ['LATCHKEY_PUBLIC_URL', 'http://0.0.0.0:8080', 'LATCHKEY_HOST'],
    ['LATCHKEY_PUBLIC_URL', 'https://wifi.example.com/?from=letter', 'query'],
    ['LATCHKEY_PUBLIC_URL', 'https://ann:pw@wifi.example.com', 'user name or password'],
    ['LATCHKEY_ADMIN_TOKEN', 'x', '8 characters'],
    ['LATCHKEY_ADMIN_TOKEN', 'admin token', 'blanks'],
    ['NEXUDUS_WEBHOOK_SECRET', ',', '8 characters'],
    ['NEXUDUS_WEBHOOK_SECRET', 'a long secret,x', '8 characters'],
    ...['true', '0', '10', '10.0.0', '10.0.0.0/33', '10.0.0.0/0', 'loopback,', 'proxy.example.com', 'fe80::1%eth0'].map(
      (value): [string, string, string] => ['LATCHKEY_TRUST_PROXY', value, `off, a number of proxies from 1 to 9`],
    ),
    ...['https://wifi.example.com', 'wifi.example.com:8080', '*.example.com', 'a b', ','].map(
      (value): [string, string, string] => ['LATCHKEY_ALLOWED_HOSTS', value, 'without scheme or port'],
    ),
    ['LATCHKEY_TEMPORAL_UI_URL', 'temporal.example.com', 'https:// or http://'],
    ['LATCHKEY_TEMPORAL_UI_URL', 'ftp://temporal.example.com', 'https:// or http://'],
    ['LATCHKEY_TEMPORAL_UI_URL', 'https://ann:pw@temporal.example.com', 'user name or password'],
    ['LATCHKEY_TEMPORAL_UI_URL', 'https://temporal.example.com/?namespace=x', 'query'],
    ['LATCHKEY_TEMPORAL_UI_URL', 'https://temporal.example.com/#workflows', 'fragment'],
    ['NEXUDUS_RATE_PER_MINUTE', '0', 'from 1'],
  ])('%s=%s', (name, value, hint) => {
    expect(problemsOf({ ...complete, [name]: value })).toEqual({ [name]: expect.stringContaining(hint) });
  });

  it('never shows the value of a secret', () => {
    const planted = 'planted-secret';
    const env = {
      ...complete,
      SMTP_URL: planted,
      LATCHKEY_MASTER_KEY: planted,
      IRONWIFI_API_URL: `ftp://u:${planted}@host`,
    };
    expect(JSON.stringify(problemsOf(env))).not.toContain(planted);
  });
});

describe('plain http', () => {
  it.each(['http://127.0.0.1:9000/api', 'http://localhost:9000/api', 'http://[::1]:9000/api'])(
    '%s is loopback',
    (url) => {
      expect(problemsOf({ ...complete, NEXUDUS_API_URL: url, IRONWIFI_API_URL: url })).toEqual({});
    },
  );

  it('is not fooled by a name that begins like loopback', () => {
    expect(problemsOf({ ...complete, NEXUDUS_API_URL: 'http://127.0.0.1.evil.example/api' })).toHaveProperty(
      'NEXUDUS_API_URL',
    );
  });
});

describe('secrets', () => {
  it('are read from NAME_FILE, without the closing line break', () => {
    const path = join(mkdtempSync(join(tmpdir(), 'latchkey-')), 'key');
    writeFileSync(path, 'from a file\n');
    const { secrets } = loadConfig({ ...without('IRONWIFI_API_KEY'), IRONWIFI_API_KEY_FILE: path });
    expect(secrets.ironwifiApiKey.reveal()).toBe('from a file');
  });

  it('say which file cannot be read, and nothing else', () => {
    expect(problemsOf({ ...without('SMTP_URL'), SMTP_URL_FILE: '/no/such/file' })).toEqual({
      SMTP_URL_FILE: expect.stringContaining('/no/such/file'),
    });
  });

  it('are refused when given twice', () => {
    expect(problemsOf({ ...complete, SMTP_URL_FILE: '/a' })).toHaveProperty('SMTP_URL_FILE');
  });

  it('may be several: webhook secrets and master keys, the newest first', () => {
    const newest = Buffer.alloc(40, 1).toString('base64');
    const { secrets } = loadConfig({
      ...complete,
      NEXUDUS_WEBHOOK_SECRET: 'new-secret, old-secret',
      LATCHKEY_MASTER_KEY: `${newest},${KEY}`,
    });
    expect(secrets.nexudusWebhookSecrets.map((secret) => secret.reveal())).toEqual(['new-secret', 'old-secret']);
    expect(secrets.masterKeys.map((key) => key.reveal().length)).toEqual([40, 32]);
    expect(loadConfig(complete).secrets.nexudusWebhookSecrets).toEqual([]);
  });

  it('cannot be printed by accident', () => {
    const secret = new Secret('planted');
    const printed = [
      `${String(secret)}`,
      JSON.stringify({ secret }),
      inspect({ secret }),
      inspect(loadConfig(complete)),
    ];
    expect(printed.join(' ')).not.toMatch(/planted|nexudus-password|smtp-password|admin-token/);
    expect(String(secret)).toBe('[secret]');
  });
});

describe('the sandbox', () => {
  it('is wanted when nothing points at a real system', () => {
    expect(wantsSandbox({ LATCHKEY_PORT: '9999', NEXUDUS_RATE_PER_MINUTE: '10', NEXUDUS_USERNAME: '' })).toBe(true);
  });

  it.each(['NEXUDUS_USERNAME', 'NEXUDUS_API_KEY', 'NEXUDUS_PASSWORD_FILE', 'IRONWIFI_API_KEY', 'IRONWIFI_API_URL'])(
    'is off as soon as %s is set',
    (name) => {
      expect(wantsSandbox({ [name]: 'x' })).toBe(false);
    },
  );
});
