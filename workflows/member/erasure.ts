import type { MemberState } from './state';

/** An account whose membership has ended, with nothing ahead, is kept for the retention time and then deleted. */
export function planErasure(state: MemberState): void {
  if (!isOver(state)) state.eraseAt = null;
  else if (state.account !== null) state.eraseAt ??= Date.now() + (state.entitlement?.retentionMs ?? 0);
}

/** True when no step from now on gives or holds anything. An operator's block is no end of a membership. */
export function isOver(state: MemberState): boolean {
  if (state.entitlement === null || state.override !== null) return false;
  return state.entitlement.steps.slice(state.step).every(({ access }) => access.state === 'denied');
}
