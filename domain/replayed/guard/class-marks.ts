import { groundStatedAfter } from './ground';
import { askedOf, type Asked, type GuardState, type HeldMember, type Hold, type Kept } from './guard-state';
import { parseHoldText, type HoldMark } from './hold-mark';
import type { Instant } from '../ids';

/** What a member's own workflow says of it, where the guard's lists are full. */
export type Mark = Pick<HoldMark, 'id' | 'reason' | 'since' | 'kept'>;

export interface MarkedBy {
  /** An open one, or the rejected or expired one that keeps the member; undefined where it is forgotten. */
  hold: Hold | undefined;
  since: Instant;
  /** Null: an operator has yet to decide. */
  kept: Kept | null;
}

/** Undefined: the mark says nothing of what is asked now, or what it said is over. */
export function markedBy(state: GuardState, asked: HeldMember, what: Asked, mark: Mark | null): MarkedBy | undefined {
  if (mark === null || mark.reason !== asked.reason || groundStatedAfter(asked, mark.since)) return undefined;
  const hold = state.holds.find(({ id }) => id === mark.id);
  if (mark.id === null) return mark.kept === null ? undefined : { hold, since: mark.since, kept: mark.kept };
  if (hold === undefined || askedOf(hold.cause) !== what) return undefined;
  if (hold.state === 'open') return { hold, since: mark.since, kept: null };
  const { decided, keptUntil } = hold;
  if (decided === null || keptUntil === null) return undefined;
  return { hold, since: decided.at, kept: { by: decided.by, since: decided.at, until: keptUntil } };
}

/** The same of a member whom a sync has listed, by the search attribute of its workflow. */
export function isMarked(
  state: GuardState,
  asked: HeldMember & { mark?: string },
  what: Asked,
  now: Instant,
): 'held' | 'kept' | null {
  const mark = asked.mark === undefined ? null : parseHoldText(asked.mark);
  if (mark === null || mark.reason !== asked.reason) return null;
  if ('until' in mark) return mark.until > now && !groundStatedAfter(asked, mark.until) ? 'kept' : null;
  const hold = state.holds.find(({ id }) => id === mark.id);
  if (hold === undefined || askedOf(hold.cause) !== what) return null;
  if (hold.state === 'open') return 'held';
  return hold.keptUntil !== null && hold.keptUntil > now ? 'kept' : null;
}
