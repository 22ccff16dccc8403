import type { Instant } from './ids';

/** An operator's decision about one member. A block beats everything; an allow gives a deleted member nothing. */
export interface Override {
  access: 'allow' | 'block';
  /** Exclusive; null: until lifted. */
  until: Instant | null;
  /** Free text of the operator; it is kept in the history, so it must not name a person. */
  reason: string;
  by: string;
  at: Instant;
}
