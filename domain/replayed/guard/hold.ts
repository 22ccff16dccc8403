import type { BusinessId, Instant, MemberId } from '../ids';

/**
 * - `removals`: a sync found more removals in a location than it may make in 24 hours.
 * - `sourceShrank`: far fewer coworkers are listed than before.
 * - `planGone`: a plan of the map is gone from Nexudus, and its members' access with it.
 * - `changes`: a sync would grant or move a large part of a location at once.
 * - `vanished`: entitlements vanish, one look after the other, though nothing says that they ended.
 */
export const holdCauses = ['removals', 'sourceShrank', 'planGone', 'changes', 'vanished'] as const;
export type HoldCause = (typeof holdCauses)[number];

/** What is asked for: to take from members, or to give them another level or an account. */
export type Asked = 'removals' | 'changes';

export const askedOf = (cause: HoldCause): Asked => (cause === 'changes' ? 'changes' : 'removals');

export type HoldState = 'open' | 'approved' | 'rejected' | 'expired' | 'resolved';

export interface HeldMember {
  id: MemberId;
  /** A word of a closed union. */
  reason: string;
}

/** Members who keep what they have until an operator decides. */
export interface Hold {
  id: string;
  cause: HoldCause;
  /** Null: the whole connector, or members whose location nobody knows. */
  businessId: BusinessId | null;
  members: HeldMember[];
  /** So many more are held than are listed. */
  more: number;
  openedAt: Instant;
  expiresAt: Instant;
  state: HoldState;
  /** Who decided, why and when; null while open. */
  decided: { by: string; reason: string; at: Instant } | null;
  /** When the operator hears of it next; null once it is closed. */
  remindAt: Instant | null;
  reminders: number;
}
