import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { ApiDeps } from '../../../api/app';
import type { Role } from '../../../contracts/api/roles';
import { serveApi, type ServedApi } from '../../api/support/served-api';
import { openBrowser } from '../../support/browser';
import { barriers, overflow, writings } from '../../support/look';

export interface Circumstances {
  /** Default: admin; null: nobody has signed in. */
  role?: Role | null;
  dark?: boolean;
  phone?: boolean;
  language?: string;
  scripts?: boolean;
}

export interface Console {
  api: ServedApi;
  /** A page of somebody who has signed in with a token of this role; the context is the page's own. */
  visit(path: string, circumstances?: Circumstances): Promise<Page>;
  close(): Promise<void>;
}

const desktop = { width: 1280, height: 860 };
const phone = { width: 390, height: 844 };

/** The console over fakes, in a real Chromium. */
export async function openConsole(overrides: Partial<ApiDeps> = {}): Promise<Console> {
  const [api, browser] = await Promise.all([serveApi(overrides), openBrowser()]);
  const visit = async (path: string, circumstances: Circumstances = {}): Promise<Page> => {
    const page = await (await contextOf(browser, api, circumstances)).newPage();
    await page.goto(api.url + path);
    return page;
  };
  return { api, visit, close: async () => void (await Promise.all([browser.close(), api.close()])) };
}

async function contextOf(
  browser: Browser,
  api: ServedApi,
  { role = 'admin', dark, phone: small, language, scripts }: Circumstances,
): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: small ? phone : desktop,
    colorScheme: dark ? 'dark' : 'light',
    locale: language ?? 'en',
    javaScriptEnabled: scripts ?? true,
  });
  if (role === null) return context;
  const { token } = await api.tokens.create({ name: `Front desk (${role})`, role, expiresAt: null }, 'test');
  const signedIn = await api.call('POST', '/console/sign-in', {
    body: new URLSearchParams({ token }),
    redirect: 'manual',
  });
  const [, name = '', value = ''] = /^([^=]+)=([^;]+)/.exec(signedIn.headers.getSetCookie()[0] ?? '') ?? [];
  await context.addCookies([{ name, value, url: api.url, httpOnly: true, sameSite: 'Lax' }]);
  return context;
}

/** Kept where somebody wants to look at them. */
export async function photograph(page: Page, name: string): Promise<void> {
  const folder = process.env.LATCHKEY_SCREENSHOTS;
  if (folder === undefined) return;
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}

/** Nothing stands in anybody's way, nothing is cut off or too small to read. */
export async function expectPleasant(page: Page, rules?: readonly string[]): Promise<void> {
  expect(await barriers(page, rules)).toEqual([]);
  expect(await overflow(page)).toBe(0);
  expect((await writings(page)).filter(({ size }) => size < 14)).toEqual([]);
}

/** Looks at a page light, dark, and in German on a phone, and photographs it. */
export async function lookAt(console: Console, path: string, name: string, circumstances: Circumstances = {}) {
  const page = await console.visit(path, circumstances);
  await photograph(page, `console-${name}-light`);
  await expectPleasant(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  await photograph(page, `console-${name}-dark`);
  await expectPleasant(page, ['color-contrast']);
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize(phone);
  const inGerman = new URL(page.url());
  inGerman.searchParams.set('lang', 'de');
  await page.goto(inGerman.href);
  await photograph(page, `console-${name}-phone`);
  await expectPleasant(page);
  await page.context().close();
}
