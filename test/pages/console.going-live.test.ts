import { syncRun } from '../api/support/builders';
import { runId } from '../api/support/fake-gateways';
import { previewed, previewedBy } from '../api/support/previewed';
import { peopleNamed } from '../api/support/people';
import { inTheBuilding } from '../api/support/member-states';
import { needing } from '../support/tools';
import { lookAt, openConsole, photograph, expectPleasant, type Console } from './support/console-visit';

const { describe, beforeAll } = needing('chromium');

jest.setTimeout(60_000);

const START = '/console/settings/start';
let console: Console;
beforeAll(async () => {
  console = await openConsole({ people: peopleNamed({ '5': 'Ada Byron', '6': 'Bea Curie' }) });
});
beforeEach(() => {
  const { fake } = console.api;
  fake.live = null;
  fake.asked.length = 0;
  for (const id of ['5', '6']) fake.explanations.set(id, inTheBuilding());
});
afterAll(() => console.close());

describe('from nothing to live', () => {
  it('goes by the settings, a look at what they are, a preview, accounts to adopt, and one button', async () => {
    const { fake } = console.api;
    fake.document = null;
    const page = await console.visit('/console');
    await page.getByRole('link', { name: 'See and act' }).click();
    await page.getByLabel('Space name').fill('The Loft');
    await page.getByLabel('SSID', { exact: true }).fill('Loft');
    await page.getByRole('button', { name: 'Show what changes' }).first().click();
    await page.waitForURL('**/drafts/*');
    expect(await page.getByRole('row', { name: /spaceName .* The Loft/ }).isVisible()).toBe(true);
    expect(fake.document).toBeNull();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.waitForURL('**/settings/start?done=saved');
    expect(fake.document).toMatchObject({ version: 1, settings: { spaceName: 'The Loft', ssid: 'Loft' } });

    fake.runs.set(runId(4), syncRun({ runId: runId(4), dryRun: true }));
    await page.getByRole('button', { name: 'Make a preview' }).click();
    await page.waitForURL(`**/start?preview=${runId(4)}`);
    previewedBy(fake);
    await page.getByText('1 members get access, 0 are moved and 1 are shut out.').waitFor();
    await photograph(page, 'console-start-previewed');
    await expectPleasant(page);

    await page.getByRole('button', { name: 'Adopt: Ada Byron' }).click();
    await page.getByText('Accounts adopted: 1.').waitFor();
    await page.getByText('Adopt all 2').first().click();
    await page.getByRole('button', { name: 'Adopt all 2' }).click();
    await page.getByText('Accounts adopted: 2.').waitFor();
    await page.getByText('Go live', { exact: true }).first().click();
    expect(fake.asked.filter((each) => typeof each === 'object' && each !== null && 'fingerprint' in each)).toEqual([]);
    await page.getByRole('button', { name: 'Go live' }).click();
    await page.getByText('Latchkey is live.').waitFor();
    expect(fake.asked).toEqual([
      expect.objectContaining({ adopt: '5', account: 'printer' }),
      expect.objectContaining({ adopt: '5', account: 'printer' }),
      expect.objectContaining({ adopt: '6', account: 'desk' }),
      expect.objectContaining({ fingerprint: 'f0e1' }),
    ]);
    await page.context().close();
  });

  it('is pleasant and usable by everybody', async () => {
    console.api.fake.runs.set(runId(4), previewed(runId(4)));
    await lookAt(console, `${START}?preview=${runId(4)}`, 'start');
  });
});
