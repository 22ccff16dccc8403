import type { Evidence, Reason } from '../replayed/entitlement';
import type { Instant } from '../replayed/ids';
import { byRank, claimStatusAt, hasLevel, type Claim, type ClaimEnd } from './claim';
import {
  checkInEvidence,
  claimEvidence,
  coworkerEvidence,
  type AssessedClaim,
  type Situation,
  type Ruling,
} from './situation';

/** The rules about contracts and passes, one for each outcome. `decide-access.ts` has their order. */

/** A member whose plan starts within this time already gets the account, disabled, and the mail. */
export const PREPARE_AHEAD_MS = 24 * 3_600_000;

/** An end more recent than this may be half of a plan change whose other half is not visible yet: it is not sure. */
const FRESH_MS = 10 * 60_000;

/** More of them would not help an operator. */
const MOST_ENDED_CLAIMS = 3;

/** The best claim that admits gives its level. */
export function granted(situation: Situation): Ruling | null {
  const admitting = situation.claims.filter(({ status }) => status.state === 'admits').map(({ claim }) => claim);
  const claim = admitting.filter(hasLevel).sort(byRank)[0];
  if (!claim) return null;
  const evidence = [
    ...claimEvidence(claim, claim.end?.at ?? null),
    ...(claim.needsCheckIn ? checkInEvidence(situation) : []),
  ];
  return { access: { state: 'granted', ...claim.terms.level }, reason: claim.via, evidence, sure: false };
}

/** Taking a plan off the map is the operator's doing: its members keep what they have until it is mapped again. */
export function retiredPlan(situation: Situation): Ruling | null {
  const claim = admittingBy(situation, 'retired');
  return (
    claim && { access: { state: 'keep' }, reason: 'retiredPlan', evidence: claimEvidence(claim, null), sure: false }
  );
}

/** A check-in gives access by itself to those who have nothing else that counts, if the settings say so. */
export function checkedIn(situation: Situation): Ruling | null {
  const { rules, attendance, at } = situation;
  if (rules.presence === null || attendance === null || at < attendance.since || at >= attendance.until) return null;
  if (withStatus(situation, 'admits').length > 0) return null;
  const access = { state: 'granted', planId: null, ...rules.presence } as const;
  return { access, reason: 'checkedIn', evidence: checkInEvidence(situation), sure: false };
}

/** It gave access, and is over. */
export function leftAgain(situation: Situation): Ruling | null {
  const { rules, attendance, at } = situation;
  if (rules.presence === null || attendance === null || at < attendance.until) return null;
  return denied(attendance.afterwards, checkInEvidence(situation), endsAreSure(situation));
}

/** Somebody who only has to check in or to wait for the hours of a pass, or whose plan starts within a day, has a device ready before arriving. */
export function prepared(situation: Situation): Ruling | null {
  if (!situation.rules.prepareAhead) return null;
  const near = situation.claims.filter((assessed) => isNear(assessed, situation)).map(({ claim }) => claim);
  const claim = near.filter(hasLevel).sort(byRank)[0];
  if (!claim) return null;
  const alone = { ...situation, claims: situation.claims.filter((assessed) => assessed.claim === claim) };
  const why = awaitingCheckIn(alone) ?? outsideHours(alone) ?? notStarted(alone);
  return why && { ...why, access: { state: 'prepared', ...claim.terms.level } };
}

function isNear({ claim, status }: AssessedClaim, { attendance, at }: Situation): boolean {
  if (status.state === 'away' || status.state === 'closed') return true;
  if (status.state !== 'notStarted' || status.start - at > PREPARE_AHEAD_MS) return false;
  const { state } = claimStatusAt(claim, attendance, status.start);
  return state === 'admits' || state === 'away' || state === 'closed';
}

/** A claim would admit if the member were checked in. */
export function awaitingCheckIn(situation: Situation): Ruling | null {
  const found = withStatus(situation, 'away')[0];
  if (!found) return null;
  const { reason } = found.status;
  const evidence = [...claimEvidence(found.claim, null), ...checkInEvidence(situation)];
  // A check-in that was read as closed is a statement; one that was not found may only lag.
  return denied(reason, evidence, reason !== 'checkInNeeded');
}

/** Only passes whose hours it is not are left: the first that opens is named. */
export function outsideHours(situation: Situation): Ruling | null {
  const closed = withStatus(situation, 'closed').filter(({ claim }) => hasLevel(claim));
  const [next] = closed.sort((one, other) => one.status.opens - other.status.opens);
  return next ? denied('outsideHours', claimEvidence(next.claim, next.status.opens), endsAreSure(situation)) : null;
}

/** `claimStatusAt` says when a pause holds; with `pausedMeansDenied` off, claims have no pauses. */
export function paused(situation: Situation): Ruling | null {
  const found = withStatus(situation, 'paused')[0];
  if (!found) return null;
  return denied('paused', claimEvidence(found.claim, found.status.until), endsAreSure(situation));
}

/** The plan was never mapped. */
export function unmappedPlan(situation: Situation): Ruling | null {
  const claim = admittingBy(situation, 'unmapped');
  return claim && denied('unmappedPlan', claimEvidence(claim, null), false);
}

export function noWifiPlan(situation: Situation): Ruling | null {
  const claim = admittingBy(situation, 'noWifi');
  return claim && denied('noWifiPlan', claimEvidence(claim, null), endsAreSure(situation));
}

export function notStarted(situation: Situation): Ruling | null {
  const [next] = withStatus(situation, 'notStarted').sort((one, other) => one.status.start - other.status.start);
  return next ? denied('notStarted', claimEvidence(next.claim, next.status.start), false) : null;
}

/** The latest end gives the reason; others of its kind are named with it. */
export function ended(situation: Situation): Ruling | null {
  const over = withStatus(situation, 'over').map(({ claim, status }) => ({ claim, end: status.end }));
  const latestFirst = over.sort((one, other) => (other.end.at ?? -Infinity) - (one.end.at ?? -Infinity));
  const [latest] = latestFirst;
  if (!latest) return null;
  const sameKind = latestFirst.filter(({ claim }) => claim.kind === latest.claim.kind).slice(0, MOST_ENDED_CLAIMS);
  const evidence = sameKind.flatMap(({ claim, end }) => claimEvidence(claim, end.at));
  return denied(latest.end.reason, evidence, endsAreSure(situation));
}

/** No contract and no pass at all. */
export const nothing = ({ facts }: Situation): Ruling => denied('none', coworkerEvidence(facts), false);

const denied = (reason: Reason, evidence: Evidence[], sure: boolean): Ruling => ({
  access: { state: 'denied' },
  reason,
  evidence,
  sure,
});

type State = AssessedClaim['status']['state'];
type WithStatus<S extends State> = { claim: Claim; status: Extract<AssessedClaim['status'], { state: S }> };

const withStatus = <S extends State>({ claims }: Situation, state: S): WithStatus<S>[] =>
  claims.filter((assessed): assessed is WithStatus<S> => assessed.status.state === state);

function admittingBy(situation: Situation, kind: Claim['terms']['kind']): Claim | null {
  return withStatus(situation, 'admits').find(({ claim }) => claim.terms.kind === kind)?.claim ?? null;
}

/**
 * A denial is sure only if each end behind it is, and has not just passed: a claim whose end is not sure might still admit.
 */
function endsAreSure(situation: Situation): boolean {
  return withStatus(situation, 'over').every(({ status: { end } }) => isOldAndSure(end, situation.at));
}

const isOldAndSure = ({ sure, at }: ClaimEnd, now: Instant): boolean => sure && (at === null || at <= now - FRESH_MS);
