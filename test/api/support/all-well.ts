import type { ExternalClients } from '../../../api/ports/external-clients';
import type { BusinessRow, WebhookRow } from '../../../clients/membership-source';
import { newCertificateWatch } from '../../../domain/replayed/health/certificates';
import { businessId } from '../../../domain/replayed/ids';
import type { Rules } from '../../../domain/settings/rules';
import { actionNumbers, neededActions } from '../../../domain/webhooks/actions';
import { webhookUrl } from '../../../domain/webhooks/webhook';
import { DAY } from '../../domain/builders';
import { syncReport, syncRun, syncSummary } from './builders';
import { type FakeGateways, runId, settingsDocument } from './fake-gateways';
import { external } from './served-api';

/** A space of which every check says that it is well. */

export const locations: BusinessRow[] = [
  { id: businessId('1'), name: 'Soho', timeZone: 'Europe/London' },
  { id: businessId('2'), name: 'Brooklyn', timeZone: 'America/New_York' },
];
export const address = { publicUrl: 'https://wifi.test', connector: 'main', key: null };
const numbers = actionNumbers(null);

export const allWebhooks = (): WebhookRow[] =>
  locations.flatMap(({ id }) =>
    neededActions({ unpaid: 'ignore' }).map((action, i) => ({
      ...{ id: `${id}${i}`, businessId: id, name: action, action: numbers.get(action) ?? 0, active: true },
      ...{ url: webhookUrl(address, id, action), errorCount: 0, lastError: null, lastTrigger: Date.UTC(2026, 10, 3) },
    })),
  );

export const wellSource = (webhooks: () => WebhookRow[]): ExternalClients['source'] => ({
  ...external().source,
  businesses: () => Promise.resolve(locations),
  async *webhooks() {
    yield await Promise.resolve(webhooks());
  },
});

/** @param trusting of `trustingRules`, which need their time */
export function makeWell(fake: FakeGateways, trusting: Rules): void {
  fake.side = {};
  fake.document = { ...settingsDocument(), resolved: trusting };
  fake.syncs = [syncSummary()];
  fake.runs.set(runId(9), syncRun({ runId: runId(9), state: 'done', report: syncReport({ unmappedPlans: [] }) }));
  const ca = { use: 'ca', seen: { fingerprint: 'f', notAfter: Date.now() + 400 * DAY }, fault: null } as const;
  const watch = { since: 0, faultSince: null, warned: null, distrustTold: null };
  fake.certificates = { ...newCertificateWatch(), lookedAt: 1, watched: [{ ...ca, ...watch }] };
}
