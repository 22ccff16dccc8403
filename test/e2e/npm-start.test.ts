import { readdir, stat } from 'node:fs/promises';
import { askAs } from '../support/ask-as';
import { openBrowser } from '../support/browser';
import { eventually } from '../support/eventually';
import { needing } from '../support/tools';
import { Launched } from './support/launched';

jest.setTimeout(420_000);

const second = 1_000;
const patient = { within: 120 * second };

let launched: Launched | undefined;
const running = (): Launched => {
  if (launched === undefined) throw new Error('npm start does not run');
  return launched;
};
beforeAll(async () => {
  launched = await Launched.start();
});
afterAll(async () => {
  await launched?.interrupt();
  await launched?.forget();
});

const isEnabled = async (id: string): Promise<boolean> => (await running().account(id))?.enabled === true;

async function join(name: string, more: object = {}): Promise<string> {
  const person = { fullName: name, email: `${name}@members.example`, plan: 'Hot Desk', ...more };
  return (await running().play<{ id: string }>('join', person)).id;
}

describe('npm start', () => {
  it('ends with a converged space: a dry run finds nothing to do', async () => {
    const api = await running().api();
    const { id } = await api.startSync({ body: { dryRun: true } });
    const run = () => api.readSync({ params: { id } });
    await eventually('the dry run has ended', async () => (await run()).state === 'done', patient);
    expect((await run()).counts).toMatchObject({ granted: 0, moved: 0, revoked: 0 });
    expect((await run()).counts.read).toBeGreaterThan(35);
  });

  it('leaves nothing in its home that other users of the machine could read', async () => {
    const { home } = running();
    const paths = ['', ...(await readdir(home, { recursive: true }))].map((path) => `${home}/${path}`);
    expect(paths).toContain(`${home}/temporal.db`);
    const modes = await Promise.all(paths.map(async (path) => ({ path, open: (await stat(path)).mode & 0o077 })));
    expect(modes.filter(({ open }) => open !== 0)).toEqual([]);
  });

  it('takes nothing from pages elsewhere whose name leads to this machine, nor write actions through the Temporal UI', async () => {
    const { ports } = running();
    for (const port of [ports.api, ports.ui, ports.sandbox])
      expect(await askAs('rebound.example', `http://127.0.0.1:${port}/api/v1/members`)).toMatchObject({ status: 421 });
    const ui = `http://127.0.0.1:${ports.ui}/api/v1`;
    const settings: unknown = await (await fetch(`${ui}/settings`)).json();
    expect(settings).toMatchObject({ DisableWriteActions: true });
    const connector = `${ui}/namespaces/default/workflows/${encodeURIComponent('connector:main')}`;
    expect((await fetch(connector)).status).toBe(200);
    expect((await fetch(`${connector}/terminate`, { method: 'POST', body: '{}' })).status).toBe(405);
  });

  it("plays a member's life over HTTP and SMTP alone", async () => {
    const id = await join('ann');
    await eventually('the account', () => isEnabled(id), patient);
    await eventually('the letter', async () => (await running().letters('ann@members.example')).length === 1, patient);
    const view = await (await running().api()).explainMember({ params: { id } });
    expect(view).toMatchObject({
      access: { state: 'granted', group: 'basic-wifi' },
      account: { enabled: true, username: 'ann@members.example' },
    });
    await running().play('changePlan', { id, plan: 'Dedicated Desk' });
    await eventually('the move', async () => (await running().account(id))?.orgunit === 'premium-wifi', patient);
    await running().play('suspend', { id });
    await eventually('the removal', async () => !(await isEnabled(id)), patient);
  });

  describe('with a phone in the hand', () => {
    const { test } = needing('chromium', 'freeradius', 'eapol_test');
    const phone = {
      viewport: { width: 390, height: 844 },
      isMobile: true,
      hasTouch: true,
      userAgent:
        'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 Safari/604.1',
    };

    test('takes somebody new from the front desk to the WiFi in a few clicks', async () => {
      const { ports } = running();
      const browser = await openBrowser();
      try {
        const desk = await browser.newPage();
        await desk.goto(`http://127.0.0.1:${ports.sandbox}/`);
        await desk.getByRole('button', { name: 'New member' }).click();
        const dialog = desk.getByRole('dialog');
        await dialog.getByLabel('name').first().fill('Anna Phone');
        await dialog.getByLabel('e-mail').fill('anna@members.example');
        await dialog.getByLabel('plan').selectOption('Private Office');
        await dialog.getByRole('button', { name: 'Let them join' }).click();
        await eventually(
          'the letter',
          async () => (await running().letters('anna@members.example')).length === 1,
          patient,
        );

        const context = await browser.newContext(phone);
        const mailbox = await context.newPage();
        await mailbox.goto(`http://127.0.0.1:${ports.sandbox}/mailbox`);
        await mailbox.getByRole('link', { name: 'anna@members.example' }).click();
        const opened = context.waitForEvent('page');
        await mailbox.frameLocator('iframe').getByRole('link', { name: 'Set up this device' }).click();
        const page = await opened;
        await page.getByRole('button', { name: 'Show my WiFi details' }).click();
        const download = page.waitForEvent('download');
        await page.getByRole('link', { name: 'Download the profile' }).first().click();
        expect((await download).suggestedFilename()).toBe('harbour-yard.mobileconfig');
        const username = await page.locator('#username').textContent();
        const password = await page.locator('#password').textContent();
        expect(await running().logIn(String(username), String(password))).toMatchObject({ way: 'eap', accepted: true });
      } finally {
        await browser.close();
      }
    });
  });

  it.each([
    ['worker', 'workers/main.js'],
    ['API', 'api/main.js'],
    ['Temporal server', 'server start-dev'],
  ])('loses nothing when the %s is killed in the middle of a member life', async (part, command) => {
    const name = part.replace(/\W/g, '').toLowerCase();
    const id = await join(name);
    running().kill(command);
    const later = await join(`${name}-later`);
    await eventually('all is ready again', () => running().isReady(), patient);
    await eventually('both have accounts', async () => (await isEnabled(id)) && (await isEnabled(later)), patient);
    await running().play('suspend', { id });
    running().kill(command);
    await eventually('the removal', async () => !(await isEnabled(id)), patient);
    await eventually('all is ready again', () => running().isReady(), patient);
    await eventually(
      'the letters',
      async () => (await running().letters(`${name}@members.example`)).length >= 1,
      patient,
    );
  });

  it('serves a deadline that passed while everything was down within 15 s, and finds its state again in seconds', async () => {
    const end = Date.now() + 40 * second;
    const id = await join('dee', { plan: undefined });
    await running().play('buyPass', { id, pass: 'Day Pass', expires: new Date(end).toISOString() });
    await eventually('the account', () => isEnabled(id), patient);
    const { home, ports } = running();
    expect(await running().interrupt()).toBe(0);
    expect(running().processes('').length).toBe(0);
    await eventually('the pass has ended', () => Date.now() > end, { within: 70 * second });

    const again = Date.now();
    launched = await Launched.start(home, ports);
    await eventually('the deadline was served', async () => !(await isEnabled(id)), { within: 15 * second });
    expect(Date.now() - again).toBeLessThan(60 * second);
  });

  it('refuses a second start in the same home with one sentence', async () => {
    await expect(Launched.start(running().home, running().ports)).rejects.toThrow(/npm start has ended/);
  });
});
