import { syncRun } from '../api/support/builders';
import { runId } from '../api/support/fake-gateways';
import { heldPeople } from '../api/support/holds';
import { doneRun, failedRun, withRuns } from '../api/support/syncs';
import { needing } from '../support/tools';
import { lookAt, openConsole, type Console } from './support/console-visit';

const { describe, beforeAll } = needing('chromium');

jest.setTimeout(60_000);

let console: Console;
beforeAll(async () => {
  console = await openConsole({ people: heldPeople() });
  withRuns(console.api.fake);
});
afterAll(() => console.close());

describe('syncs', () => {
  it('are started and watched to their end', async () => {
    const { fake } = console.api;
    fake.runs.set(runId(1), syncRun({ startedAt: new Date(), progress: null }));
    const page = await console.visit('/console/syncs');
    await page.getByRole('button', { name: 'Sync now' }).click();
    await page.waitForURL(`**/console/syncs/${runId(1)}`);
    const progress = { phase: 'telling', done: 7, of: 9, endsAt: null } as const;
    fake.runs.set(runId(1), syncRun({ startedAt: new Date(), progress }));
    await page.getByText('Having members put right: 7 of 9.').waitFor();
    fake.runs.set(runId(1), doneRun());
    await page.getByText('412 members read, 380 in sync').waitFor();
    expect(await page.getByRole('heading', { name: 'Granted 2' }).isVisible()).toBe(true);
    expect(await page.locator('[data-poll]').count()).toBe(0);
    await page.context().close();
  });

  it('are pleasant: the list', async () => {
    await lookAt(console, '/console/syncs', 'syncs');
  });

  it('are pleasant: one that found something of everything', async () => {
    console.api.fake.runs.set(runId(1), doneRun());
    await lookAt(console, `/console/syncs/${runId(1)}`, 'sync');
  });

  it('are pleasant: one that failed', async () => {
    console.api.fake.runs.set(runId(6), failedRun('unauthorized', 'Nexudus refuses the log-in.'));
    await lookAt(console, `/console/syncs/${runId(6)}`, 'sync-failed', { role: 'viewer' });
  });
});
