import { needing } from '../support/tools';
import { lookAt, openConsole, type Console } from './support/console-visit';

const { describe, beforeAll } = needing('chromium');

jest.setTimeout(60_000);

let console: Console;
beforeAll(async () => {
  console = await openConsole();
});
afterAll(() => console.close());

describe('the console', () => {
  it('lets somebody sign in by token, and out again, by keyboard alone', async () => {
    const { token } = await console.api.tokens.create({ name: 'Ada', role: 'desk', expiresAt: null }, 'test');
    const page = await console.visit('/console/audit', { role: null });
    await page.keyboard.type(token);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/console/audit');
    expect(await page.getByText('Your role does not include this').first().isVisible()).toBe(true);
    await page.getByRole('button', { name: 'Sign out' }).focus();
    await page.keyboard.press('Enter');
    await page.waitForURL('**/console/sign-in?*');
    expect(await page.getByText('You have signed out.').isVisible()).toBe(true);
    await page.context().close();
  });

  it('is steered by keys: / finds, ? lists the keys, g and a letter opens a page', async () => {
    const page = await console.visit('/console/nowhere');
    await page.keyboard.press('/');
    expect(await page.evaluate('document.activeElement.id')).toBe('find');
    await page.keyboard.press('Tab');
    await page.keyboard.press('?');
    expect(await page.getByRole('dialog').isVisible()).toBe(true);
    await page.keyboard.press('Escape');
    await page.keyboard.press('g');
    await page.keyboard.press('a');
    await page.waitForURL('**/console/audit');
    await page.context().close();
  });

  it('is pleasant and usable by everybody: audit', async () => {
    await lookAt(console, '/console/audit', 'audit');
  });

  it('is pleasant and usable by everybody: an address where nothing is', async () => {
    await lookAt(console, '/console/nowhere', 'not-found');
  });

  it('is pleasant and usable by everybody: signing in', async () => {
    await lookAt(console, '/console/sign-in?next=/console/audit', 'sign-in', { role: null });
  });
});
