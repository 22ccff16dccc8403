import { needing } from '../support/tools';
import { lookAt, openConsole, type Console } from './support/console-visit';

const { describe, beforeAll } = needing('chromium');

jest.setTimeout(60_000);

let console: Console;
beforeAll(async () => {
  console = await openConsole();
});
afterAll(() => console.close());

describe('the settings', () => {
  it('are changed by keyboard alone: seen first, then saved', async () => {
    const page = await console.visit('/console/settings');
    await page.getByLabel('Sync interval').focus();
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type('30');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/drafts/*');
    expect(await page.getByRole('row', { name: 'syncIntervalMinutes By default 15 30' }).isVisible()).toBe(true);
    await page.getByRole('button', { name: 'Save' }).focus();
    await page.keyboard.press('Enter');
    await page.waitForURL('**/settings?done=saved');
    expect(console.api.fake.document?.settings).toMatchObject({ syncIntervalMinutes: 30 });
    await page.context().close();
  });

  it('are pleasant and usable by everybody', async () => {
    await lookAt(console, '/console/settings', 'settings');
    await lookAt(console, '/console/settings/yaml', 'settings-yaml');
  });
});
