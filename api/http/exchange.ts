import type { Response } from 'express';
import type { Principal } from './principal';
import type { Problem } from './problem';

/** What becomes known of a request on its way to its answer; kept with the response. */
export interface Exchange {
  principal?: Principal;
  /** If the principal has signed in: the session's id, and what its forms carry. */
  session?: { id: string; csrf: string };
  /** Why there is none. */
  refusal?: Problem;
  /** Parsed. */
  received?: { params?: unknown; query?: unknown; body?: unknown };
  /** What was answered, if it was JSON and no problem. */
  answer?: unknown;
  problem?: Problem;
  /** Its id in the audit trail. */
  act?: string;
}

export const exchange = (res: Response): Exchange => res.locals as Exchange;

/** An operation that needs one is never reached without: that would be a mistake of ours. */
export function principalOf(res: Response): Principal {
  const { principal } = exchange(res);
  if (principal === undefined) throw new Error('This operation is served without asking who calls it.');
  return principal;
}
