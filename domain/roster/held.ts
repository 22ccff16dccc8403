import type { BusinessId, Instant, PlanId } from '../ids';
import type { Reason } from '../entitlement';

/**
 * What a member's workflow holds, as its search attributes show it. They are seconds late, and one that is missing is
 * asked again, never taken for gone.
 */
export interface Held {
  /** See `entitlementTag`; '' before the first look. */
  tag: string;
  status: string | null;
  reason: Reason | null;
  planId: PlanId | null;
  businessId: BusinessId | null;
  /** The end that the workflow has a timer for. */
  until: Instant | null;
  /** The lane and the code of what needs an operator. */
  attention: string | null;
  news: News | null;
}

/** How the workflow learned of the entitlement that it holds. */
export interface News {
  by: 'hook' | 'look';
  at: Instant;
}

export const newsText = ({ by, at }: News): string => `${by}:${at}`;

export function parseNews(text: string | null): News | null {
  const [, by, at] = /^(hook|look):(\d+)$/.exec(text ?? '') ?? [];
  return by === 'hook' || by === 'look' ? { by, at: Number(at) } : null;
}

/** True: an operator overrules the membership, which a sync does not know of. */
export const isOverruled = ({ reason }: Held): boolean => reason === 'allowed' || reason === 'blocked';
