import { makeContinueAsNewFunc, workflowInfo } from '@temporalio/workflow';
import type { MemberInput } from '../contracts/replayed';
import { nextWrite } from '../domain/replayed/next-write';
import { isOver } from './member/access';
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
 * A run ends when its history has grown long, and hands the state to the next one.
 */
export async function memberWorkflow(input: MemberInput): Promise<void> {
  const state = memberStateFrom(input);
  listen(state);
  await runLanes(
    () => [refresher(state), reconciler(state), notifier(state)],
    () => isFinished(state) || isLong(state),
  );
  if (!isFinished(state)) await makeContinueAsNewFunc<typeof memberWorkflow>()(state);
}

/** No account, no access now or later, nothing to do: the next signal starts a new workflow. */
function isFinished(state: MemberState): boolean {
  const isIdle =
    state.refreshWanted === 'no' && state.nextLookAt === null && state.secondLook === null && !state.looking;
  const holdsNothing =
    state.account === null && state.outcomeUnknown === null && state.override === null && state.portal === null;
  // a profile that is joined remembers whom to tell of it
  return isIdle && holdsNothing && state.partners.length === 0 && isOver(state);
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
