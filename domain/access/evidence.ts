import type { Attendance } from './attendance';
import type { Claim } from './claim';
import type { Evidence } from '../replayed/entitlement';
import type { Facts } from './facts';
import type { Instant } from '../replayed/ids';
import type { Override } from '../replayed/override';

/** @param at the instant that decides: an end, a start; null where there is none. */
export function claimEvidence(claim: Claim, at: Instant | null): Evidence[] {
  const { kind, id, planName, businessId, zone, teamId } = claim;
  const record: Evidence = { kind, id, planName, businessId, zone, ...(at === null ? {} : { at }) };
  return teamId === null ? [record] : [record, { kind: 'team', id: teamId }];
}

/** The check-in, at its beginning while it counts and at its end afterwards. */
export function checkInEvidence(attendance: Attendance | null, at: Instant): Evidence[] {
  if (attendance === null) return [];
  const { checkIn, zone, since, until } = attendance;
  const decides = at < until ? since : until;
  return [{ kind: 'checkIn', id: checkIn.id, businessId: checkIn.businessId, zone, at: decides }];
}

export const coworkerEvidence = ({ memberId }: Facts): Evidence[] => [{ kind: 'coworker', id: memberId }];

/** Who said it is its id; until when, its instant. */
export function overrideEvidence({ by, until }: Override, zone: string): Evidence[] {
  return [{ kind: 'override', id: by, zone, ...(until === null ? {} : { at: until }) }];
}
