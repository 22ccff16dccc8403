import {
  allHandlersFinished,
  CancellationScope,
  condition,
  isCancellation,
  makeContinueAsNewFunc,
  workflowInfo,
} from '@temporalio/workflow';
import { nextWrite } from '../domain/replayed/next-write';
import type { MemberInput } from '../contracts/replayed';
import { notifier } from './member/notifier';
import { isOver } from './member/erasure';
import { refresher } from './member/refresher';
import { listen } from './member/requests';
import { isState, newMember, type MemberState } from './member/state';
import { reconciler } from './member/reconciler';

/** Replaying costs time in proportion to the history, and most members are not in the worker's cache. */
const rollOverWhenQuiet = 100;
const rollOverAnyhow = 200;

/**
 * One member, for as long as the membership lasts: the looker keeps the entitlement fresh; the writer keeps the account
 * equal to the entitlement as time passes; the courier tells the member.
 */
export async function memberWorkflow(input: MemberInput | MemberState): Promise<void> {
  const state = isState(input) ? input : newMember(input);
  listen(state);

  const lanes = new CancellationScope();
  const working = lanes.run(() => Promise.all([refresher(state), reconciler(state), notifier(state)]));
  await Promise.race([working, condition(() => isFinished(state) || shouldRollOver(state))]);

  // every lane ends where nothing is lost: a call in flight is waited for, what is owed stays in the state
  lanes.cancel();
  await working.catch(ignoreCancellation);
  await condition(allHandlersFinished);
  if (!isFinished(state)) await makeContinueAsNewFunc<typeof memberWorkflow>()(state);
}

/** Nothing to keep, nothing ahead, nobody waiting: the next hint starts a new life. */
function isFinished(state: MemberState): boolean {
  const idle = state.hinted === 'no' && state.nextLookAt === null && state.secondLook === null;
  const empty = state.account === null && state.unsettled === null && state.override === null && state.portal === null;
  return idle && empty && !state.looking && isOver(state);
}

function shouldRollOver(state: MemberState): boolean {
  const { historyLength } = workflowInfo();
  if (historyLength >= rollOverAnyhow) return true;
  return historyLength >= rollOverWhenQuiet && isQuiet(state);
}

function isQuiet(state: MemberState): boolean {
  const looking = state.looking || state.hinted !== 'no';
  const writing = state.unsettled !== null || nextWrite(state, Date.now()) !== null;
  return !looking && !writing && state.owed.length === 0;
}

function ignoreCancellation(error: unknown): void {
  if (!isCancellation(error)) throw error;
}
