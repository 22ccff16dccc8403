import { OpenIdConnect } from '../../api/access/oidc/openid-connect';
import { Secret } from '../../config';
import { masterKey } from '../api/support/served-api';
import { needing } from '../support/tools';
import { expectPleasant, lookAt, openConsole, photograph, type Console } from './support/console-visit';

const { describe, beforeAll } = needing('chromium');

jest.setTimeout(60_000);

let console: Console;
beforeAll(async () => {
  const oidc = new OpenIdConnect({
    ...{ issuer: 'https://login.example.com', clientId: 'latchkey', clientSecret: new Secret('secret'), rules: [] },
    ...{ publicUrl: 'https://wifi.test', masterKeys: [masterKey] },
  });
  console = await openConsole({ oidc });
});
afterAll(() => console.close());

const DAY = 86_400_000;

describe('who may come in', () => {
  it('is told by a page that hands over a token, and revokes it, by keyboard', async () => {
    const page = await console.visit('/console/access');
    await page.getByText('Make an access token').focus();
    await page.keyboard.press('Enter');
    await page.getByLabel('Name', { exact: true }).fill('Front desk, London');
    await page.getByLabel('desk').check();
    await page.keyboard.press('Enter');
    const token = await page.locator('#made-token').textContent();
    expect(token).toMatch(/^lk_[0-9a-f]{48}$/);
    expect(await page.getByRole('button', { name: 'Copy' }).isVisible()).toBe(true);
    await photograph(page, 'console-access-made');
    await expectPleasant(page);
    const row = page.getByRole('row', { name: /Front desk, London/ }).first();
    await row.getByText('Revoke', { exact: true }).press('Enter');
    await photograph(page, 'console-access-revoke');
    await page.getByRole('button', { name: 'Revoke Front desk, London' }).press('Enter');
    await page.waitForURL('**/console/access?done=revoked');
    expect(console.api.tokens.find(token ?? '')).toMatchObject({ is: 'revoked' });
    await page.context().close();
  });

  it('makes a token without scripts', async () => {
    const page = await console.visit('/console/access', { scripts: false });
    await page.getByText('Make an access token').click();
    await page.getByLabel('Name', { exact: true }).fill('Screen in the hall');
    await page.getByRole('button', { name: 'Make the token' }).click();
    expect(await page.locator('#made-token').textContent()).toMatch(/^lk_/);
    await page.context().close();
  });

  it('is pleasant and usable by everybody', async () => {
    await console.api.tokens.create(
      { name: 'Temp at the desk', role: 'desk', expiresAt: Date.now() + 2 * DAY },
      'admin',
    );
    await lookAt(console, '/console/access', 'access');
  });

  it('is pleasant and usable by everybody: signing in by OpenID Connect or by token', async () => {
    await lookAt(console, '/console/sign-in', 'sign-in-oidc', { role: null });
  });
});
