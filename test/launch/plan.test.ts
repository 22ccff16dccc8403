import { mkdtempSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError } from '../../config';
import { LaunchError } from '../../launch/launch-error';
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
    const { adminTokenFile, secrets } = makePlan({ ...real, LATCHKEY_HOME: home, LATCHKEY_ADMIN_TOKEN: 'mine' });
    expect(adminTokenFile).toBeNull();
    expect(secrets.adminToken.reveal()).toBe('mine');
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
    ]);
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
