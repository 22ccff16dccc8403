import { X509Certificate } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Rules } from '../../domain/settings/rules';
import type { MemberPage } from '../../contracts/replayed';
import { settingsDocument } from '../api/support/fake-gateways';
import {
  caPem,
  denied,
  knowing,
  link,
  member,
  pageOf,
  password,
  tokenOf,
  trustingRules,
} from '../api/support/member-visit';
import { serveApi, type ServedApi } from '../api/support/served-api';
import { step } from '../api/support/builders';
import { openBrowser } from '../support/browser';
import { barriers, overflow, writings } from '../support/look';
import { needing } from '../support/tools';

const { describe, beforeAll } = needing('chromium');

jest.setTimeout(90_000);

const phone = { width: 390, height: 844 };
const token = tokenOf(link);

let api: ServedApi;
let browser: Browser;
let rules: Rules;
beforeAll(async () => {
  [api, browser, rules] = await Promise.all([serveApi({ external: knowing() }), openBrowser(), trustingRules()]);
});
afterAll(() => Promise.all([api.close(), browser.close()]));

interface Visit {
  page: Page;
  context: BrowserContext;
  /** Addresses outside the page's own that were asked for. */
  strangers: string[];
}

interface Circumstances {
  language?: string;
  agent?: string;
  scripts?: boolean;
}

/** A phone whose member has this page. */
async function visit(state: MemberPage, { language, agent, scripts }: Circumstances = {}): Promise<Visit> {
  api.fake.document = { ...settingsDocument(), resolved: rules };
  api.fake.memberPages.set(member, state);
  const context = await browser.newContext({
    viewport: phone,
    locale: language ?? 'en',
    javaScriptEnabled: scripts ?? true,
    ...(agent === undefined ? {} : { userAgent: agent }),
  });
  const page = await context.newPage();
  const strangers: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(api.url) && !request.url().startsWith('data:')) strangers.push(request.url());
  });
  await page.goto(`${api.url}/w/${token}`);
  return { page, context, strangers };
}

/** Kept where somebody wants to look at them. */
async function photograph(page: Page, name: string): Promise<void> {
  const folder = process.env.LATCHKEY_SCREENSHOTS;
  if (folder === undefined) return;
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}

async function expectPleasant({ page, strangers }: Visit): Promise<void> {
  expect(await overflow(page)).toBe(0);
  expect((await writings(page)).filter(({ size }) => size < 14)).toEqual([]);
  expect(strangers).toEqual([]);
  expect(await barriers(page)).toEqual([]);
}

/** The same page in its other colours. */
async function expectPleasantInTheDark({ page }: Visit, name: string): Promise<void> {
  await page.emulateMedia({ colorScheme: 'dark' });
  await photograph(page, `${name}-dark`);
  expect(await barriers(page, ['color-contrast'])).toEqual([]);
}

const states: [string, MemberPage][] = [
  ['valid', pageOf()],
  ['expired', pageOf({ link: { ...link, expiresAt: 0, openingsLeft: 1 } })],
  ['usedUp', pageOf({ link: { ...link, expiresAt: Date.now() + 1e7, openingsLeft: 0 } })],
  ['notYet', pageOf({ steps: [denied('notStarted'), step({ from: Date.UTC(2027, 0, 4, 8) })] })],
  ['checkIn', pageOf({ steps: [denied('checkInNeeded')] })],
  ['ended', pageOf({ steps: [denied('ended')] })],
  ['paused', pageOf({ steps: [denied('paused'), step({ from: Date.UTC(2027, 1, 1) })] })],
  ['blocked', pageOf({ steps: [denied('suspended')] })],
  ['preparing', pageOf({ account: null })],
];

describe('on a phone, the page', () => {
  it.each(states)('of the state %s is pleasant, and usable by everybody', async (name, state) => {
    const visited = await visit(state);
    await photograph(visited.page, name);
    await expectPleasant(visited);
    await expectPleasantInTheDark(visited, name);
    await visited.context.close();
  });

  it.each(['en', 'de', 'es', 'fr'])('of revealed credentials is pleasant in %s', async (language) => {
    const visited = await visit(
      pageOf({ steps: [step({ from: 0 }), denied('ended', { from: Date.UTC(2027, 5, 30) })] }),
      { language, agent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15' },
    );
    await visited.page.locator('form button').click();
    await photograph(visited.page, `revealed-${language}`);
    for (const summary of await visited.page.locator('summary').all())
      if (await summary.isVisible()) await summary.click();
    await photograph(visited.page, `revealed-${language}-unfolded`);
    await expectPleasant(visited);
    await expectPleasantInTheDark(visited, `revealed-${language}-unfolded`);
    await visited.context.close();
  });

  it.each([
    ['windows', 'Mozilla/5.0 (Windows NT 10.0; Win64; x64)'],
    ['android', 'Mozilla/5.0 (Linux; Android 15; Pixel 9)'],
    ['apple', 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X)'],
  ])('that sets up %s with a CA of the space is pleasant', async (name, agent) => {
    for (const language of ['en', 'de', 'es', 'fr']) {
      const visited = await visit(pageOf(), { agent, language });
      await visited.page.locator('form button').click();
      await photograph(visited.page, `set-up-${name}-${language}`);
      await visited.page.locator('section.card').nth(1).locator('details > summary').first().click();
      await expectPleasant(visited);
      await visited.context.close();
    }
  });

  it('says why there is no profile for the device at hand', async () => {
    const shared = { api, rules };
    const serverNames = ['radius.loft.example', 'radius.attic.example'];
    // one that has not read its rules yet
    api = await serveApi({ external: knowing() });
    rules = await trustingRules({ radius: { caCertificates: [await caPem()], serverNames } });
    try {
      const visited = await visit(pageOf(), { agent: 'Mozilla/5.0 (Linux; Android 15; Pixel 9)' });
      await visited.page.locator('form button').click();
      await visited.page.getByText('There is no file for Android.').waitFor();
      await photograph(visited.page, 'set-up-missing');
      await expectPleasant(visited);
      await visited.context.close();
    } finally {
      await api.close();
      ({ api, rules } = shared);
    }
  });

  it('has buttons that a thumb can hit', async () => {
    const { page, context } = await visit(pageOf());
    await page.locator('form button').click();
    for (const button of await page.locator('button:visible, a.button:visible, summary:visible').all())
      expect((await button.boundingBox())?.height).toBeGreaterThanOrEqual(44);
    await context.close();
  });

  it('copies the password without showing it, and shows it when asked', async () => {
    const { page, context } = await visit(pageOf());
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.locator('form button').click();
    expect(await page.locator('#password').isVisible()).toBe(false);
    await page.locator('button[data-copy=password]').click();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(password);
    await page.locator('button[data-copy=password]', { hasText: 'Copied' }).waitFor();
    await page.getByText('Show the password').click();
    expect(await page.locator('#password').textContent()).toBe(password);
    await context.close();
  });

  it('works without scripts', async () => {
    const { page, context } = await visit(pageOf(), { scripts: false });
    await page.locator('form button').click();
    expect(await page.locator('button[data-copy]').first().isVisible()).toBe(false);
    await page.getByText('Show the password').click();
    expect(await page.locator('#password').isVisible()).toBe(true);
    expect(await page.locator('a.button.main').count()).toBeLessThanOrEqual(1);
    await context.close();
  });

  it('that waits for an account shows it by itself, with scripts and without', async () => {
    for (const scripts of [true, false]) {
      const { page, context } = await visit(pageOf({ account: null }), { scripts });
      api.fake.memberPages.set(member, pageOf());
      await page.getByText('Show my WiFi details').waitFor({ timeout: 20_000 });
      await context.close();
    }
  });

  it('that answers a reveal by waiting asks for itself, and never sends the form again', async () => {
    for (const scripts of [true, false]) {
      const { page, context } = await visit(pageOf(), { scripts });
      const sent: string[] = [];
      page.on('request', (request) => sent.push(`${request.method()} ${new URL(request.url()).pathname}`));
      api.fake.memberPages.set(member, pageOf({ account: null }));
      await page.locator('form button').click();
      await page.getByText('One moment').waitFor();
      api.fake.memberPages.set(member, pageOf());
      await page.getByText('Show my WiFi details').waitFor({ timeout: 20_000 });
      expect(sent.filter((line) => line.endsWith('/reveal'))).toEqual([`POST /w/${token}/reveal`]);
      await context.close();
    }
  });

  it('helps to type it in by hand, with the certificate to choose, without scripts', async () => {
    const { page, context } = await visit(pageOf(), { scripts: false });
    await page.locator('form button').click();
    await page.getByText('Type it in by hand').click();
    const certificateLink = page.locator('details.plain ol > li').first().getByRole('link');
    const [download] = await Promise.all([page.waitForEvent('download'), certificateLink.click()]);
    const certificate = new X509Certificate(await readFile(await download.path()));
    expect(certificate.fingerprint256).toBe(new X509Certificate(await caPem()).fingerprint256);
    await context.close();
  });

  it('downloads the profile for the device at hand', async () => {
    const { page, context } = await visit(pageOf(), { agent: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36' });
    await page.locator('form button').click();
    const href = (await page.locator('a.button.main').getAttribute('href')) ?? '';
    await page.evaluate(
      `document.querySelector('a.button.main').href = ${JSON.stringify(href.replace('https://wifi.test', api.url))}`,
    );
    const [download] = await Promise.all([page.waitForEvent('download'), page.locator('a.button.main').click()]);
    expect(download.suggestedFilename()).toBe('the-loft.nmconnection');
    await context.close();
  });

  it('sends its forms and links nowhere else, whatever the address says', async () => {
    const { page, context } = await visit(pageOf());
    await page.goto(`${api.url}/w/${token}?lang=de&next=https://evil.example`);
    expect(await page.locator('form').getAttribute('action')).toBe(`/w/${token}/reveal?lang=de`);
    await context.close();
  });
});
