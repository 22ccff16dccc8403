import type { MemberId } from '../replayed/ids';
import type { Finding, SeenAccount } from './finding';
import type { Effect, HadLevel, Outcome } from './outcome';

/** By today's settings, or by a draft of others. */
export const sides = ['today', 'draft'] as const;
export type Side = (typeof sides)[number];
export type Sides<T> = Record<Side, T>;

export const eachSide = <T>(of: (side: Side) => T): Sides<T> => ({ today: of('today'), draft: of('draft') });

/** A member by both. */
export interface Pair {
  member: MemberId;
  outcomes: Sides<Outcome>;
  findings: Sides<Finding | null>;
  account: SeenAccount | null;
}

/** The same, with what the guard says to it. */
export interface Weighed extends Pair {
  levels: Sides<HadLevel | null>;
  /** Null: the member has the same. */
  what: Effect | null;
  /** The guard would hold it by the draft. */
  waits: boolean;
  /** And by today's settings. */
  waited: boolean;
}
