import { makeContinueAsNewFunc, workflowInfo } from '@temporalio/workflow';
import type { MemberInput } from '../contracts/replayed';
import { isUnderErasure, nextWrite } from '../domain/replayed/next-write';
import { isOver } from './member/access';
import { eraser, leaveTombstone } from './member/eraser';
import { hasNothingToErase } from './member/erasure';
import { show } from './member/explain';
import { notifier } from './member/notifier';
import { reconciler } from './member/reconciler';
import { refresher } from './member/refresher';
import { listen } from './member/requests';
import type { MemberState } from './member/state';
import { memberStateFrom } from './member/upgrade-state';
import { runLanes } from './runs/lanes';

/** Replaying takes time in proportion to the history, and most members are not in a worker's cache. */
const ROLL_OVER_WHEN_QUIET = 100;
const ROLL_OVER_ANYWAY = 200;

/**
 * One member of the coworking space, for as long as the membership lasts.
 *
 * Signals (a webhook, a roster sync, an operator) only say that something happened; `listen` notes it. Three lanes do the
 * work, each an endless loop over the same state:
 *
 * - the refresher keeps the entitlement fresh. A *look* is an activity that reads Nexudus and decides what the member is
 *   entitled to, now and at each later instant at which that is known to change (`domain/access/decide-access.ts`). What
 *   takes access away needs more: the consent of the guard in the connector's workflow, which may hold it until an operator
 *   decides, and, where Nexudus only implies it, a second look that agrees (`ask-guard.ts`).
 * - the reconciler keeps the account in IronWifi equal to the entitlement as time passes: whenever the two differ, it makes
 *   one write (`domain/replayed/next-write.ts`). A write without a reply may have been done: its outcome is unknown until
 *   another write or a search settles it.
 * - the notifier tells the member: letters, and the link in the member's Nexudus profile.
 *
 * A run ends when its history has grown long, and hands the state to the next one. It also ends where an operator has the member
 * erased: the next run does nothing else, and the one after it knows nothing but that (`erasure.ts`).
 */
export async function memberWorkflow(input: MemberInput): Promise<void> {
  const state = memberStateFrom(input);
  listen(state);
  const isErasing = isUnderErasure(state);
  if (state.erasure !== null) show(state);
  await runLanes(
    () => [isErasing ? eraser(state) : refresher(state), reconciler(state), notifier(state)],
    () => isFinished(state) || isLong(state) || (!isErasing && mayPart(state)) || hasNothingToErase(state),
  );
  if (hasNothingToErase(state)) leaveTombstone(state);
  if (!isFinished(state)) await makeContinueAsNewFunc<typeof memberWorkflow>()(state);
}

/** No account, no access now or later, nothing to do: the next signal starts a new workflow. */
function isFinished(state: MemberState): boolean {
  const isIdle =
    state.refreshWanted === 'no' && state.nextLookAt === null && state.secondLook === null && !state.looking;
  const holdsNothing =
    state.account === null && state.outcomeUnknown === null && state.override === null && state.portal === null;
  // a profile that is joined remembers whom to tell of it
  return isIdle && holdsNothing && state.partners.length === 0 && state.erasure === null && isOver(state);
}

/** An erasure goes on in a run of its own, which waits for calls in flight: a letter to a silent mail server keeps nobody in. */
function mayPart(state: MemberState): boolean {
  const isShutOut = state.account?.enabled !== true || state.backoffs.reconciler !== undefined;
  return isUnderErasure(state) && isShutOut;
}

function isLong(state: MemberState): boolean {
  const { historyLength } = workflowInfo();
  return historyLength >= ROLL_OVER_ANYWAY || (historyLength >= ROLL_OVER_WHEN_QUIET && isQuiet(state));
}

function isQuiet(state: MemberState): boolean {
  const isRefreshing = state.looking || state.refreshWanted !== 'no';
  const isWriting = state.outcomeUnknown !== null || nextWrite(state, Date.now()) !== null;
  return !isRefreshing && !isWriting && state.owed.length === 0;
}
