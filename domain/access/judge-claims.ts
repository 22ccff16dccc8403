import { byRank, hasLevel, type Claim, type LevelClaim } from './claim';
import { checkInEvidence, claimEvidence } from './evidence';
import type { Instant } from '../replayed/ids';
import { refuse } from './refuse-claims';
import type { Situation, Verdict } from './situation';
import { claimStatusAt, type ClaimStatus } from './claim-status';

/** A member whose plan starts within this time already gets the account, disabled, and the mail. */
export const AHEAD_MS = 24 * 3_600_000;

/** A claim and how it stands at the instant that is asked for. */
export interface AssessedClaim {
  claim: Claim;
  standing: ClaimStatus;
}

/** The contracts and passes decide: the best that admits, else what comes nearest to it. */
export function judgeClaims(situation: Situation): Verdict {
  const { claims, attendance, at } = situation;
  const standpoints = claims.map((claim) => ({ claim, standing: claimStatusAt(claim, attendance, at) }));
  return (
    admit(standpoints, situation) ??
    keepRetired(standpoints) ??
    prepare(standpoints, situation) ??
    refuse(standpoints, situation)
  );
}

function admit(standpoints: AssessedClaim[], { attendance, at }: Situation): Verdict | null {
  const admitting = standpoints.filter(({ standing }) => standing.state === 'admits').map(({ claim }) => claim);
  const claim = admitting.filter(hasLevel).sort(byRank)[0];
  if (!claim) return null;
  const evidence = [
    ...claimEvidence(claim, claim.end?.at ?? null),
    ...(claim.needsCheckIn ? checkInEvidence(attendance, at) : []),
  ];
  return { access: { state: 'granted', ...claim.terms.level }, reason: claim.via, evidence, sure: false };
}

/** A plan that left the map is the operator's doing: its members keep what they have until it is mapped again. */
function keepRetired(standpoints: AssessedClaim[]): Verdict | null {
  const found = standpoints.find(
    ({ claim, standing }) => claim.terms.kind === 'retired' && standing.state === 'admits',
  );
  if (!found) return null;
  return { access: { state: 'keep' }, reason: 'retiredPlan', evidence: claimEvidence(found.claim, null), sure: false };
}

/** Who only has to check in, or starts within a day, is to find the phone ready at the door. */
function prepare(standpoints: AssessedClaim[], situation: Situation): Verdict | null {
  if (!situation.rules.prepareAhead) return null;
  const near = standpoints.filter((standpoint) => isNear(standpoint, situation));
  const claim = near
    .map((standpoint) => standpoint.claim)
    .filter(hasLevel)
    .sort(byRank)[0];
  return claim ? prepared(claim, standpoints, situation) : null;
}

function prepared(claim: LevelClaim, standpoints: AssessedClaim[], situation: Situation): Verdict {
  const why = refuse(
    standpoints.filter((standpoint) => standpoint.claim === claim),
    situation,
  );
  return { ...why, access: { state: 'prepared', ...claim.terms.level } };
}

function isNear({ claim, standing }: AssessedClaim, { attendance, at }: Situation): boolean {
  if (standing.state === 'away') return true;
  return standing.state === 'ahead' && standing.start - at <= AHEAD_MS && isGoodAt(standing.start, claim, attendance);
}

function isGoodAt(start: Instant, claim: Claim, attendance: Situation['attendance']): boolean {
  const { state } = claimStatusAt(claim, attendance, start);
  return state === 'admits' || state === 'away';
}
