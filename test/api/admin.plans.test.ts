import { PlanCatalogue } from '../../api/ports/plan-catalogue';
import type { Call } from '../../clients/call';
import type { PlanRow } from '../../clients/membership-source';
import { rulesOf, defaultMap, required } from '../domain/builders';
import { planId } from '../../domain/replayed/ids';
import { noon, syncReport, syncRun, syncSummary } from './support/builders';
import { expectDocumented } from './support/documented';
import { runId } from './support/fake-gateways';
import { onSale, worldShop, type Shop } from './support/plans-on-sale';
import { serveApi, type ServedApi } from './support/served-api';

let shop: Shop;
let api: ServedApi;
beforeEach(async () => {
  shop = worldShop();
  api = await serveApi({ external: shop.external });
  settle();
});
afterEach(() => api.close());

function settle(plans: object = defaultMap, previous = null as ReturnType<typeof rulesOf> | null): void {
  const settings = { ...required, plans };
  api.fake.document = { version: 3, settings, resolved: rulesOf({ plans }, previous), savedAt: 0, savedBy: 'test' };
}

interface Listed {
  plans: { id: string; state: string }[];
  [field: string]: unknown;
}

async function list(): Promise<Listed> {
  const response = await api.admin('GET', '/plans');
  expect(response.status).toBe(200);
  return (await expectDocumented(response, 'GET', '/api/v1/plans')) as Listed;
}
const find = ({ plans }: Listed, id: string) => plans.find((plan) => plan.id === id);

describe('GET plans', () => {
  it('has every plan and pass product, with what it gives and to how many', async () => {
    api.fake.membersByPlan.set(planId('13'), 4);
    const listed = await list();
    expect(listed).toMatchObject({ version: 3, isDefault: false, map: defaultMap });
    expect(find(listed, '13')).toEqual({
      ...{ id: '13', name: 'Private Office', kind: 'tariff', location: { id: '1', name: 'London' } },
      ...{ state: 'mapped', listed: true, archived: false, mappedAs: 'Private Office' },
      gives: {
        ...{ group: 'premium-wifi', orgUnit: 'premium-wifi-priority', precedence: 40 },
        ...{ validityMinutes: null, checkInRequired: false, attributes: null },
      },
      ...{ members: 4, waiting: null },
    });
    expect(find(listed, '14')).toMatchObject({ kind: 'timePass', members: 0 });
    expect(find(listed, '15')).toMatchObject({ state: 'mapped', gives: { group: null }, members: null });
  });

  it('says how many wait for a plan that is not mapped, as the last sync that wrote has found', async () => {
    expect(find(await list(), '16')).toMatchObject({ state: 'unmapped', gives: null, members: null, waiting: null });
    api.fake.syncs = [
      syncSummary({ runId: runId(3), state: 'failed' }),
      syncSummary({ runId: runId(2), dryRun: true }),
      syncSummary({ runId: runId(1), finishedAt: noon }),
    ];
    const unmappedPlans = [
      { id: '16', name: 'Mail Box', members: 7, gone: false },
      { id: '99', name: 'Of old', members: 1, gone: false },
    ];
    api.fake.runs.set(runId(1), syncRun({ state: 'done', report: syncReport({ unmappedPlans }) }));
    const listed = await list();
    expect(listed.sync).toEqual({ id: runId(1), at: '2026-11-03T12:00:00.000Z' });
    expect(find(listed, '16')).toMatchObject({ state: 'unmapped', waiting: 7 });
    expect(find(listed, '99')).toMatchObject({ name: 'Of old', kind: null, listed: false, waiting: 1 });
  });

  it('knows plans that were mapped once, and plans of the map that Nexudus has no more', async () => {
    settle(Object.fromEntries(Object.entries(defaultMap).slice(1)), rulesOf());
    shop.tariffs = shop.tariffs.filter(({ id }) => id !== '12');
    const listed = await list();
    expect(find(listed, '11')).toMatchObject({ state: 'retired', gives: null });
    expect(find(listed, '12')).toMatchObject({ name: 'Dedicated Desk', state: 'mapped', listed: false, kind: null });
  });

  it('shows the map while Nexudus is away, and since when it is known what is sold', async () => {
    shop.isAway = true;
    const never = await list();
    expect(never.read).toEqual({ at: null, reading: false, problem: 'Nexudus answers 503 (outage)' });
    expect(find(never, '11')).toMatchObject({ name: 'Hot Desk', state: 'mapped', listed: null });
  });

  it('shows the default map while the settings have none: what Nexudus has of it', async () => {
    settle({ 'Hot Desk': { group: 'basic-wifi', precedence: 20 } });
    if (api.fake.document) api.fake.document.settings = required;
    expect(await list()).toMatchObject({
      isDefault: true,
      map: { 'Hot Desk': { group: 'basic-wifi', precedence: 20 } },
    });
  });

  it('shows what there is to map before the first settings', async () => {
    api.fake.document = null;
    const listed = await list();
    expect(listed).toMatchObject({ version: 0, map: {} });
    expect(new Set(listed.plans.map(({ state }) => state))).toEqual(new Set(['unmapped']));
  });
});

describe('what Nexudus sells', () => {
  it('is read every two minutes, or a quarter of one after a failure, and kept while Nexudus is away', async () => {
    let now = noon;
    const catalogue = new PlanCatalogue(shop.external.source, { now: () => now });
    shop.tariffs = [onSale('11', 'Hot Desk')];
    await catalogue.read();
    now += 119_000;
    expect(await catalogue.read()).toMatchObject({ readAt: noon, problem: null });
    expect(shop.reads).toBe(1);
    shop.isAway = true;
    now += 1_000;
    const away = await catalogue.read();
    expect(away).toMatchObject({ readAt: noon, problem: expect.stringContaining('outage') });
    expect(away.plans).toContainEqual(expect.objectContaining({ id: '11', kind: 'tariff' }));
    shop.isAway = false;
    now += 14_000;
    expect((await catalogue.read()).problem).not.toBeNull();
    now += 1_000;
    expect(await catalogue.read()).toMatchObject({ readAt: now, problem: null });
  });

  it('is on its way where Nexudus, or our own rate, takes longer than a page waits: no problem', async () => {
    const calls: Call[] = [];
    let answer: (plans: PlanRow[]) => void = () => undefined;
    const slow = new Promise<PlanRow[]>((resolve) => (answer = resolve));
    const source = { ...shop.external.source, tariffs: (call: Call) => (calls.push(call), slow) };
    const catalogue = new PlanCatalogue(source, { patienceMs: 10 });
    expect(await catalogue.read()).toMatchObject({ plans: [], readAt: null, isReading: true, problem: null });
    expect(calls).toEqual([expect.objectContaining({ patient: true })]);
    answer([onSale('11', 'Hot Desk')]);
    expect(await catalogue.read()).toMatchObject({ readAt: expect.any(Number), isReading: false });
  });
});
