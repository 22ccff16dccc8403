import type { FailureCode } from '../replayed/failure-codes';
import type { BusinessId, Instant } from '../replayed/ids';

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
