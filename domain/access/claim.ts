import type { Level, Reason } from '../replayed/entitlement';
import type { Interval } from './facts';
import type { BusinessId, Instant, PlanId } from '../replayed/ids';
import type { Rules } from '../settings/rules';

/** How a claim comes to an end. */
export interface ClaimEnd {
  /** The first instant at which it no longer holds; null: over already, and nobody knows since when. */
  at: Instant | null;
  reason: Extract<Reason, 'ended' | 'passExpired' | 'passUsedUp'>;
  /** The source states it positively. */
  sure: boolean;
}

/** What the plan map says of a claim's plan. */
export type Terms = { kind: 'level'; level: Level } | { kind: 'noWifi' } | { kind: 'unmapped' } | { kind: 'retired' };

/** A contract or a pass, own or the team's, as a right to the network for a time. */
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
  /** Null: since ever. */
  since: Instant | null;
  /** Null: no end known. */
  end: ClaimEnd | null;
  pauses: Interval[];
  /** It admits only while the member is checked in. */
  needsCheckIn: boolean;
}

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

/** The end that comes first. One that comes no later than the start means that the claim never holds. */
export function firstEnd(since: Instant | null, ends: (ClaimEnd | null)[]): ClaimEnd | null {
  const first = ends.filter((end) => end !== null).sort((a, b) => (a.at ?? -Infinity) - (b.at ?? -Infinity))[0] ?? null;
  if (!first || first.at === null || since === null || first.at > since) return first;
  return { ...first, at: null };
}

/** Of several claims the best first: precedence, then the main contract, then the newest, then own before the team's. */
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
