import type { Access, Evidence, Reason } from '../replayed/entitlement';
import type { Instant } from '../replayed/ids';
import type { Rules } from '../settings/rules';
import { claimStatusAt, type Attendance, type Claim, type ClaimStatus } from './claim';
import type { Facts } from './facts';

/** A member at an instant: all that the rules of `decide-access.ts` look at. */
export interface Situation {
  facts: Facts;
  rules: Rules;
  claims: AssessedClaim[];
  /** The check-in that counts; null: none. */
  attendance: Attendance | null;
  at: Instant;
}

/** A claim, and how it stands at the instant. */
export interface AssessedClaim {
  claim: Claim;
  status: ClaimStatus;
}

/** What a rule says about a situation. */
export interface Ruling {
  access: Access;
  reason: Reason;
  evidence: Evidence[];
  /** Nexudus states it. A ruling that is not sure gets a second look before it takes access away. */
  sure: boolean;
}

/** A rule decides, or has nothing to say (null) and leaves it to the next one. */
export type AccessRule = (situation: Situation) => Ruling | null;

export const assess = (claims: Claim[], attendance: Attendance | null, at: Instant): AssessedClaim[] =>
  claims.map((claim) => ({ claim, status: claimStatusAt(claim, attendance, at) }));

/** @param at the instant that decides: an end, a start; null where there is none. */
export function claimEvidence(claim: Claim, at: Instant | null): Evidence[] {
  const { kind, id, planName, businessId, zone, teamId } = claim;
  const record: Evidence = { kind, id, planName, businessId, zone, ...(at === null ? {} : { at }) };
  return teamId === null ? [record] : [record, { kind: 'team', id: teamId }];
}

/** The check-in, at its beginning while it counts and at its end afterwards. */
export function checkInEvidence({ attendance, at }: Situation): Evidence[] {
  if (attendance === null) return [];
  const { checkIn, zone, since, until } = attendance;
  const decides = at < until ? since : until;
  return [{ kind: 'checkIn', id: checkIn.id, businessId: checkIn.businessId, zone, at: decides }];
}

export const coworkerEvidence = ({ memberId }: Facts): Evidence[] => [{ kind: 'coworker', id: memberId }];
