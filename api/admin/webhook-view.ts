import type { WebhookRow } from '../../clients/membership-source';
import { toIsoOrNull } from '../../contracts/api/fields';
import type { WebhookInstallation, WebhooksView, WebhookView } from '../../contracts/api/webhooks';
import { shortError } from '../../domain/webhooks/review-webhooks';
import { actionLabel, type WebhookOwner, type WebhookSlot } from '../../domain/webhooks/webhook';
import { type Installation, sentenceOf } from './install-webhooks';
import type { ReadRecords } from './webhook-records';

/** Ours as they are, and what an installation would make or put right. */
export function recordsView(
  { locations, plan }: Pick<ReadRecords, 'locations' | 'plan'>,
  owner: WebhookOwner,
): Pick<WebhooksView, 'locations' | 'webhooks' | 'missing'> {
  const { create, reactivate, correct, inPlace, remove, impossible } = plan;
  const kept = [...inPlace, ...reactivate, ...correct];
  const view = (row: WebhookRow, state: WebhookView['state']) => webhookView(row, state, owner);
  const isDouble = (row: WebhookRow): boolean => {
    const action = actionLabel(row, owner);
    return kept.some((slot) => slot.businessId === row.businessId && slot.action === action);
  };
  const webhooks = [
    ...inPlace.map(({ row }) => view(row, row.errorCount > 0 ? 'failing' : 'active')),
    ...reactivate.map(({ row }) => view(row, 'off')),
    ...correct.map(({ row }) => view(row, 'wrong')),
    ...remove.map((row) => view(row, isDouble(row) ? 'double' : 'useless')),
  ];
  return {
    locations: locations.map(({ id, name }) => ({ id, name })),
    webhooks: webhooks.sort(byPlace),
    missing: [...create, ...correct, ...impossible].map(slotOf).sort(byPlace),
  };
}

function webhookView(row: WebhookRow, state: WebhookView['state'], owner: WebhookOwner): WebhookView {
  const { id, businessId, active, errorCount, lastError, lastTrigger } = row;
  return {
    ...{ id, businessId, action: actionLabel(row, owner), state, active, errorCount },
    lastError: shortError(lastError),
    lastTrigger: toIsoOrNull(lastTrigger),
  };
}

export function installationView(installation: Installation, dryRun: boolean): WebhookInstallation {
  return { dryRun, ...installation, sentence: sentenceOf(installation, dryRun) };
}

const slotOf = ({ businessId, action }: WebhookSlot): WebhookSlot => ({ businessId, action });

const byPlace = (one: { businessId: string; action: string }, other: { businessId: string; action: string }): number =>
  one.businessId.localeCompare(other.businessId) || one.action.localeCompare(other.action);
