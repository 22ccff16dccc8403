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

/**
 * Grants and moves always pass. An orphan counts as a removal while its account lets somebody in.
 * @param approved an operator has seen the removals and lets them through.
 */
export function guard(verdicts: Verdict[], isEnabled: (member: MemberId) => boolean, approved: boolean): Guarded {
  const active = verdicts.filter(({ what, member }) => what !== 'conflict' && (what !== 'orphan' || isEnabled(member)));
  const removals = active.filter(({ what }) => what === 'revoke' || what === 'orphan');
  if (approved || removals.length <= mostRemovals) return { told: active, held: [] };
  return { told: active.filter((verdict) => !removals.includes(verdict)), held: removals };
}
