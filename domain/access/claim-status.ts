import { awayAt, type Attendance, type Away } from './attendance';
import { hasLevel, type Claim, type ClaimEnd } from './claim';
import type { Instant } from '../replayed/ids';

/** How a claim stands at an instant. */
export type ClaimStatus =
  | { state: 'admits' }
  /** Good, but for a check-in. */
  | { state: 'away'; reason: Away }
  | { state: 'paused'; until: Instant | null }
  | { state: 'ahead'; start: Instant }
  | { state: 'over'; end: ClaimEnd };

export function claimStatusAt(claim: Claim, attendance: Attendance | null, at: Instant): ClaimStatus {
  if (claim.end && (claim.end.at === null || claim.end.at <= at)) return { state: 'over', end: claim.end };
  if (claim.since !== null && at < claim.since) return { state: 'ahead', start: claim.since };
  const pause = claim.pauses.find(({ from, until }) => from <= at && (until === null || at < until));
  if (pause) return { state: 'paused', until: pause.until };
  const away = claim.needsCheckIn && hasLevel(claim) ? awayAt(attendance, at) : null;
  return away === null ? { state: 'admits' } : { state: 'away', reason: away };
}
