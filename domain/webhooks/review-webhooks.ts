import type { FailureCode } from '../replayed/failure-codes';
import type { BusinessId, Instant } from '../replayed/ids';
import type { ActionName } from './actions';
import { bySlot, readWebhookUrl, slotsOf, type WebhookOwner, type WebhookRecord } from './webhook';

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

/** A webhook of ours that does not deliver, fit for a history. */
export interface FailingWebhook {
  businessId: BusinessId;
  /** By name; by number where its address names none. */
  action: string;
  errorCount: number;
  /** See `shortError`. */
  lastError: string | null;
  lastTrigger: Instant | null;
}

/** What a sync found of our webhooks. */
export interface WebhookWatch {
  checked: number;
  /** Switched on again, or, in a dry run, to be. */
  reactivated: number;
  /** As found, the worst first; at most 50. */
  failing: FailingWebhook[];
  /** So many needed actions have no webhook in their location. */
  missing: number;
  /** Why they could not all be read or switched on; what a sync is for goes on without them. */
  problem: FailureCode | null;
}

const MOST_CHARACTERS = 120;

/**
 * What Nexudus says of a failed delivery, fit for a history: one short line without addresses of persons, and without the
 * query of any address, which may hold a webhook's key. Null for nothing at all.
 */
export function shortError(text: string | null): string | null {
  const line = (text ?? '')
    .replace(/\s+/g, ' ')
    .replace(/(?:"[^"]*")?[^ ]*(?:@|%40)[^ ]*/gi, '…')
    .replace(/\?[^ ]*/g, '')
    .trim();
  if (line === '') return null;
  return line.length <= MOST_CHARACTERS ? line : `${line.slice(0, MOST_CHARACTERS - 1)}…`;
}
