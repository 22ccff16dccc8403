import { CancelledFailure, CancellationScope, condition, patched } from '@temporalio/workflow';
import type { Entitlement } from '../../domain/replayed/entitlement';
import type { Instant } from '../../domain/replayed/ids';
import {
  deleteIsDue,
  nextWrite,
  stepAt,
  type AccountView,
  type Order,
  type UnknownOutcome,
} from '../../domain/replayed/next-write';
import { earliest, waitUntil } from '../runs/deadlines';
import { ignoreCancellation } from '../runs/lanes';
import { decisionInForce, noteStepInForce } from './access';
import { carryOut, laneOf } from './orders';
import { lookBeforeGrant } from './refresher';
import { mayHaveBeenDone, recovered, backOff, troubleOf, type Trouble } from './backoff';
import type { MemberState } from './state';
import { show } from './explain';
import { addToTimeline, describe } from './timeline';

/** Where an earlier version has decided, and has not said how long. */
const LOOK_AFTER_STEP_MS = 10_000;
/** A write in progress watches for a next step that is this close. */
const WATCH_AHEAD_MS = 10 * 60_000;

/**
 * Keeps the account equal to the entitlement as time passes: one write whenever they differ. A later step of the entitlement
 * is known ahead, so it takes effect on time even while Nexudus cannot be read.
 */
export async function reconciler(state: MemberState): Promise<void> {
  for (;;) {
    await waitUntil('next step', () => writeDueAt(state));
    enterStep(state);
    const order = wantedOrder(state);
    if (order !== null) await write(state, order);
    show(state);
  }
}

/** Runs from before the patch deleted an account at once that was still enabled. */
function wantedOrder(view: AccountView): Order | null {
  const order = nextWrite(view, Date.now());
  if (order?.kind !== 'disable' || !deleteIsDue(view, Date.now()) || patched('end-before-delete')) return order;
  return { kind: 'delete', account: order.account };
}

/** When there is something to do: now if the account differs from the entitlement, else at its next step. */
function writeDueAt(state: MemberState): Instant | null {
  const ahead = state.entitlement?.steps.slice(state.step + 1);
  // a grant that waits for a look is not entered, and what follows it is
  const next = ahead?.find(({ access }) => !state.lookFirst || access.state !== 'granted')?.from;
  const order = nextWrite(state, Date.now());
  const writeAt = order === null ? null : (state.backoffs[laneOf(order)]?.retryAt ?? 0);
  const eraseAt = state.account === null || writeAt !== null ? null : state.eraseAt;
  return earliest(writeAt, next, eraseAt);
}

/** Enters the step whose instant has come, and has the refresher look a little later whether Nexudus agrees. */
function enterStep(state: MemberState): void {
  if (state.entitlement === null) return;
  const now = stepToEnter(state, state.entitlement);
  if (now === state.step) return;
  state.step = now;
  state.nextLookAt = earliest(state.nextLookAt, Date.now() + (state.entitlement.followUpMs ?? LOOK_AFTER_STEP_MS));
  const step = state.entitlement.steps[now];
  if (step !== undefined) addToTimeline(state, `its time has come: ${describe(step)}`);
  noteStepInForce(state);
  // a new step is new work: an old failure must not delay it
  delete state.backoffs.reconciler;
}

/** A grant that comes late comes to a workflow that was asleep: an end, a block or a pause may have come before it. */
const LATE_MS = 60_000;

function stepToEnter(state: MemberState, { steps }: Entitlement): number {
  const isGrant = (index: number): boolean => steps[index]?.access.state === 'granted';
  let index = stepAt({ steps }, Date.now());
  const step = steps[index];
  if (step === undefined || index === state.step || !isGrant(index)) return index;
  if (!state.lookFirst && step.from <= Date.now() - LATE_MS && patched('a-late-grant-is-looked-at-first')) {
    addToTimeline(state, `late, so a look comes first: ${describe(step)}`);
    lookBeforeGrant(state);
  }
  while (state.lookFirst && index > state.step && isGrant(index)) index -= 1;
  return index;
}

/** Makes one write. A newer decision ends the wait for a retry at once; a call in flight is waited for and its result kept. */
async function write(state: MemberState, order: Order): Promise<void> {
  if (CancellationScope.current().consideredCancelled) throw new CancelledFailure('rolling over');
  const attempt = begin(state, order);
  state.outcomeUnknown = inDoubtDuring(order, state.outcomeUnknown);
  const scope = new CancellationScope();
  const progress = { answered: false };
  const watching = isWanted(state, attempt, progress).then((wanted) => {
    if (!wanted) scope.cancel();
  }, ignoreCancellation);
  try {
    const trouble = await scope.run(() => carryOut(state, order));
    if (trouble !== null) backOff(state, laneOf(order), trouble);
    else if (!isCreating(state)) recovered(state, laneOf(order));
  } catch (error) {
    noteFailure(state, attempt, error);
  } finally {
    progress.answered = true;
  }
  await watching;
}

/** A write, and what its order rested on. */
type Attempt = Pick<MemberState, 'outcomeUnknown' | 'retriesAsked'> & { order: Order; decision: string };

const begin = (state: MemberState, order: Order): Attempt => ({
  order,
  decision: decisionInForce(state),
  outcomeUnknown: state.outcomeUnknown,
  retriesAsked: state.retriesAsked,
});

/** Whatever becomes of an account's details, access does not depend on them. */
function inDoubtDuring({ kind }: Order, before: UnknownOutcome): UnknownOutcome {
  switch (kind) {
    case 'settle':
    case 'adopt':
    case 'details':
      return before;
    case 'disable':
      return 'change';
    case 'create':
    case 'change':
    case 'delete':
      return kind;
  }
}

/** A create that has led nowhere so far has not recovered from its trouble. */
const isCreating = ({ outcomeUnknown, vainCreates }: MemberState): boolean =>
  outcomeUnknown === 'create' || vainCreates !== null;

function noteFailure(state: MemberState, attempt: Attempt, error: unknown): void {
  const { order, outcomeUnknown } = attempt;
  const trouble: Trouble | null = troubleOf(error);
  const done = mayHaveBeenDone(order, trouble);
  const isOld = trouble !== null && isOfThePast(state, attempt);
  if (!done) state.outcomeUnknown = outcomeUnknown;
  if (trouble?.code === 'orderExpired' && !isOld && patched('an-expired-order-is-looked-at-first'))
    return lookBeforeGrant(state);
  // what became of a create is found out at once; anything else is tried again after a pause
  if (order.kind === 'create' && done) addToTimeline(state, 'a create without a reply: looking for the account');
  else if (trouble !== null && !isOld) backOff(state, laneOf(order), trouble);
}

/** What was decided, or asked for, while the write was under way does not wait because that write has failed. */
function isOfThePast(state: MemberState, attempt: Attempt): boolean {
  // a refused adoption is given up by its failure
  const isReplaced = attempt.order.kind !== 'adopt' && isOutdated(state, attempt);
  const isOld = isReplaced || decisionInForce(state) !== attempt.decision || isAskedForAnew(state, attempt);
  return isOld && patched('failure-of-an-older-order-is-no-pause');
}

/** Waits for the answer; false as soon as the order is no longer what the entitlement wants, or a retry is asked for. */
async function isWanted(state: MemberState, attempt: Attempt, progress: { answered: boolean }): Promise<boolean> {
  const mustEnd = (): boolean =>
    isOutdated(state, attempt) || (isAskedForAnew(state, attempt) && patched('retry-ends-the-wait'));
  for (;;) {
    const next = state.entitlement?.steps[state.step + 1]?.from ?? null;
    const wait = next === null ? Infinity : next - Date.now();
    const changed = (): boolean => progress.answered || mustEnd();
    if (wait > 0 && wait <= WATCH_AHEAD_MS) await condition(changed, wait, { summary: 'a step ahead' });
    else await condition(changed);
    if (progress.answered) return true;
    if (mustEnd()) return false;
  }
}

const isOutdated = (state: MemberState, { order, outcomeUnknown }: Attempt): boolean =>
  !same(order, wantedOrder({ ...state, outcomeUnknown }));

const isAskedForAnew = ({ retriesAsked }: MemberState, attempt: Attempt): boolean =>
  retriesAsked !== attempt.retriesAsked;

const same = (order: Order, wanted: Order | null): boolean =>
  wanted !== null && JSON.stringify(meaning(order)) === JSON.stringify(meaning(wanted));

/** An order stays the same order when only its `notAfter` moves. */
const meaning = (order: Order): unknown => ('target' in order ? { ...order, notAfter: null } : order);
