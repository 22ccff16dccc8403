import type { Reason, Step } from './entitlement';
import type { Instant } from './ids';
import { validUntil } from './page-state';

const endings: readonly Reason[] = ['ended', 'passExpired', 'passUsedUp'];

/** Access that ran out is worth a letter; access that an operator or a check-out took away is not. */
export const isWorthALetter = (reason: Reason): boolean => endings.includes(reason);

/** No step gives or keeps access. */
export const isAllDenied = (steps: readonly Step[]): boolean => steps.every(({ access }) => access.state === 'denied');

/**
 * The end that a member with access is told of ahead, and when; null: no end for good is known, or access began too late for it.
 * A pause or a check-out ahead is no end.
 * @param steps from the one that holds now
 */
export function endAhead(
  steps: Step[],
  { noticeMs, grantedAt }: { noticeMs: number; grantedAt: Instant },
): { end: Instant; tellAt: Instant } | null {
  const end = validUntil(steps);
  if (end === null || !isAllDenied(steps.filter(({ from }) => from >= end))) return null;
  const tellAt = end - noticeMs;
  return tellAt > grantedAt ? { end, tellAt } : null;
}
