import { byRank, hasLevel, termsOf } from './claim';
import type { Level } from '../replayed/entitlement';
import { coworkerEvidence, overrideEvidence } from './evidence';
import type { PlanId } from '../replayed/ids';
import { zoneOf } from '../settings/rules';
import type { Situation, Verdict } from './situation';
import { claimStatusAt } from './claim-status';

/** What counts before any contract or pass does: an operator's word, and what Nexudus says of the person as a whole. */

export function blocked({ facts, rules, at }: Situation): Verdict | null {
  const override = facts.override;
  if (override?.access !== 'block' || isOver(override.until, at)) return null;
  const evidence = overrideEvidence(override, zoneOf(rules, facts.businessId));
  return { access: { state: 'denied' }, reason: 'blocked', evidence, sure: true };
}

/** One batch read that lacks the member is not proof yet: the second look is what makes it *gone*. */
export function deleted({ facts }: Situation): Verdict | null {
  if (facts.presence === 'present') return null;
  return { access: { state: 'denied' }, reason: 'deleted', evidence: coworkerEvidence(facts), sure: false };
}

export function archived({ facts }: Situation): Verdict | null {
  if (!facts.archived) return null;
  return { access: { state: 'denied' }, reason: 'archived', evidence: coworkerEvidence(facts), sure: true };
}

export function suspended({ facts }: Situation): Verdict | null {
  if (facts.active) return null;
  return { access: { state: 'denied' }, reason: 'suspended', evidence: coworkerEvidence(facts), sure: true };
}

/** An operator's allow asks neither for time, pause nor check-in. */
export function allowed(situation: Situation): Verdict | null {
  const { facts, rules, at } = situation;
  const override = facts.override;
  if (override?.access !== 'allow' || isOver(override.until, at)) return null;
  const level = allowedLevel(situation);
  if (level === null) return null;
  const evidence = overrideEvidence(override, zoneOf(rules, facts.businessId));
  return { access: { state: 'granted', ...level }, reason: 'allowed', evidence, sure: false };
}

/** Unknown never denies. */
export function unpaid({ facts, rules }: Situation): Verdict | null {
  if (rules.unpaid === 'ignore' || facts.unpaid !== 'yes') return null;
  return { access: { state: 'denied' }, reason: 'unpaid', evidence: coworkerEvidence(facts), sure: true };
}

/** The level that the member has anyhow, else the best of any contract or pass, else the lowest that there is. */
function allowedLevel({ claims, rules, attendance, at }: Situation): Level | null {
  const candidates = claims.filter(hasLevel).sort(byRank);
  const admitting = candidates.find((claim) => claimStatusAt(claim, attendance, at).state === 'admits');
  const best = admitting ?? candidates[0];
  if (best) return best.terms.level;
  const levels = (Object.keys(rules.plans) as PlanId[]).sort().flatMap((id) => {
    const terms = termsOf(id, rules);
    return terms.kind === 'level' ? [terms.level] : [];
  });
  return levels.sort((one, other) => one.precedence - other.precedence)[0] ?? null;
}

const isOver = (until: number | null, at: number): boolean => until !== null && until <= at;
