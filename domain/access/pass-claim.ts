import type { Attendance } from './attendance';
import { firstEnd, termsOf, type Claim, type ClaimEnd } from './claim';
import type { PassFact } from './facts';
import type { Instant } from '../replayed/ids';
import { nextLocalMidnight } from './local-time';
import { zoneOf, type Rules } from '../settings/rules';

const MINUTE = 60_000;

/** A time pass as a claim: a day pass until its day is over, a minute pass while checked in and minutes are left. */
export function passClaim(pass: PassFact, teamId: string | null, rules: Rules, attendance: Attendance | null): Claim {
  const { id, planId, planName, businessId } = pass;
  const zone = zoneOf(rules, businessId);
  const needsCheckIn = pass.kind === 'minutes' || (rules.plans[planId]?.checkInRequired ?? false);
  return {
    via: teamId === null ? 'pass' : 'teamPass',
    kind: 'pass',
    id,
    teamId,
    planName,
    businessId,
    zone,
    terms: termsOf(planId, rules),
    main: false,
    since: pass.created,
    end: firstEnd(pass.created, [
      ...(pass.kind === 'day' ? dayEnds(pass, zone, attendance) : minuteEnds(pass, attendance)),
      validity(firstAdmitted(pass, needsCheckIn, attendance), rules.plans[planId]?.validityMs ?? null),
    ]),
    pauses: [],
    needsCheckIn,
  };
}

/** Its expiry ends an unused day pass; a day that has begun is finished. */
function dayEnds(pass: PassFact, zone: string, attendance: Attendance | null): (ClaimEnd | null)[] {
  if (!pass.used) return [expiry(pass)];
  const usedAt = pass.usedAt ?? openSince(attendance);
  if (usedAt === null) return [usedUp(null, false)];
  return [usedUp(nextLocalMidnight(usedAt, zone))];
}

function minuteEnds(pass: PassFact, attendance: Attendance | null): (ClaimEnd | null)[] {
  if (pass.minutesLeft === null) return [expiry(pass), pass.used ? usedUp(null, false) : null];
  if (pass.minutesLeft <= 0) return [usedUp(null)];
  return [expiry(pass), minutesSpent(pass.minutesLeft, attendance)];
}

/** Minutes run while the member is there; what the source says is left of them at a check-out is counted from there. */
function minutesSpent(minutesLeft: number, attendance: Attendance | null): ClaimEnd | null {
  if (attendance === null) return null;
  const spent = (attendance.checkIn.until ?? attendance.since) + minutesLeft * MINUTE;
  return spent <= attendance.until ? usedUp(spent) : null;
}

/** From where `validity` counts. */
function firstAdmitted(pass: PassFact, needsCheckIn: boolean, attendance: Attendance | null): Instant | null {
  return needsCheckIn ? (pass.usedAt ?? openSince(attendance)) : (pass.created ?? pass.usedAt);
}

const openSince = (attendance: Attendance | null): Instant | null =>
  attendance?.checkIn.until === null ? attendance.since : null;

const expiry = ({ expires }: PassFact): ClaimEnd | null =>
  expires === null ? null : { at: expires, reason: 'passExpired', sure: true };

const usedUp = (at: Instant | null, sure = true): ClaimEnd => ({ at, reason: 'passUsedUp', sure });

const validity = (since: Instant | null, validityMs: number | null): ClaimEnd | null =>
  since === null || validityMs === null ? null : usedUp(since + validityMs);
