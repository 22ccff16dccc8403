import { ActivityFailure, ApplicationFailure, isCancellation, TimeoutFailure } from '@temporalio/workflow';
import { failureCodes, lasting, type FailureCode } from '../../domain/replayed/failure-codes';
import { MAINTENANCE_PAUSE_MS } from '../../domain/replayed/health/maintenance';
import type { Order } from '../../domain/replayed/next-write';
import type { Lane } from '../../contracts/replayed';
import type { MemberState } from './state';
import { addToTimeline } from './story';

const second = 1_000;
const minute = 60_000;
const longestPause = 15 * minute;
/** No use in trying before somebody has changed the address; a change of it ends the pause. */
const hopeless: readonly FailureCode[] = ['noEmail', 'mailRefused'];
const dailyPause = 24 * 60 * minute;

/** What an activity's failure says, in our own words. */
export interface Trouble {
  code: FailureCode;
  message: string;
  /** The attempt that said so; earlier ones may have failed differently. 0: Temporal gave up waiting. */
  attempt: number;
  /** A write that may have been done all the same. */
  sent: boolean;
  /** After so long it may be tried again, ms; undefined where nobody has said. */
  retryAfterMs?: number;
}

/** Null when the activity was cancelled, which is nobody's trouble. */
export function troubleOf(error: unknown): Trouble | null {
  if (isCancellation(error)) return null;
  if (!(error instanceof ActivityFailure)) throw error;
  const cause = error.cause;
  if (cause instanceof ApplicationFailure) {
    const known = failureCodes.find((code) => code === cause.type);
    const detail = cause.details?.[0] as { attempt?: number; sent?: boolean; retryAfterMs?: number } | undefined;
    return {
      code: known ?? 'malformed',
      message: cause.message,
      attempt: detail?.attempt ?? 1,
      sent: detail?.sent ?? true,
      retryAfterMs: detail?.retryAfterMs,
    };
  }
  const what = cause instanceof TimeoutFailure ? `no answer within the time allowed (${cause.timeoutType})` : 'failed';
  return { code: 'timeout', message: `${error.activityType}: ${what}`, attempt: 0, sent: true };
}

/** A dead end is a state: say so, pause (1 minute, doubling to 15; a day where only a person can help), try for ever. */
export function backOff(state: MemberState, lane: Lane, trouble: Trouble): void {
  if (trouble.code === 'maintenance') return waitForMaintenance(state, lane, trouble);
  const failures = (state.setbacks[lane]?.failures ?? 0) + 1;
  state.setbacks[lane] = { failures, retryAt: Date.now() + pauseAfter(failures, trouble) };
  const since = state.attention[lane]?.since ?? Date.now();
  if (state.attention[lane]?.reason !== trouble.code)
    addToTimeline(state, `${lane} needs attention: ${trouble.message}`);
  state.attention[lane] = { lane, reason: trouble.code, message: trouble.message, since };
}

/** An operator holds a side back: that is nobody's failure, and needs no attention. */
function waitForMaintenance(state: MemberState, lane: Lane, { message, retryAfterMs }: Trouble): void {
  const { failures = 0, waiting } = state.setbacks[lane] ?? {};
  if (waiting === undefined) addToTimeline(state, `${lane} waits: ${message}`);
  const since = waiting?.since ?? Date.now();
  state.setbacks[lane] = {
    failures,
    retryAt: Date.now() + (retryAfterMs ?? MAINTENANCE_PAUSE_MS),
    waiting: { message, since },
  };
}

function pauseAfter(failures: number, { code, attempt }: Trouble): number {
  if (hopeless.includes(code)) return dailyPause;
  // a time-out that Temporal found is most often our own absence: try at once when we are back
  if (failures === 1) return attempt === 0 ? second : minute;
  // seen twice it is no slip of the server: the next sync says so once, and its members need not all ask as well
  if (lasting.includes(code)) return longestPause;
  return Math.min(longestPause, minute * 2 ** (failures - 1));
}

export function recovered(state: MemberState, lane: Lane): void {
  if (state.attention[lane] !== undefined) addToTimeline(state, `${lane} works again`);
  delete state.setbacks[lane];
  delete state.attention[lane];
}

/**
 * Whether a failed write may have been done all the same. A create is retried by Temporal only while it is proven that
 * nothing was sent, so its last failure speaks for all; any other write may have gone out in an earlier attempt, and so
 * may one that was cancelled while it waited for a retry.
 */
export function mayHaveBeenDone(order: Pick<Order, 'kind'>, trouble: Trouble | null): boolean {
  if (order.kind === 'create') return trouble !== null && trouble.sent;
  return trouble === null || trouble.attempt !== 1 || trouble.sent;
}
