import { ExternalError } from '../../clients/external-error';
import { startSource, type Source } from '../clients/support/source';
import { external } from '../api/support/served-api';
import { noon, syncReport, syncRun, syncSummary } from '../api/support/builders';
import { runId } from '../api/support/fake-gateways';
import { eventually } from '../support/eventually';
import { needing } from '../support/tools';
import { expectPleasant, lookAt, openConsole, photograph, type Console } from './support/console-visit';

const { describe, beforeAll } = needing('chromium');

jest.setTimeout(60_000);

let source: Source;
let console: Console;
let mailWorks = false;
beforeAll(async () => {
  source = await startSource({ webhookSecret: 'demo-shared-secret' });
  const probe = () =>
    mailWorks
      ? Promise.resolve()
      : Promise.reject(new ExternalError('smtp', 'unauthorized', 'SMTP: EAUTH AUTH 535', { retryable: false }));
  console = await openConsole({
    external: { ...external(), source: source.client },
    mailServer: { probe },
    publicUrl: 'http://127.0.0.1:9',
  });
  const { fake } = console.api;
  fake.side = { lastGoodAt: noon, lastWriteAt: noon, quarantine: { since: noon, code: 'outage' } };
  fake.syncs = [syncSummary()];
  fake.runs.set(runId(9), syncRun({ runId: runId(9), state: 'done', report: syncReport() }));
});
afterAll(async () => {
  await console.close();
  await source.close();
});

describe('health', () => {
  it('runs the checks when it is opened first, shows their progress, and runs them again', async () => {
    const page = await console.visit('/console/health');
    await page.getByText('Check user and password in SMTP_URL.').waitFor();
    await page.getByRole('button', { name: 'Run again' }).waitFor();
    await lookAt(console, '/console/health', 'health');
    mailWorks = true;
    // who asks within ten seconds after a run gets that one
    const now = Date.now.bind(Date);
    jest.spyOn(Date, 'now').mockImplementation(() => now() + 11_000);
    await page.getByRole('button', { name: 'Run again' }).click();
    await page.getByText('Check user and password in SMTP_URL.').waitFor({ state: 'detached' });
    jest.restoreAllMocks();
    await page.context().close();
  });
});

describe('webhooks', () => {
  it('shows what an installation would do, then does it, by keyboard', async () => {
    const page = await console.visit('/console/webhooks');
    await page.getByText('None of our webhooks is in Nexudus').waitFor();
    await lookAt(console, '/console/webhooks', 'webhooks-none');
    await page.getByRole('button', { name: 'Show what would be done' }).press('Enter');
    await page.getByText('Dry run: Webhooks: 40 made.').waitFor();
    await photograph(page, 'console-webhooks-preview');
    await expectPleasant(page);
    await page.getByRole('button', { name: 'Install now' }).press('Enter');
    await page.getByText('All 40 webhooks are in place and active.').waitFor();
    await page.context().close();
  });

  it('is pleasant with some that are missing, off, failing or double', async () => {
    const state = source.space.snapshot() as { tables: { webhooks: Record<string, unknown>[] } };
    const { webhooks } = state.tables;
    const [first, second, third] = webhooks;
    Object.assign(first ?? {}, { Active: false, ErrorCount: 10, LastError: 'HTTP 502 Bad Gateway' });
    Object.assign(second ?? {}, { ErrorCount: 3, LastError: 'The operation has timed out' });
    webhooks.push({ ...third, Id: 9_999 });
    webhooks.splice(7, 1);
    source.space.restore(state);
    await console.api.admin('GET', '/webhooks');
    await eventually('it is read', async () => {
      const { reading } = (await (await console.api.admin('GET', '/webhooks?known=true')).json()) as {
        reading: boolean;
      };
      return !reading;
    });
    await lookAt(console, '/console/webhooks', 'webhooks');
  });
});
