import { CancelledFailure, CancellationScope, condition, isCancellation } from '@temporalio/workflow';
import type { Instant } from '../../domain/replayed/ids';
import { nextWrite, stepAt, type Order, type UnknownOutcome } from '../../domain/replayed/next-write';
import { earliest, reach } from './due';
import { planErasure } from './erasure';
import { noteAccess } from './letters';
import { carryOut } from './orders';
import { mayHaveBeenDone, recovered, backOff, troubleOf, type Trouble } from './backoff';
import type { MemberState } from './state';
import { describe, show, addToTimeline } from './story';

/** Nexudus needs a moment to show what the end of a pass or a contract has changed. */
const lookAfterDeadline = 10_000;
/** How close a deadline must be for a write in progress to keep an eye on it. */
const watchAhead = 10 * 60_000;

/**
 * Keeps the account equal to the entitlement as time passes: whenever they differ, one write. A deadline needs no reading,
 * so it is served while the source is away and while a hint is pending.
 */
export async function reconciler(state: MemberState): Promise<void> {
  for (;;) {
    await reach('next step', () => writeDueAt(state));
    turnStep(state);
    const order = nextWrite(state, Date.now());
    if (order !== null) await write(state, order);
    show(state);
  }
}

/** The instant of the next thing to do: at once when the account is out of step, else the next deadline. */
function writeDueAt(state: MemberState): Instant | null {
  const next = state.entitlement?.steps[state.step + 1]?.from;
  const outOfStep = nextWrite(state, Date.now()) === null ? null : (state.setbacks.writer?.retryAt ?? 0);
  const eraseAt = state.account === null || outOfStep !== null ? null : state.eraseAt;
  return earliest(outOfStep, next, eraseAt);
}

/** Enters the step whose instant has come; the truth behind it is looked at a little later. */
function turnStep(state: MemberState): void {
  if (state.entitlement === null) return;
  const now = stepAt(state.entitlement, Date.now());
  if (now === state.step) return;
  state.step = now;
  state.nextLookAt = earliest(state.nextLookAt, Date.now() + lookAfterDeadline);
  const step = state.entitlement.steps[now];
  if (step !== undefined) addToTimeline(state, `its time has come: ${describe(step)}`);
  noteAccess(state);
  planErasure(state);
  // a new step is a new task: an old setback must not hold it up
  delete state.setbacks.writer;
}

/** One write. A newer decision ends the wait for a retry at once; a call in flight is waited for and its result kept. */
async function write(state: MemberState, order: Order): Promise<void> {
  if (CancellationScope.current().consideredCancelled) throw new CancelledFailure('rolling over');
  const before = state.unsettled;
  if (order.kind !== 'settle' && order.kind !== 'adopt')
    state.unsettled = order.kind === 'disable' ? 'change' : order.kind;
  const scope = new CancellationScope();
  const progress = { answered: false };
  const watching = watch(state, order, before, progress).then((wanted) => {
    if (!wanted) scope.cancel();
  }, ignoreCancellation);
  try {
    const trouble = await scope.run(() => carryOut(state, order));
    if (trouble === null) recovered(state, 'writer');
    else backOff(state, 'writer', trouble);
  } catch (error) {
    stumble(state, order, before, error);
  } finally {
    progress.answered = true;
  }
  await watching;
}

function stumble(state: MemberState, order: Order, before: UnknownOutcome, error: unknown): void {
  const trouble: Trouble | null = troubleOf(error);
  const done = mayHaveBeenDone(order, trouble);
  if (order.kind !== 'settle' && order.kind !== 'adopt' && !done) state.unsettled = before;
  // what became of a create is found out at once; everything else is tried again after a pause
  if (order.kind === 'create' && done) addToTimeline(state, 'a create without a reply: looking for the account');
  else if (trouble !== null) backOff(state, 'writer', trouble);
}

/** False as soon as the order is no longer what the entitlement wants. */
async function watch(
  state: MemberState,
  order: Order,
  unsettled: UnknownOutcome,
  progress: { answered: boolean },
): Promise<boolean> {
  const outdated = (): boolean => !same(order, nextWrite({ ...state, unsettled }, Date.now()));
  for (;;) {
    const next = state.entitlement?.steps[state.step + 1]?.from ?? null;
    const wait = next === null ? Infinity : next - Date.now();
    const changed = (): boolean => progress.answered || outdated();
    if (wait > 0 && wait <= watchAhead) await condition(changed, wait, { summary: 'a step ahead' });
    else await condition(changed);
    if (progress.answered) return true;
    if (outdated()) return false;
  }
}

const same = (order: Order, wanted: Order | null): boolean =>
  wanted !== null && JSON.stringify(meaning(order)) === JSON.stringify(meaning(wanted));

/** The end that an order carries may move without making it another order. */
const meaning = (order: Order): unknown => ('target' in order ? { ...order, notAfter: null } : order);

function ignoreCancellation(error: unknown): void {
  if (!isCancellation(error)) throw error;
}
