import type { Level, Reason } from '../replayed/entitlement';
import type { BusinessId, Instant, PlanId } from '../replayed/ids';
import { locationOf } from '../settings/locations';
import type { Rules } from '../settings/rules';
import { nextTimeOfDay } from '../time/local-time';
import type { CheckInFact, Interval } from './facts';
import { opensAfter, type OpeningHours } from './opening-hours';

/** A contract or a pass, the member's own or the team's, as a right to the network for a time. */
export interface Claim {
  via: Extract<Reason, 'contract' | 'pass' | 'teamContract' | 'teamPass'>;
  kind: 'contract' | 'pass';
  id: string;
  teamId: string | null;
  planName: string;
  businessId: BusinessId;
  /** IANA zone of its location. */
  zone: string;
  terms: Terms;
  main: boolean;
  /** Null: no start is known, so it has always held. */
  since: Instant | null;
  /** Null: no end is known. */
  end: ClaimEnd | null;
  pauses: Interval[];
  /** The contracts of which it is a benefit: it counts while one of them does. None: it counts by itself. */
  issuers: Claim[];
  /** Null: at all hours. */
  hours: OpeningHours | null;
  /** It admits only while the member is checked in. */
  needsCheckIn: boolean;
}

/** How a claim ends. */
export interface ClaimEnd {
  /** The first instant at which it no longer holds; null: it is over, and nobody knows since when. */
  at: Instant | null;
  reason: Extract<Reason, 'ended' | 'passExpired' | 'passUsedUp'>;
  /** Nexudus states it, it is not concluded from something missing. */
  sure: boolean;
}

/** What the plan map says about a claim's plan. */
type Terms = { kind: 'level'; level: Level } | { kind: 'noWifi' } | { kind: 'unmapped' } | { kind: 'retired' };

/** A claim whose plan gives a level of access. */
export type LevelClaim = Claim & { terms: { kind: 'level' } };
export const hasLevel = (claim: Claim): claim is LevelClaim => claim.terms.kind === 'level';

export function termsOf(planId: PlanId, rules: Rules): Terms {
  const rule = rules.plans[planId];
  if (!rule) return { kind: rules.retiredPlans.includes(planId) ? 'retired' : 'unmapped' };
  const { group, orgUnit, precedence, attributes } = rule;
  if (group === null) return { kind: 'noWifi' };
  return { kind: 'level', level: { planId, group, orgUnit: orgUnit ?? group, precedence, attributes } };
}

/** Best first: by precedence, then the main contract, then the newest, then the member's own before the team's. */
export function byRank(one: LevelClaim, other: LevelClaim): number {
  return (
    other.terms.level.precedence - one.terms.level.precedence ||
    Number(other.main) - Number(one.main) ||
    compare(other.since ?? -Infinity, one.since ?? -Infinity) ||
    Number(one.teamId !== null) - Number(other.teamId !== null) ||
    compare(one.id, other.id)
  );
}

const compare = <T extends number | string>(one: T, other: T): number => (one < other ? -1 : one > other ? 1 : 0);

/** How a claim stands at an instant. */
export type ClaimStatus =
  | { state: 'admits' }
  /** Outside its hours. */
  | { state: 'closed'; opens: Instant }
  /** Its contract is over, paused or has not started: that is the reason to tell. */
  | { state: 'withdrawn' }
  /** It would admit if the member were checked in. */
  | { state: 'away'; reason: Away }
  | { state: 'paused'; until: Instant | null }
  | { state: 'notStarted'; start: Instant }
  | { state: 'over'; end: ClaimEnd };

export function claimStatusAt(claim: Claim, attendance: Attendance | null, at: Instant): ClaimStatus {
  const lapse = lapseAt(claim, at);
  if (lapse !== null) return lapse;
  if (claim.issuers.length > 0 && claim.issuers.every((issuer) => lapseAt(issuer, at) !== null))
    return { state: 'withdrawn' };
  const opens = claim.hours === null ? null : opensAfter(claim.hours, at);
  if (opens !== null) return { state: 'closed', opens };
  const away = claim.needsCheckIn && hasLevel(claim) ? awayAt(attendance, at) : null;
  return away === null ? { state: 'admits' } : { state: 'away', reason: away };
}

/** Why a claim does not count, whether the member is there or not; null: it does. */
function lapseAt({ end, since, pauses }: Claim, at: Instant): ClaimStatus | null {
  if (end && (end.at === null || end.at <= at)) return { state: 'over', end };
  if (since !== null && at < since) return { state: 'notStarted', start: since };
  const pause = pauses.find(({ from, until }) => from <= at && (until === null || at < until));
  return pause ? { state: 'paused', until: pause.until } : null;
}

type Away = Extract<Reason, 'checkInNeeded' | 'checkedOut' | 'checkInClosed'>;

/** A check-in, and how long it counts as being there. It may be at any location of the connector: Nexudus took it. */
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
 * A check-in that nobody closes ends at the daily cut-off of its location. A network check-in closes by itself when a
 * laptop sleeps, so it counts on for the grace (nexudus.md §4.5).
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

/** Why the member does not count as being there; null: the member does. */
function awayAt(attendance: Attendance | null, at: Instant): Away | null {
  if (attendance === null || at < attendance.since) return 'checkInNeeded';
  return at < attendance.until ? null : attendance.afterwards;
}
