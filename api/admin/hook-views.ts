import type { WebhookRow } from '../../clients/membership-source';
import type { WebhookPlan } from '../../domain/webhooks/plan-webhooks';
import { shortError } from '../../domain/webhooks/review-webhooks';
import { actionLabel, type WebhookOwner, type WebhookSlot } from '../../domain/webhooks/webhook';
import type { Installation } from './hook-install';
import { toIsoOrNull } from './instant';

/** Ours as they are, and what an installation would make or put right. */
export function webhooksView(plan: WebhookPlan<WebhookRow>, owner: WebhookOwner) {
  const { create, reactivate, correct, inPlace, remove, impossible } = plan;
  const rows = [...[...inPlace, ...reactivate, ...correct].map(({ row }) => row), ...remove];
  return {
    webhooks: rows.map((row) => webhookView(row, owner)).sort(byPlace),
    missing: [...create, ...correct, ...impossible].map(slotOf).sort(byPlace),
  };
}

function webhookView(row: WebhookRow, owner: WebhookOwner) {
  const { id, businessId, active, errorCount, lastError, lastTrigger } = row;
  const action = actionLabel(row, owner);
  return {
    id,
    businessId,
    action,
    active,
    errorCount,
    lastError: shortError(lastError),
    lastTrigger: toIsoOrNull(lastTrigger),
  };
}

export function installationView(installation: Installation, dryRun: boolean) {
  return { dryRun, ...installation, sentence: sentenceOf(installation, dryRun) };
}

function sentenceOf(installation: Installation, dryRun: boolean): string {
  const { created, reactivated, corrected, removed, failed, inPlace, foreign } = installation;
  const parts = [
    some(created.length, 'made'),
    some(reactivated.length, 'switched on again'),
    some(corrected.length, 'put right'),
    some(removed.length, 'of no use removed'),
    some(failed.length, 'failed'),
  ].filter((part) => part !== null);
  const found = parts.length === 0 ? 'nothing to do' : parts.join(', ');
  const rest = [some(inPlace, 'in place already'), some(foreign, 'of others left alone')].filter(
    (part) => part !== null,
  );
  return `${dryRun ? 'Dry run: ' : ''}Webhooks: ${[found, ...rest].join('; ')}.`;
}

const some = (number: number, what: string): string | null => (number === 0 ? null : `${number} ${what}`);

const slotOf = ({ businessId, action }: WebhookSlot): WebhookSlot => ({ businessId, action });

const byPlace = (one: { businessId: string; action: string }, other: { businessId: string; action: string }): number =>
  one.businessId.localeCompare(other.businessId) || one.action.localeCompare(other.action);
