import type { Claim, ClaimEnd } from './claim';
import type { Evidence, Reason } from '../replayed/entitlement';
import { checkInEvidence, claimEvidence, coworkerEvidence } from './evidence';
import type { Instant } from '../replayed/ids';
import type { AssessedClaim } from './judge-claims';
import type { Situation, Verdict } from './situation';

/**
 * An end that has only just passed may be one half of a plan change whose other half has not come into sight yet: it
 * gets a second look, unless it was a deadline known before.
 */
const FRESH_MS = 10 * 60_000;
/** More of them would tell an operator nothing. */
const MOST_ENDED_CLAIMS = 3;

type Refusal = { reason: Reason; evidence: Evidence[]; sure: boolean };

/** No claim admits: the answer is the most helpful reason, that of the claim which comes nearest to admitting. */
export function refuse(standpoints: AssessedClaim[], situation: Situation): Verdict {
  const refusal = away(standpoints, situation) ??
    paused(standpoints, situation.at) ??
    unmapped(standpoints) ??
    withoutWifi(standpoints, situation.at) ??
    ahead(standpoints) ??
    over(standpoints, situation.at) ?? { reason: 'none', evidence: coworkerEvidence(situation.facts), sure: false };
  return { access: { state: 'denied' }, ...refusal };
}

function away(standpoints: AssessedClaim[], { attendance, at }: Situation): Refusal | null {
  const found = standpoints.find(({ standing }) => standing.state === 'away');
  if (found?.standing.state !== 'away') return null;
  const { reason } = found.standing;
  const evidence = [...claimEvidence(found.claim, null), ...checkInEvidence(attendance, at)];
  // A check-in that was read as closed is a statement; one that was not found may only lag.
  return { reason, evidence, sure: reason !== 'checkInNeeded' };
}

function paused(standpoints: AssessedClaim[], at: Instant): Refusal | null {
  const found = standpoints.find(({ standing }) => standing.state === 'paused');
  if (found?.standing.state !== 'paused') return null;
  const evidence = claimEvidence(found.claim, found.standing.until);
  return { reason: 'paused', evidence, sure: endsAreSure(standpoints, at) };
}

function unmapped(standpoints: AssessedClaim[]): Refusal | null {
  const claim = admitting(standpoints, 'unmapped');
  return claim && { reason: 'unmappedPlan', evidence: claimEvidence(claim, null), sure: false };
}

function withoutWifi(standpoints: AssessedClaim[], at: Instant): Refusal | null {
  const claim = admitting(standpoints, 'noWifi');
  return claim && { reason: 'noWifiPlan', evidence: claimEvidence(claim, null), sure: endsAreSure(standpoints, at) };
}

function admitting(standpoints: AssessedClaim[], kind: 'unmapped' | 'noWifi'): Claim | null {
  const found = standpoints.find(({ claim, standing }) => standing.state === 'admits' && claim.terms.kind === kind);
  return found?.claim ?? null;
}

function ahead(standpoints: AssessedClaim[]): Refusal | null {
  const starts = standpoints.flatMap(({ claim, standing }) =>
    standing.state === 'ahead' ? [{ claim, start: standing.start }] : [],
  );
  const next = starts.sort((one, other) => one.start - other.start)[0];
  return next ? { reason: 'notStarted', evidence: claimEvidence(next.claim, next.start), sure: false } : null;
}

/** The latest end speaks; the others of its kind come with it. */
function over(standpoints: AssessedClaim[], at: Instant): Refusal | null {
  const ended = endedClaims(standpoints).sort((one, other) => (other.end.at ?? -Infinity) - (one.end.at ?? -Infinity));
  const latest = ended[0];
  if (!latest) return null;
  const sameKind = ended.filter(({ claim }) => claim.kind === latest.claim.kind).slice(0, MOST_ENDED_CLAIMS);
  const evidence = sameKind.flatMap(({ claim, end }) => claimEvidence(claim, end.at));
  return { reason: latest.end.reason, evidence, sure: endsAreSure(standpoints, at) };
}

function endsAreSure(standpoints: AssessedClaim[], at: Instant): boolean {
  return endedClaims(standpoints).every(({ end }) => end.sure && (end.at === null || end.at <= at - FRESH_MS));
}

function endedClaims(standpoints: AssessedClaim[]): { claim: Claim; end: ClaimEnd }[] {
  return standpoints.flatMap(({ claim, standing }) =>
    standing.state === 'over' ? [{ claim, end: standing.end }] : [],
  );
}
