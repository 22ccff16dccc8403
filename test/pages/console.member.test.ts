import { accountId } from '../../domain/replayed/ids';
import { ended, erased, inTheBuilding } from '../api/support/member-states';
import { peopleNamed } from '../api/support/people';
import { external } from '../api/support/served-api';
import { needing } from '../support/tools';
import { expectPleasant, lookAt, openConsole, photograph, type Console } from './support/console-visit';

const { describe, beforeAll } = needing('chromium');

jest.setTimeout(60_000);

const there = {
  id: accountId('a-1'),
  username: 'ada@members.example',
  enabled: true,
  orgUnit: 'basic-wifi',
  notes: '',
};
const names = { '1001': 'Ada Byron', '1002': 'Grace Hopper', '1003': 'Alan Turing', '1004': 'Joan Clarke' };

let console: Console;
beforeAll(async () => {
  const directory = { ...external().directory, read: (id: string) => Promise.resolve(id === 'a-1' ? there : null) };
  console = await openConsole({ people: peopleNamed(names), external: { ...external(), directory } });
  const { explanations } = console.api.fake;
  explanations.set('1001', inTheBuilding());
  explanations.set('1002', ended());
  explanations.set('1003', erased(null));
});
afterAll(() => console.close());

describe("a member's page", () => {
  it('is pleasant and usable by everybody: in the building', async () => {
    await lookAt(console, '/console/members/1001', 'member');
  });

  it('is pleasant and usable by everybody: may not connect', async () => {
    await lookAt(console, '/console/members/1002', 'member-no');
  });

  it('is pleasant and usable by everybody: being erased, and unknown', async () => {
    for (const id of ['1003', '1004']) {
      const page = await console.visit(`/console/members/${id}`);
      await photograph(page, `console-member-${id}`);
      await expectPleasant(page);
      await page.context().close();
    }
  });

  it('syncs one, and shows step after step', async () => {
    const page = await console.visit('/console/members/1001', { role: 'desk' });
    await page.getByRole('button', { name: 'Sync now' }).click();
    await page.waitForURL('**/console/members/1001?done=sync*');
    const states = page.locator('#steps .badge');
    expect(await states.allTextContents()).toEqual(['under way', 'to come', 'to come', 'to come', 'to come']);
    const member = console.api.fake.explanations.get('1001') ?? inTheBuilding();
    const at = Date.now();
    const asked = { ...member, timeline: [...member.timeline, { at, what: 'sync asked for by admin' }] };
    console.api.fake.explanations.set('1001', asked);
    await page.getByText('Nexudus is being read').waitFor();
    console.api.fake.explanations.set('1001', { ...asked, lastLookAt: at + 1 });
    await page.getByText('IronWifi was read: the account is so').waitFor();
    expect(await states.allTextContents()).toEqual(['done', 'done', 'done', 'done', 'done']);
    await photograph(page, 'console-member-sync');
    await expectPleasant(page);
    await page.context().close();
  });

  it('blocks and lifts, and makes a new password', async () => {
    const page = await console.visit('/console/members/1001');
    await page.getByText('Block until …').first().click();
    await page.locator('#block-duration').selectOption('four hours');
    await page.locator('#block-reason').fill('lost laptop');
    await photograph(page, 'console-member-block');
    await expectPleasant(page);
    await page.getByRole('button', { name: 'Block until …' }).click();
    await page.getByText('Blocked. The account closes in a moment.').waitFor();
    const override = {
      access: 'block',
      until: Date.now() + 60_000,
      reason: 'lost laptop',
      by: 'admin',
      at: 0,
    } as const;
    console.api.fake.explanations.set('1001', inTheBuilding({ override }));
    await page.reload();
    await page.getByRole('button', { name: 'Lift' }).click();
    await page.waitForURL('**?done=lift');
    await page.getByText('Rotate the password').first().click();
    await page.getByRole('button', { name: 'Rotate the password' }).click();
    await page.waitForURL('**?done=rotate');
    expect(console.api.fake.asked).toEqual([
      expect.objectContaining({ override: '1001', access: 'block', reason: 'lost laptop' }),
      expect.objectContaining({ override: '1001', access: null }),
      expect.objectContaining({ rotate: '1001' }),
    ]);
    await page.context().close();
  });

  it('answers and acts without scripts', async () => {
    const page = await console.visit('/console/members/1002', { role: 'desk', scripts: false });
    expect(await page.locator('.verdict').textContent()).toContain('May not connect: contract Hot Desk #4411 ended');
    await page.getByText('Resend', { exact: true }).first().click();
    await page.getByRole('button', { name: 'Resend' }).click();
    expect(await page.getByText('The letter goes out in a moment.').isVisible()).toBe(true);
    await page.getByRole('button', { name: 'Sync now' }).click();
    expect(await page.getByRole('link', { name: 'Look again' }).isVisible()).toBe(true);
    await page.context().close();
  });
});
