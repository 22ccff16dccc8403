import { attendanceOf, type Attendance } from './attendance';
import type { Claim } from './claim';
import { contractClaim } from './contract-claim';
import type { Access, Evidence, Reason } from '../replayed/entitlement';
import type { Facts } from './facts';
import type { Instant } from '../replayed/ids';
import { passClaim } from './pass-claim';
import type { Rules } from '../settings/rules';

/** A member at an instant, as the rules see it. */
export interface Situation {
  facts: Facts;
  rules: Rules;
  claims: Claim[];
  attendance: Attendance | null;
  at: Instant;
}

/** What the rules say of a situation. */
export interface Verdict {
  access: Access;
  reason: Reason;
  evidence: Evidence[];
  /** The source states it positively. */
  sure: boolean;
}

export function situationOf(facts: Facts, rules: Rules, now: Instant): Situation {
  const attendance = attendanceOf(facts.checkIn, rules);
  return { facts, rules, claims: claimsOf(facts, rules, attendance, now), attendance, at: now };
}

/** Own contracts and passes, and what comes through teams; a record that is both is the member's own. */
function claimsOf(facts: Facts, rules: Rules, attendance: Attendance | null, now: Instant): Claim[] {
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
