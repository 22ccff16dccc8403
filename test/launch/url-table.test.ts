import { createHmac } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { parseSettings } from '../../domain/settings/settings';
import { makePlan } from '../../launch/plan';
import { nextSteps, urlTable } from '../../launch/url-table';

const home = mkdtempSync(join(tmpdir(), 'latchkey-table-'));
const real = {
  LATCHKEY_HOME: home,
  NEXUDUS_USERNAME: 'api@example.com',
  NEXUDUS_PASSWORD: 'p',
  IRONWIFI_API_URL: 'https://ironwifi.example/api',
  IRONWIFI_API_KEY: 'k',
  SMTP_URL: 'smtps://mail.example.com',
  MAIL_FROM: 'wifi@example.com',
  LATCHKEY_MASTER_KEY: Buffer.alloc(32, 1).toString('base64'),
  LATCHKEY_PUBLIC_URL: 'https://wifi.example.com',
};

const firstWords = (lines: string[]) => lines.map((line) => line.replace(/ +http.*/, ''));

it('names what runs, one line each', () => {
  const lines = urlTable(makePlan({ LATCHKEY_HOME: home }), 'http://127.0.0.1:8233');
  expect(firstWords(lines)).toEqual(['Temporal UI', 'Sandbox', 'API', 'Mailbox', 'Console']);
  expect(firstWords(urlTable(makePlan(real), 'http://127.0.0.1:8233'))).toEqual(['Temporal UI', 'API', 'Console']);
  const known = makePlan({ ...real, NEXUDUS_URL: 'https://desk.spaces.example' });
  expect(urlTable(known, null)).toContain('Nexudus      https://desk.spaces.example');
});

it('shows a webhook of the sandbox with a signature that is right', () => {
  const steps = nextSteps(makePlan({ LATCHKEY_HOME: home }), { hasSettings: true, member: '2147483681' }).join('\n');
  const [, body = ''] = /-d '([^']+)'/.exec(steps) ?? [];
  const signature = createHmac('sha256', 'sandbox-webhook-secret').update(body).digest('hex').toUpperCase();
  expect(JSON.parse(body)).toEqual([{ Id: 2147483681, BusinessId: 1001 }]);
  expect(steps).toContain(`X-Nexudus-Hook-Signature: ${signature}`);
});

it('shows how a real space begins: webhooks, and a preview', () => {
  const steps = nextSteps(makePlan(real), { hasSettings: true }).join('\n');
  expect(steps).toMatch(/npx latchkey webhooks install /);
  expect(steps).toMatch(/curl -X POST .*\/api\/v1\/preview /);
  expect(steps).not.toContain('settings push');
  expect(nextSteps(makePlan({ LATCHKEY_HOME: home }), { hasSettings: true }).join('\n')).not.toContain('/preview');
});

it('names what the command line needs to find this system, where that is not the default', () => {
  const steps = nextSteps(makePlan({ LATCHKEY_HOME: home, LATCHKEY_PORT: '9000' }), { hasSettings: true }).join('\n');
  expect(steps).toContain(`  LATCHKEY_HOME='${home}' LATCHKEY_PORT='9000' npx latchkey members`);
});

it('shows how to save the first settings, before what needs them', () => {
  const steps = nextSteps(makePlan(real), { hasSettings: false }).join('\n');
  expect(steps).toMatch(/LATCHKEY_SETTINGS[^]*latchkey settings push -[^]*latchkey webhooks install[^]*\/preview/);
  const [, example = ''] = /printf '([^']*)'/.exec(steps) ?? [];
  expect(parseSettings(parse(example.replaceAll('\\n', '\n')))).toMatchObject({ ok: true });
});

it('shows the address with the key where webhooks are not signed, and only there', () => {
  const address = 'https://wifi.example.com/webhooks/nexudus/main/{businessId}/{action}?key=';
  const signed = makePlan({ ...real, NEXUDUS_WEBHOOK_SECRET: 'shared-secret' });
  expect(nextSteps(makePlan(real), { hasSettings: true }).join('\n')).toContain(address);
  expect(nextSteps(signed, { hasSettings: true }).join('\n')).not.toContain('?key=');
});

it('says where the operator token is, and never what it is', () => {
  const plan = makePlan({ LATCHKEY_HOME: home });
  const steps = nextSteps(plan, { hasSettings: true }).join('\n');
  expect(steps).toContain(join(home, 'admin-token'));
  expect(steps).not.toContain(plan.secrets.adminToken.reveal());
});
