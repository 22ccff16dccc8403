import type { Step } from '../../domain/replayed/entitlement';
import { isAllDenied } from '../../domain/replayed/notices';
import type { MemberState } from './state';

/** The entitlement's step that holds now; undefined before the first look. */
export const currentStep = ({ entitlement, step }: MemberState): Step | undefined => entitlement?.steps[step];

/** What was decided for now, and why. While it stays the same, whatever waits may go on waiting. */
export function decisionInForce(state: MemberState): string {
  const step = currentStep(state);
  return JSON.stringify([step?.hash, step?.reason, state.entitlement?.identity]);
}

/** True when no step from now on gives or keeps access. An operator's block does not end a membership. */
export function isOver({ entitlement, override, step }: MemberState): boolean {
  if (entitlement === null || override !== null) return false;
  return isAllDenied(entitlement.steps.slice(step));
}

/** Another step, or another entitlement, holds from here on. */
export function noteStepInForce(state: MemberState): void {
  noteAccess(state);
  planErasure(state);
}

/** Remembers since when the member has been able to connect without a break. */
function noteAccess(state: MemberState): void {
  const isGranted = currentStep(state)?.access.state === 'granted';
  state.grantedAt = isGranted ? (state.grantedAt ?? Date.now()) : null;
  if (!isGranted) return;
  state.notified.ended = false;
  // the look has come before the letter that tells of an end
  state.owed = state.owed.filter(({ notBefore }) => notBefore === undefined);
}

/** The account of a membership that is over is kept for the retention time and then deleted. */
function planErasure(state: MemberState): void {
  // the account that is inherited takes the place of one's own
  if (state.heirOf !== null && state.account !== null) state.eraseAt = Date.now();
  else if (!isOver(state)) state.eraseAt = null;
  else if (state.account !== null) state.eraseAt ??= Date.now() + (state.entitlement?.retentionMs ?? 0);
}
