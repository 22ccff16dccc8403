import type { BusinessId, Instant, PlanId } from '../replayed/ids';
import type { News } from '../replayed/news';
import type { Reason } from '../replayed/entitlement';

/**
 * What a member's workflow holds, by its search attributes. They are seconds late; a workflow that is missing is looked up
 * again, never taken for gone.
 */
export interface Held {
  /** See `entitlementTag`; '' before the first look. */
  tag: string;
  /** See `credentialTag`; null: none is known, or the workflow does not say. */
  credential: string | null;
  status: string | null;
  reason: Reason | null;
  planId: PlanId | null;
  businessId: BusinessId | null;
  /** The end that the workflow has a timer for. */
  until: Instant | null;
  /** The lane and the code of what needs an operator. */
  attention: string | null;
  news: News | null;
  /** See `holdText`; null: in no hold, and not kept. */
  hold: string | null;
  /** A hook has announced something, and the workflow has not been able to look yet. */
  awaits: boolean;
}

/** An operator's override decides, which a sync cannot see. */
export const isOverruled = ({ reason }: Held): boolean => reason === 'allowed' || reason === 'blocked';
