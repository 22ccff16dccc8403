import { businessId, planId } from '../../../domain/replayed/ids';
import { resolveSettings } from '../../../domain/settings/resolve-settings';
import type { Rules } from '../../../domain/settings/rules';
import { defaultMap, required, settingsOf, world } from '../../domain/builders';
import { noon, syncReport, syncRun, syncSummary } from './builders';
import { runId, type FakeGateways } from './fake-gateways';
import { onSale, type Shop, worldShop } from './plans-on-sale';

const newYork = { businessId: businessId('2') };

/** A dozen plans and pass products of two locations: mapped, not mapped, retired and archived ones. */
export function dozenShop(): Shop {
  const shop = worldShop();
  shop.tariffs.push(
    onSale('17', 'Flex 5'),
    onSale('19', 'Team Room', newYork),
    onSale('20', 'Hot Desk', newYork),
    onSale('21', 'Night Owl', { archived: true }),
    onSale('22', 'Founders Club'),
  );
  shop.passes.push(onSale('18', 'Evening Pass', newYork));
  return shop;
}

/** What the settings of that space map of it. */
export const dozenMap: Record<string, object> = {
  ...defaultMap,
  'Evening Pass': { group: 'guest-wifi', precedence: 5, validity: '12h', checkInRequired: true },
  'Team Room': {
    ...{ group: 'premium-wifi', orgUnit: 'team-rooms', precedence: 45 },
    attributes: { downMbps: 200, upMbps: 100, vlan: 20, devices: 3 },
  },
};

const rulesIn = (shop: Shop, plans: object, previous: Rules | null): Rules => {
  const sold = [
    ...shop.tariffs.map((row) => ({ ...row, kind: 'tariff' as const })),
    ...shop.passes.map((row) => ({ ...row, kind: 'timePass' as const })),
  ];
  const resolved = resolveSettings(settingsOf({ plans }), { ...world, plans: sold }, previous);
  if (!resolved.ok) throw new Error(JSON.stringify(resolved.errors));
  return resolved.rules;
};

/** Settings with this map, saved when the shop sold what it sells. */
export function settleMap(fake: FakeGateways, shop: Shop, plans: object, before: object = plans): void {
  const resolved = rulesIn(shop, plans, rulesIn(shop, before, null));
  fake.document = { version: 3, settings: { ...required, plans }, resolved, savedAt: noon, savedBy: 'test' };
}

/** A dozen plans, with members in most of them. */
export function settleDozen(fake: FakeGateways, shop: Shop): void {
  settleMap(fake, shop, dozenMap, { ...dozenMap, 'Founders Club': { group: 'premium-wifi' } });
  const members = { '11': 148, '12': 37, '13': 22, '14': 9, '18': 0, '19': 64, '20': 61 };
  for (const [id, count] of Object.entries(members)) fake.membersByPlan.set(planId(id), count);
  const found = (id: string, name: string, count: number) => ({ id, name, members: count, gone: false });
  const unmappedPlans = [found('17', 'Flex 5', 12), found('22', 'Founders Club', 3)];
  fake.syncs = [syncSummary({ runId: runId(1), finishedAt: noon })];
  fake.runs.set(runId(1), syncRun({ state: 'done', report: syncReport({ unmappedPlans }) }));
}
