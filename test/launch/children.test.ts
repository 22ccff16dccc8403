import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sandboxChild, temporalChild } from '../../launch/children';
import { makePlan } from '../../launch/plan';

const secrets = {
  NEXUDUS_PASSWORD: 'a-secret-of-ours',
  IRONWIFI_API_KEY: 'a-secret-of-ours',
  SMTP_URL: 'smtps://user:a-secret-of-ours@mail.example.com',
  LATCHKEY_MASTER_KEY: 'a-secret-of-ours',
  LATCHKEY_ADMIN_TOKEN: 'a-secret-of-ours',
  TEMPORAL_API_KEY: 'a-secret-of-ours',
  AWS_SECRET_ACCESS_KEY: 'a-secret-of-others',
};
const before = { ...process.env };
afterEach(() => (process.env = before));

describe('a program that is not ours', () => {
  it("gets none of the launcher's secrets: Temporal's server", () => {
    const plan = makePlan({ LATCHKEY_HOME: mkdtempSync(join(tmpdir(), 'latchkey-children-')) });
    process.env = { PATH: '/bin', HOME: '/home/me', TZ: 'Europe/Berlin', ...secrets };
    const server = { kind: 'binary' as const, path: 'temporal', origin: '', flags: new Set<string>() };
    expect(temporalChild(server, plan, 'space', { host: '127.0.0.1', port: 8234 }).env).toEqual({
      PATH: '/bin',
      HOME: '/home/me',
      TZ: 'Europe/Berlin',
      TEMPORAL_ADDRESS: `127.0.0.1:${plan.config.temporal.port}`,
      TEMPORAL_NAMESPACE: 'space',
      TEMPORAL_CONFIG_FILE: expect.stringContaining('empty-profile.toml'),
    });
    const sandbox = sandboxChild(plan, { port: 1, smtpPort: 2 });
    expect(JSON.stringify(sandbox.env)).not.toContain('a-secret-of');
  });
});
