import { createHash } from 'node:crypto';
import { accessKey, sameAccess, type Step } from '../replayed/entitlement';
import type { Instant } from '../replayed/ids';
import { byRank, hasLevel, type Attendance, type Claim, type LevelClaim } from './claim';
import { PREPARE_AHEAD_MS } from './claim-rules';
import type { Facts } from './facts';
import { hoursKey, openingsBetween } from './opening-hours';
import type { Situation, Ruling } from './situation';

const SECOND_LOOK_MS = 10_000;
/** A member counts as gone once missing twice, a minute apart. */
const GONE_MS = 60_000;

interface Clocked {
  facts: Facts;
  claims: Claim[];
  attendance: Attendance | null;
}

/**
 * Every instant after now at which a ruling may change; in between only the hours of passes change it. A contract that
 * issued a pass need not be a claim itself: a record that was read twice is one claim.
 */
export function turningPoints({ facts, claims, attendance }: Clocked, now: Instant): Instant[] {
  const concerned = new Set([...claims, ...claims.flatMap(({ issuers }) => issuers)]);
  const instants = [
    facts.override?.until,
    attendance?.since,
    attendance?.until,
    ...[...concerned].flatMap(({ since, end, pauses }) => [
      since,
      since === null ? null : since - PREPARE_AHEAD_MS,
      end?.at,
      ...pauses.flatMap(({ from, until }) => [from, until]),
    ]),
  ];
  const ahead = instants.filter((instant) => typeof instant === 'number').filter((instant) => instant > now);
  return [...new Set(ahead)].sort((one, other) => one - other);
}

/**
 * Every opening and closing that may change a ruling, from each turning point on, for a little more than a week: then all
 * openings have come once, and somebody has looked again. And those of the week before the next turning point, which tell
 * whether anything changes there.
 */
export function openings(turns: Situation[]): Instant[] {
  const instants = turns.flatMap((turn, index) => openingsUntil(turn, turns[index + 1]?.at ?? Infinity));
  return [...new Set(instants)];
}

/** A claim that admits at all hours decides until the next turning point, whatever opens or closes below it. */
function openingsUntil({ claims, at }: Situation, next: Instant): Instant[] {
  const leveled = claims.filter(({ claim }) => hasLevel(claim));
  const rank = leveled.flatMap(({ claim, status }) =>
    hasLevel(claim) && claim.hours === null && status.state === 'admits' ? [claim] : [],
  );
  const [best] = rank.sort(byRank);
  return leveled.flatMap(({ claim, status }) => {
    if (claim.hours === null || !hasLevel(claim) || (status.state !== 'admits' && status.state !== 'closed')) return [];
    return best && byRank(best, claim) < 0 ? [] : openingsBetween(claim.hours, at, next);
  });
}

/** `recurs`: only hours change at it. */
type Moment = Ruling & { from: Instant; recurs: boolean };

/** Neighbors that write the same are one step, with the reason of the first: a renewal changes nothing. */
export function mergeEqual(moments: Moment[]): Moment[] {
  return moments.filter((moment, index) => {
    const before = moments[index - 1];
    return !before || !sameAccess(before.access, moment.access);
  });
}

/** The nearest moments as steps; the hash of each covers all that follow. */
export function toSteps(moments: Moment[], claims: Claim[], most: number): Step[] {
  const hourly = hourlyAmong(claims);
  return moments.slice(0, most).map((moment, index) => {
    // a later one was known before, so it is sure; the present one is only if its ruling is
    const sure = index > 0 || moment.sure;
    const { from, access, reason, evidence } = moment;
    const confirmAfterMs = sure ? 0 : reason === 'deleted' ? GONE_MS : SECOND_LOOK_MS;
    return {
      from,
      access,
      reason,
      evidence,
      sure,
      confirmAfterMs,
      hash: hashFrom(moments.slice(index), hourly, claims),
    };
  });
}

/** Over what is written and when, not over why, nor when it was decided: hours count as such, not as the next days. */
function hashFrom([current, ...later]: Moment[], hourly: HourlyClaim[], claims: Claim[]): string {
  const turns = later.filter(({ recurs }) => !recurs).map(({ from, access }) => [from, accessKey(access)]);
  const hours = current === undefined ? [] : hoursFrom(current.from, hourly, claims);
  return hashOf(JSON.stringify([current && accessKey(current.access), ...turns, ...hours]));
}

interface HourlyClaim {
  claim: LevelClaim;
  /** Its hours and what it gives, as a string to compare. */
  key: string;
}

const hourlyAmong = (claims: Claim[]): HourlyClaim[] =>
  claims.filter(hasLevel).flatMap((claim) => {
    const { hours, terms } = claim;
    return hours === null
      ? []
      : [{ claim, key: `${hoursKey(hours)} ${accessKey({ state: 'granted', ...terms.level })}` }];
  });

/** The hours that matter from an instant on, once each. */
function hoursFrom(from: Instant, hourly: HourlyClaim[], claims: Claim[]): string[] {
  if (hourly.length === 0) return [];
  const [lasting] = claims
    .filter((claim) => lastsFrom(from, claim))
    .filter(hasLevel)
    .sort(byRank);
  const mattering = hourly.filter(
    ({ claim }) =>
      (claim.end === null || (claim.end.at !== null && claim.end.at > from)) &&
      (lasting === undefined || byRank(claim, lasting) < 0),
  );
  return [...new Set(mattering.map(({ key }) => key))].sort();
}

/** It admits from then on, for good. */
const lastsFrom = (from: Instant, { since, end, pauses, issuers, hours, needsCheckIn }: Claim): boolean =>
  end === null &&
  pauses.length + issuers.length === 0 &&
  hours === null &&
  !needsCheckIn &&
  (since ?? -Infinity) <= from;

/** Most members of a space have one of a few accesses without an end, and a look-up costs less than a hash. */
const MOST_KNOWN = 1_000;
const known = new Map<string, string>();

function hashOf(content: string): string {
  const before = known.get(content);
  if (before !== undefined) return before;
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 16);
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(content, hash);
  return hash;
}
