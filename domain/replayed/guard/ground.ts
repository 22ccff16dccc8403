import type { Step } from '../entitlement';

/** Why something would be taken or given: an operator's word about it is a word about this, and about nothing else. */
export interface Ground {
  /** A word of a closed union. */
  reason: string;
  /**
   * What tells it from others of the same reason: the instant that Nexudus states, or the plan that it names; '' for nothing.
   * Absent where an earlier version asked: then the reason alone counts.
   */
  stated?: string;
}

export const sameGround = (one: Ground, other: Ground): boolean =>
  one.reason === other.reason &&
  (one.stated === undefined || other.stated === undefined || one.stated === other.stated);

/** It names an instant that had not come then: so it is another ground than what was shown. */
export const groundStatedAfter = ({ stated, reason }: Ground, then: number): boolean =>
  reason !== 'contract' && Number(stated) > then;

/** The ground of a step: a contract that is given another end, or another check-out, is another one. */
export function groundOf({ reason, access, evidence }: Step): Required<Ground> {
  if ('planId' in access) return { reason, stated: access.planId ?? '' };
  const deciding = evidence.find(({ kind }) => kind === 'checkIn') ?? evidence[0];
  return { reason, stated: deciding?.at === undefined ? '' : String(deciding.at) };
}
