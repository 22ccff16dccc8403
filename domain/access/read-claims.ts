import type { Instant } from '../replayed/ids';
import { locationOf, zoneOf } from '../settings/locations';
import type { Rules } from '../settings/rules';
import { nextLocalMidnight, nextTimeOfDay, startOfLocalDay } from '../time/local-time';
import { termsOf, type Attendance, type Claim, type ClaimEnd } from './claim';
import type { ContractFact, Facts, PassFact } from './facts';
import { openingHoursOf } from './opening-hours';

const MINUTE = 60_000;

/**
 * The claims of a member: own contracts and passes, and those that come through teams. A record that is both is the
 * member's own.
 * @param now when the facts were read.
 */
export function claimsOf(facts: Facts, rules: Rules, attendance: Attendance | null, now: Instant): Claim[] {
  const teams = rules.teamEntitlement === 'payingMember' ? facts.teams : [];
  const contracts = [
    ...facts.contracts.map((contract) => contractOf(contract, null, rules, now)),
    ...teams.flatMap((team) => team.contracts.map((contract) => contractOf(contract, team.id, rules, now))),
  ];
  const issuersOf = (pass: PassFact, teamId: string | null): Claim[] => issuersAmong(contracts, pass, teamId);
  const claims = [
    ...contracts.map(({ claim }) => claim),
    ...facts.passes.map((pass) => passClaim(pass, null, issuersOf(pass, null), rules, attendance)),
    ...teams.flatMap(({ id, sharesPasses, passes }) =>
      sharesPasses ? passes.map((pass) => passClaim(pass, id, issuersOf(pass, id), rules, attendance)) : [],
    ),
  ];
  const key = ({ kind, id }: Claim) => `${kind} ${id}`;
  return [...new Map(claims.toReversed().map((claim) => [key(claim), claim])).values()].reverse();
}

interface ContractClaim {
  claim: Claim;
  uniqueId: string | null;
}

const contractOf = (fact: ContractFact, teamId: string | null, rules: Rules, now: Instant): ContractClaim => ({
  claim: contractClaim(fact, teamId, rules, now),
  uniqueId: fact.uniqueId,
});

/**
 * The contracts behind a pass that a plan issued: the one that it names, else all that its holder has. A contract that no
 * read shows says nothing about the pass, which then counts by itself.
 */
function issuersAmong(contracts: ContractClaim[], { issuedBy }: PassFact, teamId: string | null): Claim[] {
  if (issuedBy === null) return [];
  const { contract } = issuedBy;
  const issuers = contracts.filter(({ claim, uniqueId }) =>
    contract === null ? claim.teamId === teamId : uniqueId === contract,
  );
  return issuers.map(({ claim }) => claim);
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
    issuers: [],
    hours: null,
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
function passClaim(
  pass: PassFact,
  teamId: string | null,
  issuers: Claim[],
  rules: Rules,
  attendance: Attendance | null,
): Claim {
  const { id, planId, planName, businessId } = pass;
  const rule = rules.plans[planId];
  const { zone, cutOff } = locationOf(rules, businessId);
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
      ...(pass.kind === 'day'
        ? dayEnds(pass, (usedAt) => nextTimeOfDay(usedAt, cutOff, zone), attendance)
        : minuteEnds(pass, attendance)),
      validityEnd(firstAdmitted(pass, needsCheckIn, attendance), rule?.validityMs ?? null),
    ]),
    pauses: [],
    issuers,
    hours: openingHoursOf(pass.availability, businessId, rules),
    needsCheckIn,
  };
}

/**
 * An unused day pass ends with its expiry; a day that has begun is finished.
 * @param endOfDay a pass is good from one daily cut-off of its location to the next (nexudus.md §11).
 */
function dayEnds(
  pass: PassFact,
  endOfDay: (usedAt: Instant) => Instant,
  attendance: Attendance | null,
): (ClaimEnd | null)[] {
  if (!pass.used) return [expiry(pass)];
  const usedAt = pass.usedAt ?? openSince(attendance);
  if (usedAt === null) return [usedUp(null, false)];
  return [usedUp(endOfDay(usedAt))];
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
