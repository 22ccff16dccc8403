import type { BusinessId } from '../replayed/ids';
import type { ActionName } from './actions';
import type { WebhookRecord } from './webhook-record';
import { bySlot, slotsOf } from './webhook-slot';
import { readWebhookUrl, type WebhookOwner } from './webhook-url';

export interface ReviewInput<Row extends WebhookRecord> extends WebhookOwner {
  existing: readonly Row[];
  businesses: readonly BusinessId[];
  actions: readonly ActionName[];
}

export interface WebhookReview<Row extends WebhookRecord> {
  ours: Row[];
  /** Switched off, while no other is on for the same action and location. */
  off: Row[];
  /** Ours that are off or whose last delivery failed, the worst first. */
  failing: Row[];
  /** So many needed actions have no record, on or off, in their location. */
  missing: number;
}

/**
 * How our webhooks do, from their list alone: what a record is for is read from its address. One that fires on another
 * action than it says, or says a wrong key, is for `planWebhooks` to find.
 */
export function reviewWebhooks<Row extends WebhookRecord>(input: ReviewInput<Row>): WebhookReview<Row> {
  const actionOf = ({ url }: Row): ActionName | undefined => readWebhookUrl(input, url)?.action?.name;
  const ours = input.existing.filter(({ url }) => readWebhookUrl(input, url) !== null);
  const slots = slotsOf(input.businesses, input.actions).map(bySlot(ours, actionOf));
  return {
    ours,
    off: slots.flatMap((rows) => (rows.some(({ active }) => active) ? [] : rows.slice(0, 1))),
    failing: ours
      .filter(({ active, errorCount }) => !active || errorCount > 0)
      .sort((one, other) => other.errorCount - one.errorCount),
    missing: slots.filter((rows) => rows.length === 0).length,
  };
}
