import { proxyActivities, workflowInfo } from '@temporalio/workflow';
import type { ObserveActivities, Observation } from '../../contracts/activities';
import { doorQueue, type Hint } from '../../contracts/replayed';
import { accessKey, type Step } from '../../domain/replayed/entitlement';
import type { Answer } from '../../domain/replayed/guard/review-removal';
import { groundOf } from '../../domain/replayed/guard/ground';
import { holdSentence, holdText, type HoldMark } from '../../domain/replayed/guard/hold-mark';
import { stepAt, takesAway } from '../../domain/replayed/next-write';
import { AHEAD_OF_ALL } from '../../domain/replayed/priority';
import { currentStep } from './access';
import { announcedNow } from './announced';
import type { MemberState } from './state';
import { describe, addToTimeline } from './timeline';

/**
 * The guard must answer before anything is taken away; until it does, the member keeps what it has. A question takes no time,
 * and goes before looks, which do.
 */
const guard = () =>
  proxyActivities<ObserveActivities>({
    taskQueue: doorQueue(workflowInfo().taskQueue),
    priority: { priorityKey: AHEAD_OF_ALL },
    startToCloseTimeout: '15s',
    scheduleToCloseTimeout: '2m',
    retry: { initialInterval: '1s', maximumInterval: '20s' },
    cancellationType: 'TRY_CANCEL',
    summary: 'ask the guard',
  });

/** What may be done with what a look has found: apply it, look a second time, or leave things as they are. */
export type Permit = 'apply' | 'secondLook' | 'held';

/**
 * A grant may be applied at once. A removal needs a second look unless the source states it, and the guard's consent unless
 * an operator has asked for it or the guard has let the sync that found it pass.
 */
export async function askForPermit(state: MemberState, { entitlement }: Observation): Promise<Permit> {
  // nothing is taken from a member who is erased
  if (state.erasure !== null) return 'apply';
  const next = entitlement.steps[stepAt(entitlement, Date.now())];
  if (next === undefined) return 'apply';
  if (!isRemoval(state, next)) {
    await forgetRemoval(state);
    return 'apply';
  }
  const mustWait = waitsForSecondLook(state, next);
  if (isFree(state, next)) {
    state.hold = null;
    return mustWait ? 'secondLook' : 'apply';
  }
  const answer = await guard().askGuard({
    connector: state.connector,
    question: {
      member: state.member,
      businessId: entitlement.businessId,
      reason: next.reason,
      stated: groundOf(next).stated,
      sure: next.sure,
      plan: planInForce(state),
      announced: explainsHook(state, next),
      announcedAt: announcedNow(state)?.at ?? null,
      mark: state.hold,
      ...(isMove(state, next) && { move: true }),
      confirmed: !mustWait,
    },
  });
  state.asked = answer.remembered ?? true;
  if (!answer.pass) return hold(state, next, answer);
  state.hold = null;
  return mustWait ? 'secondLook' : 'apply';
}

/** There is nothing to take away (any more): the guard need not count this member. */
export async function forgetRemoval(state: MemberState): Promise<void> {
  if (state.asked || state.hold !== null)
    await guard().withdrawQuestion({ connector: state.connector, member: state.member });
  state.asked = false;
  state.hold = null;
  state.cleared = null;
}

function isRemoval(state: MemberState, next: Step): boolean {
  const held = currentStep(state)?.access ?? null;
  return takesAway(held, next.access, state.account?.enabled ?? false);
}

/** Needs no consent of the guard. */
function isFree({ cleared }: MemberState, { reason }: Step): boolean {
  if (reason === 'blocked') return true;
  return cleared !== null && cleared.reason === reason && cleared.until >= Date.now();
}

function explainsHook(state: MemberState, next: Step): boolean {
  const announced = announcedNow(state);
  if (announced === null) return false;
  return next.sure || isMove(state, next) || (next.reason === 'deleted' && announced.deletion);
}

/** From level to level, as a hook has announced it or as the same contract states it by naming another plan. */
function isMove(state: MemberState, next: Step): boolean {
  const before = currentStep(state);
  if (before?.access.state !== 'granted' || next.access.state !== 'granted') return false;
  const [was, is] = [before.evidence[0], next.evidence[0]];
  const isSameContract = was?.kind === 'contract' && is?.kind === 'contract' && was.id === is.id;
  return announcedNow(state) !== null || (isSameContract && before.access.planId !== next.access.planId);
}

function waitsForSecondLook(state: MemberState, { access, confirmAfterMs }: Step): boolean {
  if (confirmAfterMs === 0) return false;
  const now = Date.now();
  const since = state.secondLook?.access === accessKey(access) ? state.secondLook.since : now;
  return since + confirmAfterMs > now;
}

/** The plan that gives access now. */
function planInForce(state: MemberState) {
  const access = currentStep(state)?.access;
  return access !== undefined && 'planId' in access ? access.planId : null;
}

function hold(state: MemberState, next: Step, answer: Extract<Answer, { pass: false }>): 'held' {
  const { hold: id, kept = null } = answer;
  const since = answer.since ?? (state.hold?.id === id ? state.hold.since : Date.now());
  noteHold(state, { id, reason: next.reason, since, kept }, describe(next));
  return 'held';
}

/** What a review of the guard has left the member in, while no look of its own is newer. */
export function takeMark(state: MemberState, { at, mark }: NonNullable<Hint['mark']>): void {
  if (state.lastLookAt !== null && state.lastLookAt >= at) return;
  if (mark === null) state.hold = null;
  else noteHold(state, mark, mark.reason);
}

function noteHold(state: MemberState, mark: HoldMark, what: string): void {
  if (state.hold === null || holdText(state.hold) !== holdText(mark))
    addToTimeline(state, `${holdSentence(mark, (at) => new Date(at).toISOString())}: ${what}`);
  state.hold = mark;
}
