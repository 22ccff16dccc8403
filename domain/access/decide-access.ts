import type { Entitlement, Evidence, Level, NoticeRules, Reason, Step } from '../replayed/entitlement';
import type { Instant, PlanId } from '../replayed/ids';
import type { Override } from '../replayed/override';
import { zoneOf } from '../settings/locations';
import type { Rules } from '../settings/rules';
import { attendanceOf, byRank, hasLevel, termsOf, type Attendance, type Claim } from './claim';
import {
  awaitingCheckIn,
  checkedIn,
  ended,
  granted,
  leftAgain,
  noWifiPlan,
  nothing,
  notStarted,
  outsideHours,
  paused,
  prepared,
  retiredPlan,
  unmappedPlan,
} from './claim-rules';
import type { Facts } from './facts';
import { bestOf, checkInOf } from './joined-profiles';
import { claimsOf } from './read-claims';
import { assess, coworkerEvidence, type AccessRule, type Situation, type Ruling } from './situation';
import { mergeEqual, openings, toSteps, turningPoints } from './timeline';

/**
 * Who may connect, and why, in three stages:
 *
 * 1. `facts` are the records of one member in Nexudus. Contracts and passes become *claims*: rights to the network for a
 *    time (read-claims.ts).
 * 2. The rules below look at the member at one instant, the *situation*. The first that has something to say gives the
 *    *ruling*: the access (granted; prepared, that is, an account that is still disabled; denied; or keep, that is, the
 *    account stays as it is), the reason, and the evidence. A ruling is *sure* if Nexudus states it positively; any
 *    other is checked again before it takes access away.
 * 3. The ruling can change at a few instants only, such as the end of a contract. The rulings at these are the *steps* of
 *    the entitlement (timeline.ts). The member's workflow carries out each of them when its time comes.
 *
 * To add a reason: add its code to `reasons` in domain/replayed/entitlement.ts, and a rule for it here (about the person)
 * or in claim-rules.ts (about contracts and passes), with a test in test/domain/access/. `npm run lint` then fails
 * wherever the code needs an answer: its sentences (verdict/languages.ts), what the member's page shows (replayed/page-state.ts), the
 * webhooks that announce it (webhooks/expected-action.ts), and whether Nexudus states it (replayed/guard/review-removal.ts).
 * A reason that rests on a new fact begins in `Facts` (facts.ts), activities/facts/to-facts.ts, and the random facts of
 * decide-access.properties.test.ts. test/domain/verdict/examples.ts asks for an example of what is told.
 */
const RULES: readonly AccessRule[] = [
  // the person
  blocked,
  deleted,
  archived,
  suspended,
  allowed,
  unpaid,
  // contracts and passes: claim-rules.ts
  granted,
  retiredPlan,
  checkedIn,
  prepared,
  awaitingCheckIn,
  outsideHours,
  paused,
  unmappedPlan,
  noWifiPlan,
  notStarted,
  leftAgain,
  ended,
  // else `nothing` denies
];

/** The workflow refreshes at each step that it keeps, so later ones are not missed. */
const MOST_STEPS = 12;
const HOUR = 3_600_000;

/**
 * The access of a member, now and as time passes. Pure: equal facts, rules and instants give equal entitlements, and what
 * it says about a later instant is what it would say then of the same facts.
 * @param now when the facts were read.
 */
export function decideAccess(facts: Facts, rules: Rules, now: Instant): Entitlement {
  return {
    steps: stepsOf(facts, rules, now),
    identity: facts.identity,
    mayCreate: rules.autoProvision,
    mayWrite: rules.live,
    retentionMs: rules.retentionMs,
    settingsVersion: rules.version,
    businessId: facts.businessId,
    telling: noticeRulesOf(rules),
    followUpMs: followUpMsOf(facts),
  };
}

/** Nexudus takes a moment to show what the end of a pass or a contract has changed. */
const FOLLOW_UP_MS = 10_000;
/** Who is entitled again, which only that look shows, is kept out for this much longer at most. */
const SPREAD_MS = 20_000;
/** Spreads ids that follow each other: it has no factor in common with the spread. */
const STRIDE_MS = 7_919;

const followUpMsOf = ({ memberId }: Facts): number => FOLLOW_UP_MS + ((Number(memberId) * STRIDE_MS) % SPREAD_MS);

function stepsOf(facts: Facts, rules: Rules, now: Instant): Step[] {
  const { joined } = facts;
  if (joined === undefined) return stepsTogether([facts], rules, now);
  if (joined.owner === facts.memberId) return stepsTogether([facts, ...joined.others], rules, now);
  const isGone = facts.presence === 'absent' || facts.archived;
  return isGone ? stepsOfLeaver(facts, joined, rules, now) : stepsOfJoined(facts, joined, rules, now);
}

/** A profile, its claims, and what it is at an instant. */
interface Clock {
  facts: Facts;
  claims: Claim[];
  attendance: Attendance | null;
  situationAt: (at: Instant) => Situation;
}

function clockOf(facts: Facts, attendance: Attendance | null, rules: Rules, now: Instant): Clock {
  const claims = claimsOf(facts, rules, attendance, now);
  const situationAt = (at: Instant): Situation => ({
    ...{ facts, rules, attendance, at },
    claims: assess(claims, attendance, at),
  });
  return { facts, claims, attendance, situationAt };
}

/** What the profiles of one person, the owner of the account first, are entitled to together. */
function stepsTogether(profiles: [Facts, ...Facts[]], rules: Rules, now: Instant): Step[] {
  const attendance = attendanceOf(profiles.length === 1 ? profiles[0].checkIn : checkInOf(profiles), rules);
  const clocks = profiles.map((profile) => clockOf(profile, attendance, rules, now));
  const turns = sortedOnce([now, ...clocks.flatMap((clock) => turningPoints(clock, now))]);
  const hourly = clocks.filter(({ claims }) => claims.some(({ hours }) => hours !== null));
  const hours = sortedOnce(hourly.flatMap(({ situationAt }) => openings(turns.map(situationAt))));
  const rulingAt = (at: Instant): Ruling =>
    bestOf(clocks.map(({ facts, situationAt }) => ({ of: facts.memberId, ruling: rulingOn(situationAt(at)) })));
  const moments = [
    ...turns.map((at) => ({ from: at, recurs: false, ...rulingAt(at) })),
    ...hours.map((at) => ({ from: at, recurs: true, ...rulingAt(at) })),
  ].sort((one, other) => one.from - other.from);
  return toSteps(
    mergeEqual(moments),
    clocks.flatMap(({ claims }) => claims),
    MOST_STEPS,
  );
}

const sortedOnce = (instants: Instant[]): Instant[] => [...new Set(instants)].sort((one, other) => one - other);

type Joined = NonNullable<Facts['joined']>;

/** Another profile of the same person has the account. Whoever is blocked is told so all the same. */
function stepsOfJoined(facts: Facts, { owner }: Joined, rules: Rules, now: Instant): Step[] {
  const joined: Ruling = {
    access: { state: rules.autoDeprovision ? 'denied' : 'keep' },
    reason: 'joined',
    evidence: [{ kind: 'coworker', id: owner }],
    sure: true,
  };
  const until = facts.override?.until ?? null;
  const turns = until !== null && until > now ? [now, until] : [now];
  const moments = turns.map((at) => ({
    ...{ from: at, recurs: false },
    ...(blocked({ facts, rules, claims: [], attendance: null, at }) ?? joined),
  }));
  return toSteps(mergeEqual(moments), [], MOST_STEPS);
}

/**
 * The owner is deleted or archived and another profile is there: the account stays as it is while that one is entitled, until
 * it has taken the account over.
 */
function stepsOfLeaver(facts: Facts, { owner, others }: Joined, rules: Rules, now: Instant): Step[] {
  const gone = stepsTogether([facts], rules, now);
  const heir = others.find(({ memberId }) => memberId === owner);
  const [why] = gone;
  if (heir === undefined || why === undefined) return gone;
  const rest = others.filter((other) => other !== heir);
  const inherited = stepsTogether([heir, ...rest], rules, now);
  const isGiven = ({ access }: Step): boolean => access.state !== 'denied';
  if (!inherited.some((step, index) => index === 0 && isGiven(step))) return gone;
  const moments = inherited.map((step) => ({
    ...{ from: step.from, recurs: false, sure: isGiven(step) || why.sure, reason: why.reason },
    access: { state: isGiven(step) ? ('keep' as const) : ('denied' as const) },
    evidence: isGiven(step) ? [...why.evidence, { kind: 'coworker' as const, id: owner }] : why.evidence,
  }));
  return toSteps(mergeEqual(moments), [], MOST_STEPS);
}

function rulingOn(situation: Situation): Ruling {
  for (const rule of RULES) {
    const ruling = rule(situation);
    if (ruling) return keepByPolicy(ruling, situation);
  }
  return keepByPolicy(nothing(situation), situation);
}

/** An operator blocks the member. */
function blocked({ facts, rules, at }: Situation): Ruling | null {
  const override = overrideAt(facts, 'block', at);
  if (!override) return null;
  return {
    access: { state: 'denied' },
    reason: 'blocked',
    evidence: overrideEvidence(override, facts, rules),
    sure: true,
  };
}

/** Nexudus does not list the member. One read is no proof: only a second look confirms it. */
function deleted({ facts }: Situation): Ruling | null {
  if (facts.presence === 'present') return null;
  return { access: { state: 'denied' }, reason: 'deleted', evidence: coworkerEvidence(facts), sure: false };
}

function archived({ facts }: Situation): Ruling | null {
  if (!facts.archived) return null;
  return { access: { state: 'denied' }, reason: 'archived', evidence: coworkerEvidence(facts), sure: true };
}

function suspended({ facts }: Situation): Ruling | null {
  if (facts.active) return null;
  return { access: { state: 'denied' }, reason: 'suspended', evidence: coworkerEvidence(facts), sure: true };
}

/** An operator lets the member in, without regard to times, pauses and check-ins. */
function allowed(situation: Situation): Ruling | null {
  const { facts, rules, at } = situation;
  const override = overrideAt(facts, 'allow', at);
  const level = override && allowedLevel(situation);
  if (!level) return null;
  const evidence = overrideEvidence(override, facts, rules);
  return { access: { state: 'granted', ...level }, reason: 'allowed', evidence, sure: false };
}

/** Where Nexudus does not say whether something is unpaid, nobody is denied. */
function unpaid({ facts, rules }: Situation): Ruling | null {
  if (rules.unpaid === 'ignore' || facts.unpaid !== 'yes') return null;
  return { access: { state: 'denied' }, reason: 'unpaid', evidence: coworkerEvidence(facts), sure: true };
}

function overrideAt({ override }: Facts, access: Override['access'], at: Instant): Override | null {
  if (override?.access !== access) return null;
  return override.until === null || at < override.until ? override : null;
}

/** The operator as the id, the end of the override as the instant. */
function overrideEvidence({ by, until }: Override, { businessId }: Facts, rules: Rules): Evidence[] {
  return [{ kind: 'override', id: by, zone: zoneOf(rules, businessId), ...(until === null ? {} : { at: until }) }];
}

/** The level that the member has anyway, else the best of any contract or pass, else the lowest of the plan map. */
function allowedLevel({ claims, rules }: Situation): Level | null {
  const rank = (among: typeof claims) =>
    among
      .map(({ claim }) => claim)
      .filter(hasLevel)
      .sort(byRank)[0];
  const best = rank(claims.filter(({ status }) => status.state === 'admits')) ?? rank(claims);
  if (best) return best.terms.level;
  const levels = (Object.keys(rules.plans) as PlanId[]).sort().flatMap((id) => {
    const terms = termsOf(id, rules);
    return terms.kind === 'level' ? [terms.level] : [];
  });
  return levels.sort((one, other) => one.precedence - other.precedence)[0] ?? null;
}

/** With autoDeprovision off nothing is taken away, except for these reasons. */
const ALWAYS_TAKES_AWAY: readonly Reason[] = ['blocked', 'checkedOut', 'checkInClosed'];

function keepByPolicy(ruling: Ruling, situation: Situation): Ruling {
  if (situation.rules.autoDeprovision || !mayTakeFromMember(ruling, situation)) return ruling;
  return { ...ruling, access: { state: 'keep' }, reason: 'keptByPolicy' };
}

function mayTakeFromMember({ access, reason }: Ruling, situation: Situation): boolean {
  if (ALWAYS_TAKES_AWAY.includes(reason)) return false;
  return access.state === 'denied' || (access.state === 'prepared' && mayBeConnected(situation));
}

/** A prepared account is disabled: a newcomer loses nothing by that, somebody who had access does. */
function mayBeConnected({ claims, at }: Situation): boolean {
  return claims.some(({ claim }) => hasLevel(claim) && !claim.needsCheckIn && (claim.since ?? -Infinity) <= at);
}

/** What the settings say about letters and links; the workflow needs it beside the access. */
function noticeRulesOf({ links, mail, portal }: Rules): NoticeRules {
  return {
    linkMs: links.hours * HOUR,
    linkOpenings: links.openings,
    noticeMs: mail.endingSoonDays === 0 ? null : mail.endingSoonDays * 24 * HOUR,
    silent: mail.silent,
    later: mail.later,
    portal: portal !== null,
  };
}
