import { packed } from '../../api/console/pages/plans/draft';
import { memberId, planId } from '../../domain/replayed/ids';
import type { WhatIfReport } from '../../contracts/replayed';
import { required } from '../domain/builders';
import { syncRun, syncSummary } from '../api/support/builders';
import { runId } from '../api/support/fake-gateways';
import { dozenMap, dozenShop, settleDozen, settleMap } from '../api/support/plan-map';
import { doneRun, fingerprint, whatIfReport } from '../api/support/what-if-report';
import { needing } from '../support/tools';
import { lookAt, openConsole, photograph, type Console } from './support/console-visit';

const { describe, beforeAll } = needing('chromium');

jest.setTimeout(60_000);

const shop = dozenShop();
let console: Console;
beforeAll(async () => {
  console = await openConsole({ external: shop.external });
  settleDozen(console.api.fake, shop);
});
afterAll(() => console.close());

const plans = { ...dozenMap, 'Flex 5': { group: 'basic-wifi', precedence: 15 } };

/** Some of each kind. */
function mixed(): Partial<WhatIfReport> {
  const at = (id: string, plan: string) => ({ id: memberId(id), planId: planId(plan), businessId: null, held: false });
  const counts = { gains: 12, loses: 2, moves: 3, unchanged: 323, unknown: 1 };
  return {
    affected: [
      ...['1001', '1002', '1003'].map((id) => ({
        ...{ ...at(id, '17'), what: 'gains' as const, reason: 'contract', from: null, to: 'basic-wifi' },
      })),
      ...['1004', '1005'].map((id) => ({
        ...{ ...at(id, '12'), what: 'moves' as const, reason: 'contract', from: 'premium-wifi', to: 'basic-wifi' },
      })),
      { ...at('1006', '14'), what: 'loses', reason: 'checkInNeeded', from: 'guest-wifi', to: null, held: true },
    ],
    counts: { ...counts, held: 1, rescheduled: 1, overruled: 2 },
    byPlan: [
      { id: planId('17'), name: 'Flex 5', gains: 12, loses: 0, moves: 0, unchanged: 0, unknown: 0 },
      { id: planId('12'), name: 'Dedicated Desk', gains: 0, loses: 0, moves: 3, unchanged: 34, unknown: 0 },
      { id: planId('14'), name: 'Day Pass', gains: 0, loses: 2, moves: 0, unchanged: 7, unknown: 0 },
      { id: null, name: '', gains: 0, loses: 0, moves: 0, unchanged: 282, unknown: 1 },
    ],
    unknown: [memberId('1007')],
    letters: [
      { kind: 'welcome', members: 12 },
      { kind: 'planChanged', members: 3 },
    ],
    cost: { calls: { nexudus: 20, ironwifi: 17 }, minutes: 1 },
  };
}

describe('the plan map', () => {
  it('is pleasant and usable by everybody', async () => {
    await lookAt(console, '/console/plans', 'plans');
  });

  it('is pleasant and usable by everybody: nothing is mapped yet', async () => {
    settleMap(console.api.fake, shop, {});
    await lookAt(console, '/console/plans', 'plans-empty');
    settleDozen(console.api.fake, shop);
  });

  it('is pleasant and usable by everybody: a draft, and its form', async () => {
    const draft = packed(
      new Map([
        ['Flex 5', { group: 'basic-wifi', precedence: 15 }],
        ['Team Room', { group: 'premium-wifi', orgUnit: 'team-rooms', precedence: 50 }],
        ['Day Pass', null],
      ]),
    );
    await lookAt(console, `/console/plans?draft=${draft}`, 'plans-draft');
    await lookAt(console, `/console/plans/edit?plan=19&draft=${draft}`, 'plans-edit');
  });

  it('is pleasant and usable by everybody: what a draft would do', async () => {
    const report = whatIfReport({ ...required, plans }, mixed());
    console.api.fake.runs.set(runId(5), doneRun(report, { finishedAt: new Date() }));
    const draft = packed(new Map([['Flex 5', { group: 'basic-wifi', precedence: 15 }]]));
    await lookAt(console, `/console/plans/what-if/${runId(5)}?draft=${draft}`, 'what-if');
  });

  it('is changed in four acts: map, show what would happen, look, save', async () => {
    const { fake } = console.api;
    const progress = { phase: 'directory' as const, done: 3, of: 9, endsAt: null };
    fake.runs.set(runId(5), syncRun({ runId: runId(5), dryRun: true, progress }));
    const page = await console.visit('/console/plans');
    await page.getByRole('link', { name: 'Map: Flex 5' }).click();
    await page.getByLabel('Group').fill('basic-wifi');
    await page.getByLabel('Precedence').fill('15');
    await page.getByRole('button', { name: 'Show what would happen' }).click();
    await page.getByText('page 3 of 9').waitFor();
    await photograph(page, 'console-what-if-running');
    const finishedAt = Date.now();
    fake.syncs = [...fake.syncs, syncSummary({ runId: runId(5), dryRun: true, fingerprint, finishedAt })];
    const done = doneRun(whatIfReport({ ...required, plans }, mixed()), {
      runId: runId(5),
      finishedAt: new Date(finishedAt),
    });
    fake.runs.set(runId(5), done);
    await page.getByText('+ Gain access: 12').waitFor();
    await page.getByRole('button', { name: 'Save exactly this' }).click();
    await page.getByText('The plan map is saved').waitFor();
    expect(fake.document).toMatchObject({ version: 4, settings: { plans } });
    await page.context().close();
  });
});
