import type { FailureCode } from '../replayed/failure-codes';
import type { BusinessId, Instant } from '../replayed/ids';
import type { ActionName } from './actions';
import { bySlot, readWebhookUrl, slotsOf, type WebhookOwner, type WebhookRecord } from './webhook';

interface ReviewInput<Row extends WebhookRecord> extends WebhookOwner {
  existing: readonly Row[];
  businesses: readonly BusinessId[];
  actions: readonly ActionName[];
}

interface WebhookReview<Row extends WebhookRecord> {
  ours: Row[];
  /** Switched off, with no other one on for the same action and location. */
  off: Row[];
  /** Ours that are off or whose last delivery failed, the worst first. */
  failing: Row[];
  /** How many needed actions have no record, on or off, in their location. */
  missing: number;
}

/**
 * The state of our webhooks, from their list alone: the address of a record says what it is for. `planWebhooks` finds those
 * that fire on another action than they say, or have a wrong key.
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

/** A webhook of ours that does not deliver, without anything that must not be in a history. */
export interface FailingWebhook {
  businessId: BusinessId;
  /** See `actionLabel`. */
  action: string;
  errorCount: number;
  /** See `shortError`. */
  lastError: string | null;
  lastTrigger: Instant | null;
}

/** What a sync found out about our webhooks. */
export interface WebhookWatch {
  checked: number;
  /** Switched on again, or, in a dry run, to be. */
  reactivated: number;
  /** As found, the worst first; at most 50. */
  failing: FailingWebhook[];
  /** How many needed actions have no webhook in their location. */
  missing: number;
  /** Why some could not be read or switched on; the sync goes on without them. */
  problem: FailureCode | null;
}

const MOST_CHARACTERS = 120;

/**
 * What Nexudus says about a failed delivery, safe for a history: one short line without e-mail addresses, and without
 * queries, which may hold a webhook's key. Null if nothing is left.
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
