import { closedHolds, guarded, heldPeople, holdOf } from '../api/support/holds';
import { needing } from '../support/tools';
import { lookAt, openConsole, type Console } from './support/console-visit';

const { describe, beforeAll } = needing('chromium');

jest.setTimeout(60_000);

let console: Console;
beforeAll(async () => {
  console = await openConsole({ people: heldPeople() });
  guarded(console.api.fake);
});
beforeEach(() => {
  console.api.fake.holds = [holdOf(), ...closedHolds()];
});
afterAll(() => console.close());

describe('holds', () => {
  it.each([true, false])('are approved in part, the rest staying held (scripts: %p)', async (scripts) => {
    const page = await console.visit('/console/holds', { scripts });
    await page.getByRole('link', { name: 'Look and decide' }).click();
    for (const name of ['Ada Byron', 'Cem Yıldız']) await page.getByLabel(`Approve for ${name}`).check();
    await page.getByRole('button', { name: 'Approve the ticked' }).click();
    expect(await page.getByText('2 people will be shut out of the WiFi now.').isVisible()).toBe(true);
    await page.getByRole('button', { name: 'Shut out 2 people' }).click();
    await page.waitForURL('**/console/holds/12?done=approved');
    expect(await page.locator('h1').textContent()).toBe('12 members would be shut out of the WiFi');
    expect(console.api.fake.holds[0]).toMatchObject({ state: 'open', members: { length: 12 } });
    await page.context().close();
  });

  it('are pleasant: the list', async () => {
    await lookAt(console, '/console/holds', 'holds');
  });

  it('are pleasant: an empty list', async () => {
    console.api.fake.holds = [];
    await lookAt(console, '/console/holds', 'holds-none', { role: 'desk' });
  });

  it('are pleasant: one of fourteen members', async () => {
    await lookAt(console, '/console/holds/12', 'hold');
  });

  it('are pleasant: one that was rejected', async () => {
    await lookAt(console, '/console/holds/11', 'hold-rejected');
  });
});
