import type { Reason } from '../replayed/entitlement';
import type { CheckInFact } from './facts';
import type { Instant } from '../replayed/ids';
import { nextTimeOfDay } from './local-time';
import { locationOf, type Rules } from '../settings/rules';

export type Away = Extract<Reason, 'checkInNeeded' | 'checkedOut' | 'checkInClosed'>;

/** A check-in, as the time for which it counts as being there. Any location of the connector will do: Nexudus accepted it. */
export interface Attendance {
  checkIn: CheckInFact;
  zone: string;
  since: Instant;
  /** Exclusive. */
  until: Instant;
  /** Why it no longer counts from `until` on. */
  afterwards: Exclude<Away, 'checkInNeeded'>;
}

/**
 * A forgotten check-out ends at the daily cut-off of the location. A network check-in closes by itself when a laptop
 * sleeps, and counts on for the grace (nexudus.md §4.5).
 */
export function attendanceOf(checkIn: CheckInFact | null, rules: Rules): Attendance | null {
  if (checkIn === null) return null;
  const { zone, cutOff } = locationOf(rules, checkIn.businessId);
  const closes = nextTimeOfDay(checkIn.since, cutOff, zone);
  const { since, until: left } = checkIn;
  if (left === null || left >= closes) return { checkIn, zone, since, until: closes, afterwards: 'checkInClosed' };
  const grace = checkIn.network ? rules.checkInGraceMs : 0;
  return { checkIn, zone, since, until: Math.min(left + grace, closes), afterwards: 'checkedOut' };
}

/** Null: there. */
export function awayAt(attendance: Attendance | null, at: Instant): Away | null {
  if (attendance === null || at < attendance.since) return 'checkInNeeded';
  return at < attendance.until ? null : attendance.afterwards;
}
