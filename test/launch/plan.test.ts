import { chmodSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError } from '../../config';
import { LaunchError } from '../../launch/machine/basics';
import { makePlan } from '../../launch/plan';

let home: string;
beforeEach(() => (home = mkdtempSync(join(tmpdir(), 'latchkey-plan-'))));

const real = {
  NEXUDUS_USERNAME: 'api@example.com',
  NEXUDUS_PASSWORD: 'p',
  IRONWIFI_API_URL: 'https://ironwifi.example/api',
  IRONWIFI_API_KEY: 'k',
  SMTP_URL: 'smtps://mail.example.com',
  MAIL_FROM: 'wifi@example.com',
  LATCHKEY_MASTER_KEY: Buffer.alloc(32).toString('base64'),
  LATCHKEY_PUBLIC_URL: 'https://wifi.example.com',
};

describe('without any credential', () => {
  it('is a complete configuration against the sandbox', () => {
    const { config, secrets, sandbox } = makePlan({ LATCHKEY_HOME: home, SANDBOX_PORT: '9090' });
    expect(sandbox).toEqual({ port: 9090, smtpPort: 8025 });
    expect(config).toMatchObject({
      sandbox: true,
      home,
      nexudus: { apiUrl: 'http://127.0.0.1:9090/nexudus/api', username: 'owner@sandbox.example' },
      ironwifi: { apiUrl: 'http://127.0.0.1:9090/ironwifi/api' },
      mail: { from: 'wifi@sandbox.example' },
    });
    expect(config.settingsFile).toMatch(/sandbox-settings\.yaml$/);
    expect(secrets.smtpUrl.reveal()).toBe('smtp://127.0.0.1:8025');
  });

  it('names the CA of the RADIUS server that the sandbox brings', () => {
    const { config } = makePlan({ LATCHKEY_HOME: home });
    const settings = readFileSync(config.settingsFile ?? '', 'utf8');
    expect(settings).toContain(join(home, 'sandbox', 'radius', 'pki', 'ca.pem'));
    expect(settings).toContain('wifi.sandbox.test');
  });

  it('makes a master key and an operator token once, for the eyes of their owner', () => {
    const first = makePlan({ LATCHKEY_HOME: home });
    const second = makePlan({ LATCHKEY_HOME: home });
    expect(second.secrets.masterKeys[0]?.reveal()).toEqual(first.secrets.masterKeys[0]?.reveal());
    expect(first.adminTokenFile).toBe(join(home, 'admin-token'));
    expect(second.secrets.adminToken.reveal()).toBe(readFileSync(join(home, 'admin-token'), 'utf8').trim());
    for (const name of ['admin-token', 'master.key']) expect(statSync(join(home, name)).mode & 0o777).toBe(0o600);
  });

  it('closes a home that others could read, before it puts a secret there', () => {
    chmodSync(home, 0o755);
    writeFileSync(join(home, 'temporal.db'), '', { mode: 0o644 });
    expect(makePlan({ LATCHKEY_HOME: home }).closed).toEqual([home, join(home, 'temporal.db')]);
    expect(statSync(home).mode & 0o777).toBe(0o700);
    expect(makePlan({ LATCHKEY_HOME: home }).closed).toEqual([]);
  });

  it('never sends the mail of invented members through a real mail server', () => {
    const { secrets } = makePlan({ LATCHKEY_HOME: home, SMTP_URL: 'smtps://mail.example.com', SMTP_URL_FILE: '/x' });
    expect(secrets.smtpUrl.reveal()).toBe('smtp://127.0.0.1:8025');
  });

  it('refuses a port that is none', () => {
    expect(() => makePlan({ LATCHKEY_HOME: home, SANDBOX_PORT: 'many' })).toThrow(LaunchError);
    expect(() => makePlan({ LATCHKEY_HOME: home, LATCHKEY_PORT: 'many' })).toThrow(ConfigError);
  });
});

describe('with credentials', () => {
  it('has no sandbox', () => {
    const { config, sandbox } = makePlan({ ...real, LATCHKEY_HOME: home, LATCHKEY_SANDBOX: '1' });
    expect({ sandbox, isSandbox: config.sandbox }).toEqual({ sandbox: null, isSandbox: false });
  });

  it('takes the token that it is given', () => {
    const { adminTokenFile, secrets } = makePlan({
      ...real,
      LATCHKEY_HOME: home,
      LATCHKEY_ADMIN_TOKEN: 'my-own-token',
    });
    expect(adminTokenFile).toBeNull();
    expect(secrets.adminToken.reveal()).toBe('my-own-token');
  });

  it('refuses half a configuration, everything at once', () => {
    const half = { LATCHKEY_HOME: home, NEXUDUS_API_KEY: 'key', IRONWIFI_API_URL: 'http://ironwifi.example/api' };
    expect(problemsOf(half)).toEqual([
      'NEXUDUS_PASSWORD',
      'IRONWIFI_API_URL',
      'IRONWIFI_API_KEY',
      'SMTP_URL',
      'MAIL_FROM',
      'LATCHKEY_MASTER_KEY',
      'LATCHKEY_PUBLIC_URL',
    ]);
  });
});

describe('a home that cannot be used', () => {
  it.each([
    ['is a file', ''],
    ['lies below a file', '/below'],
  ])('ends it with a sentence: it %s', (_what, below) => {
    const file = join(home, 'file');
    writeFileSync(file, '');
    const start = () => makePlan({ LATCHKEY_HOME: file + below });
    expect(start).toThrow(LaunchError);
    expect(start).toThrow(/^The folder \S+file\S* cannot be made or written in \(E\w+\): set LATCHKEY_HOME to one/);
  });
});

describe('first settings', () => {
  const withSettings = (text: string) => {
    const file = join(home, 'settings.yaml');
    writeFileSync(file, text);
    return { file, start: () => makePlan({ ...real, LATCHKEY_HOME: home, LATCHKEY_SETTINGS: file }) };
  };

  it('may be in a file', () => {
    const { file, start } = withSettings('spaceName: The Loft\nssid: Loft\n');
    expect(start().config.settingsFile).toBe(file);
  });

  it('end it with a sentence for each setting that is wrong', () => {
    const { file, start } = withSettings('spaceName: The Loft\nsid: Loft\nplans: { Hot Desk: { gruop: basic } }\n');
    expect(start).toThrow(LaunchError);
    expect(start).toThrow(`${file}: sid is not a setting; did you mean "ssid"?`);
    expect(start).toThrow(`${file}: plans.Hot Desk.gruop is not a setting; did you mean "group"?`);
    expect(start).toThrow(`${file}: ssid is missing`);
  });

  it('end it with a sentence when they are no group of settings, or no YAML', () => {
    expect(withSettings('').start).toThrow(/settings\.yaml: the document must be a group of settings, not null$/);
    const { file, start } = withSettings('spaceName: The Loft\nssid: [Loft\n');
    expect(start).toThrow(LaunchError);
    expect(start).toThrow(`LATCHKEY_SETTINGS names a file that cannot be read as YAML: ${file}: `);
    expect(start).toThrow(/ at line \d+, column \d+$/);
  });

  it('end it with a sentence when they cannot be read', () => {
    expect(() => makePlan({ ...real, LATCHKEY_HOME: home, LATCHKEY_SETTINGS: home })).toThrow(
      /^LATCHKEY_SETTINGS names a file that cannot be read as YAML: .*EISDIR/,
    );
  });
});

function problemsOf(env: NodeJS.ProcessEnv): string[] {
  try {
    makePlan(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems.map(({ name }) => name);
    throw error;
  }
}
