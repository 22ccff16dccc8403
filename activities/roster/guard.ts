import type { MemberId } from '../../domain/ids';
import type { Verdict } from './verdicts';

/** So many removals a run may make of its own accord; past that, all of them wait for an operator. */
export const mostRemovals = 5;

export interface Guarded {
  /** Whom to tell. */
  told: Verdict[];
  /** Whose removal is held back. */
  held: Verdict[];
}

export interface Circumstances {
  /** The member's account lets somebody in, as far as the directory shows. */
  isEnabled: (member: MemberId) => boolean;
  /** The member's workflow runs, and so has its obstacle before it already. */
  isKnown: (member: MemberId) => boolean;
  /** An operator has seen the removals and lets them through. */
  approved: boolean;
}

/**
 * Grants and moves always pass. An orphan counts as a removal while its account lets somebody in; a member with an
 * obstacle is told once, so that it can say why.
 */
export function guard(verdicts: Verdict[], { isEnabled, isKnown, approved }: Circumstances): Guarded {
  const active = verdicts.filter(({ what, member }) => {
    if (what === 'orphan') return isEnabled(member);
    if (what === 'misnamed') return false;
    return (what !== 'conflict' && what !== 'unnamed') || !isKnown(member);
  });
  const removals = active.filter(({ what }) => what === 'revoke' || what === 'orphan');
  if (approved || removals.length <= mostRemovals) return { told: active, held: [] };
  return { told: active.filter((verdict) => !removals.includes(verdict)), held: removals };
}
