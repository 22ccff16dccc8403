import type { Reason } from '../entitlement';
import type { Instant } from '../ids';
import type { Kept } from './guard-state';

/** What a member's workflow says of a change that it does not make: it is in a hold, or (null) the member is kept. */
export interface HoldMark {
  id: string | null;
  reason: Reason;
  since: Instant;
  /** Null in a hold, and where an earlier version said no. */
  kept: Kept | null;
}

/** As the search attribute `LatchkeyHold` has it: a sync tells the members whose text would be another one. */
export const holdText = ({ id, reason, kept }: HoldMark): string =>
  id === null ? `kept:${kept?.until ?? ''}:${reason}` : `hold:${id}:${reason}`;

/** Null: it is no such text. */
export function parseHoldText(
  text: string,
): { id: string; reason: string } | { until: Instant; reason: string } | null {
  const [, kind, value = '', reason = ''] = /^(hold|kept):(\d+):(\w+)$/.exec(text) ?? [];
  if (kind === 'hold') return { id: value, reason };
  return kind === 'kept' ? { until: Number(value), reason } : null;
}

/** For the timeline and the API. */
export function holdSentence({ id, kept }: HoldMark, tell: (at: Instant) => string): string {
  if (id !== null) return `held (${id}) until an operator decides`;
  if (kept === null) return 'kept, as an operator decided';
  const { by, since, until } = kept;
  return `kept by ${by} since ${tell(since)}, to be asked about again on ${tell(until)}`;
}
