import type { Page } from 'playwright-core';
import { guarded, heldPeople, holdOf } from '../api/support/holds';
import { inTheBuilding } from '../api/support/member-states';
import { needing } from '../support/tools';
import { openConsole, type Console } from './support/console-visit';

const { describe, beforeAll } = needing('chromium');

jest.setTimeout(60_000);

let console: Console;
beforeAll(async () => {
  console = await openConsole({ people: heldPeople() });
  guarded(console.api.fake);
  console.api.fake.holds = [holdOf()];
  console.api.fake.explanations.set('1001', inTheBuilding());
});
afterAll(() => console.close());

const MOST_STEPS = 80;

/** Goes on by Tab until the element of this name has the focus, and shows that it has. */
async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  const passed: string[] = [];
  for (let step = 0; step < MOST_STEPS; step++) {
    await page.keyboard.press('Tab');
    const { label, outline } = await page.evaluate(() => {
      const focused = document.activeElement as HTMLInputElement;
      const label = focused.ariaLabel ?? focused.labels?.[0]?.textContent ?? focused.textContent ?? '';
      return { label: label.trim(), outline: getComputedStyle(focused).outlineStyle };
    });
    passed.push(label.slice(0, 40));
    if (typeof name === 'string' ? label !== name : !name.test(label)) continue;
    expect([label, outline]).not.toEqual([label, 'none']);
    return;
  }
  throw new Error(`${String(name)} is not reached by ${MOST_STEPS} steps: ${passed.join(', ')}`);
}

const press = async (page: Page, ...keys: string[]): Promise<void> => {
  for (const key of keys) await page.keyboard.press(key);
};

/** No call of this file is one of a mouse. */
describe('by keyboard alone', () => {
  it('says which keys there are, and goes to every section', async () => {
    const page = await console.visit('/console');
    await press(page, '?');
    const help = page.getByRole('dialog');
    expect(await help.getByText('Members').isVisible()).toBe(true);
    await press(page, 'Escape');
    expect(await help.isVisible()).toBe(false);
    for (const [key, path] of ['m members', 'p plans', 's syncs', 'h holds', 'w webhooks'].map((each) =>
      each.split(' '),
    )) {
      await press(page, 'g', key ?? '');
      await page.waitForURL(`**/console/${path}`);
    }
    await press(page, 'g', 'o');
    await page.waitForURL('**/console');
    await press(page, 'Tab', 'Enter');
    expect(new URL(page.url()).hash).toBe('#content');
    await page.context().close();
  });

  it('finds somebody, syncs, blocks, and lifts the block', async () => {
    const { fake } = console.api;
    const page = await console.visit('/console/audit');
    await press(page, '/');
    await page.keyboard.type('byron');
    await press(page, 'Enter');
    await page.waitForURL('**/console/members/1001');
    await tabTo(page, 'Sync now');
    await press(page, 'Enter');
    await page.waitForURL('**/1001?done=sync*');
    await tabTo(page, 'Block until …');
    await press(page, 'Enter');
    await tabTo(page, /^For how long/);
    await page.keyboard.type('four');
    await tabTo(page, /^Reason/);
    await page.keyboard.type('lost laptop');
    await press(page, 'Enter');
    await page.waitForURL('**/1001?done=block');
    const held = { access: 'block', until: Date.now() + 3_600_000, reason: 'lost laptop', by: 'admin', at: 0 } as const;
    fake.explanations.set('1001', inTheBuilding({ override: held }));
    await page.reload();
    await tabTo(page, 'Lift');
    await press(page, 'Enter');
    await page.waitForURL('**/1001?done=lift');
    expect(fake.asked).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ override: '1001', access: 'block', reason: 'lost laptop' }),
        expect.objectContaining({ override: '1001', access: null }),
      ]),
    );
    await page.context().close();
  });

  it('approves a part of a hold', async () => {
    const page = await console.visit('/console');
    await press(page, 'g', 'h');
    await page.waitForURL('**/console/holds');
    await tabTo(page, 'Look and decide');
    await press(page, 'Enter');
    await page.waitForURL('**/console/holds/12');
    for (const name of ['Ada Byron', 'Cem Yıldız']) {
      await tabTo(page, `Approve for ${name}`);
      await press(page, 'Space');
    }
    await tabTo(page, 'Approve the ticked');
    await press(page, 'Enter');
    await page.getByText('2 people will be shut out of the WiFi now.').waitFor();
    await tabTo(page, 'Shut out 2 people');
    await press(page, 'Enter');
    await page.waitForURL('**/console/holds/12?done=approved');
    expect(console.api.fake.holds[0]).toMatchObject({ state: 'open', members: { length: 12 } });
    await page.context().close();
  });
});
