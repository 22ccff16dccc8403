import type { Instant } from '../replayed/ids';
import { zoneOf } from '../settings/locations';
import type { Rules } from '../settings/rules';
import { nextLocalMidnight, startOfLocalDay } from '../time/local-time';
import { termsOf, type Attendance, type Claim, type ClaimEnd } from './claim';
import type { ContractFact, Facts, PassFact } from './facts';

const MINUTE = 60_000;

/**
 * The claims of a member: own contracts and passes, and those that come through teams. A record that is both is the
 * member's own.
 * @param now when the facts were read.
 */
export function claimsOf(facts: Facts, rules: Rules, attendance: Attendance | null, now: Instant): Claim[] {
  const teams = rules.teamEntitlement === 'payingMember' ? facts.teams : [];
  const claims = [
    ...facts.contracts.map((contract) => contractClaim(contract, null, rules, now)),
    ...facts.passes.map((pass) => passClaim(pass, null, rules, attendance)),
    ...teams.flatMap(({ id, contracts }) => contracts.map((contract) => contractClaim(contract, id, rules, now))),
    ...teams.flatMap(({ id, sharesPasses, passes }) =>
      sharesPasses ? passes.map((pass) => passClaim(pass, id, rules, attendance)) : [],
    ),
  ];
  const key = ({ kind, id }: Claim) => `${kind} ${id}`;
  return [...new Map(claims.toReversed().map((claim) => [key(claim), claim])).values()].reverse();
}

/** From its start to its end, less its pauses. Dates are the truth; `active` fills in for them (nexudus.md §3.2, §4.1). */
function contractClaim(contract: ContractFact, teamId: string | null, rules: Rules, now: Instant): Claim {
  const { id, planId, planName, businessId, main, start } = contract;
  const rule = rules.plans[planId];
  const validFor = rule?.validityMs ?? null;
  return {
    via: teamId === null ? 'contract' : 'teamContract',
    kind: 'contract',
    id,
    teamId,
    planName,
    businessId,
    zone: zoneOf(rules, businessId),
    terms: termsOf(planId, rules),
    main,
    since: start,
    end: firstEnd(start, [
      inactive(contract, now),
      cancelled(contract, rules),
      start === null || validFor === null ? null : { at: start + validFor, reason: 'ended', sure: true },
    ]),
    pauses: rules.pausedMeansDenied ? contract.pauses : [],
    needsCheckIn: rule?.checkInRequired ?? false,
  };
}

/** `active` says that a contract is over, not since when, and it may lag. One that starts later need not be active yet. */
function inactive({ active, cancellation, start }: ContractFact, now: Instant): ClaimEnd | null {
  const startsLater = start !== null && start > now;
  if (active || cancellation !== null || startsLater) return null;
  return { at: null, reason: 'ended', sure: false };
}

function cancelled(contract: ContractFact, rules: Rules): ClaimEnd | null {
  if (contract.cancellation === null) return null;
  const zone = zoneOf(rules, contract.businessId);
  const end = includesItsDay(contract.cancellation, zone, rules)
    ? nextLocalMidnight(contract.cancellation, zone)
    : contract.cancellation;
  return { at: end + rules.graceMs, reason: 'ended', sure: true };
}

function includesItsDay(cancellation: Instant, zone: string, rules: Rules): boolean {
  switch (rules.contractEnds) {
    case 'auto':
      return cancellation === startOfLocalDay(cancellation, zone);
    case 'endOfDay':
      return true;
    case 'instant':
      return false;
    default:
      return rules.contractEnds satisfies never;
  }
}

/** A day pass holds until its day is over, a minute pass while the member is checked in and minutes are left. */
function passClaim(pass: PassFact, teamId: string | null, rules: Rules, attendance: Attendance | null): Claim {
  const { id, planId, planName, businessId } = pass;
  const rule = rules.plans[planId];
  const zone = zoneOf(rules, businessId);
  const needsCheckIn = pass.kind === 'minutes' || (rule?.checkInRequired ?? false);
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
      validityEnd(firstAdmitted(pass, needsCheckIn, attendance), rule?.validityMs ?? null),
    ]),
    pauses: [],
    needsCheckIn,
  };
}

/** An unused day pass ends with its expiry; a day that has begun is finished. */
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

/** Minutes run while the member is there; Nexudus updates them at a check-out, so they are counted from there. */
function minutesSpent(minutesLeft: number, attendance: Attendance | null): ClaimEnd | null {
  if (attendance === null) return null;
  const spent = (attendance.checkIn.until ?? attendance.since) + minutesLeft * MINUTE;
  return spent <= attendance.until ? usedUp(spent) : null;
}

/** The plan's `validity` counts from here. */
function firstAdmitted(pass: PassFact, needsCheckIn: boolean, attendance: Attendance | null): Instant | null {
  return needsCheckIn ? (pass.usedAt ?? openSince(attendance)) : (pass.created ?? pass.usedAt);
}

const openSince = (attendance: Attendance | null): Instant | null =>
  attendance?.checkIn.until === null ? attendance.since : null;

const expiry = ({ expires }: PassFact): ClaimEnd | null =>
  expires === null ? null : { at: expires, reason: 'passExpired', sure: true };

const usedUp = (at: Instant | null, sure = true): ClaimEnd => ({ at, reason: 'passUsedUp', sure });

const validityEnd = (since: Instant | null, validityMs: number | null): ClaimEnd | null =>
  since === null || validityMs === null ? null : usedUp(since + validityMs);

/** The earliest of several ends. If it is no later than the start, the claim never holds. */
function firstEnd(since: Instant | null, ends: (ClaimEnd | null)[]): ClaimEnd | null {
  const first = ends.filter((end) => end !== null).sort((a, b) => (a.at ?? -Infinity) - (b.at ?? -Infinity))[0] ?? null;
  if (!first || first.at === null || since === null || first.at > since) return first;
  return { ...first, at: null };
}
