import { GatewayError } from '../../api/ports/gateways';
import { syncReport, syncRun, syncSummary } from '../api/support/builders';
import { memberRow, runId } from '../api/support/fake-gateways';
import { eventually } from '../support/eventually';
import { needing } from '../support/tools';
import { lookAt, openConsole, type Console } from './support/console-visit';

const { describe, beforeAll } = needing('chromium');

jest.setTimeout(60_000);

let console: Console;
beforeAll(async () => {
  console = await openConsole();
  const { fake, events } = console.api;
  fake.side = { lastGoodAt: Date.now() };
  fake.syncs = [syncSummary({ startedAt: Date.now() - 240_000, finishedAt: Date.now() - 232_000 })];
  fake.runs.set(runId(9), syncRun({ runId: runId(9), state: 'done', report: syncReport() }));
  fake.members = [
    memberRow('1001'),
    memberRow('1002', { status: 'denied', attention: 'writer:throttled' }),
    memberRow('1003'),
  ];
  events.start();
  await eventually('members are known', () => events.members.state.readAt !== null);
});
afterAll(() => console.close());

describe('the overview', () => {
  it('is pleasant, and usable by everybody', async () => {
    await lookAt(console, '/console', 'overview');
  });

  it('shows what happens within two seconds, on a page that stays open', async () => {
    const page = await console.visit('/console');
    const feed = page.locator('#feed');
    await feed.getByText('1002').waitFor();
    const { fake } = console.api;
    fake.members = [...fake.members, memberRow('1004', { changedAt: Date.now() + 1_000 })];
    await feed.getByText('1004').waitFor({ timeout: 2_000 });
    await page.context().close();
  });

  it('says what it knows while Temporal is away', async () => {
    console.api.fake.failure = new GatewayError('away', 'Temporal does not answer.');
    await lookAt(console, '/console', 'overview-away');
    console.api.fake.failure = null;
  });
});
