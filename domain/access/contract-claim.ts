import { firstEnd, termsOf, type Claim, type ClaimEnd } from './claim';
import type { ContractFact } from './facts';
import type { Instant } from '../replayed/ids';
import { nextLocalMidnight, startOfLocalDay } from './local-time';
import { zoneOf, type Rules } from '../settings/rules';

/**
 * A contract as a claim: from its start to its end, less its pauses. Dates are the truth; `active` fills in where they
 * say nothing (nexudus.md §3.2, §4.1).
 * @param now when the contract was read: one that starts later may not be called active yet.
 */
export function contractClaim(contract: ContractFact, teamId: string | null, rules: Rules, now: Instant): Claim {
  const { id, planId, planName, businessId, main, start } = contract;
  const rule = rules.plans[planId];
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
      validity(start, rule?.validityMs ?? null),
    ]),
    pauses: rules.pausedMeansDenied ? contract.pauses : [],
    needsCheckIn: rule?.checkInRequired ?? false,
  };
}

/** Active alone is no date: it says that the contract is over, not since when, and may lag. */
function inactive({ active, cancellation, start }: ContractFact, now: Instant): ClaimEnd | null {
  const startsLater = start !== null && start > now;
  if (active || cancellation !== null || startsLater) return null;
  return { at: null, reason: 'ended', sure: false };
}

function cancelled(contract: ContractFact, rules: Rules): ClaimEnd | null {
  if (contract.cancellation === null) return null;
  const zone = zoneOf(rules, contract.businessId);
  const end = dayIncluded(contract.cancellation, zone, rules)
    ? nextLocalMidnight(contract.cancellation, zone)
    : contract.cancellation;
  return { at: end + rules.graceMs, reason: 'ended', sure: true };
}

function dayIncluded(cancellation: Instant, zone: string, rules: Rules): boolean {
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

function validity(start: Instant | null, validityMs: number | null): ClaimEnd | null {
  return start === null || validityMs === null ? null : { at: start + validityMs, reason: 'ended', sure: true };
}
