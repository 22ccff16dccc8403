import { ActivityFailure, ApplicationFailure, isCancellation, TimeoutFailure } from '@temporalio/workflow';
import { failureCodes, lasting, type FailureCode } from '../../domain/replayed/failure-codes';
import { MAINTENANCE_PAUSE_MS } from '../../domain/replayed/health/maintenance';
import type { Order } from '../../domain/replayed/next-write';
import type { Lane, MemberState } from './state';
import { addToTimeline, reportedLane } from './timeline';

const SECOND = 1_000;
const MINUTE = 60_000;
const LONGEST_WAIT = 15 * MINUTE;
/** Only another address helps, and a change of it ends the pause. */
const hopeless: readonly FailureCode[] = ['noEmail', 'mailRefused'];
const DAILY_WAIT = 24 * 60 * MINUTE;

/** What an activity's failure tells us. */
export interface Trouble {
  code: FailureCode;
  message: string;
  /** The attempt that failed like this; earlier ones may have failed differently. 0: Temporal gave up waiting. */
  attempt: number;
  /** The request has left: a write may have been done all the same. */
  sent: boolean;
  /** How long to wait before the next try, ms, where the other side has said so. */
  retryAfterMs?: number;
}

/** Null when the activity was cancelled, which is no trouble. */
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

/** Notes a failure and pauses the lane: a minute, doubling to 15; to a day where only a person can help. Never gives up. */
export function backOff(state: MemberState, lane: Lane, trouble: Trouble): void {
  if (trouble.code === 'maintenance') return waitForMaintenance(state, lane, trouble);
  const failures = (state.backoffs[lane]?.failures ?? 0) + 1;
  state.backoffs[lane] = { failures, retryAt: Date.now() + pauseAfter(lane, failures, trouble) };
  const since = state.attention[lane]?.since ?? Date.now();
  if (state.attention[lane]?.reason !== trouble.code) addToTimeline(state, needsAttention(lane, trouble.message));
  state.attention[lane] = { reason: trouble.code, message: trouble.message, since };
}

export const needsAttention = (lane: Lane, message: string): string =>
  `${reportedLane[lane]} needs attention: ${message}`;

/** Under maintenance nothing has failed, and nobody needs to look. */
function waitForMaintenance(state: MemberState, lane: Lane, { message, retryAfterMs }: Trouble): void {
  const { failures = 0, waiting } = state.backoffs[lane] ?? {};
  if (waiting === undefined) addToTimeline(state, `${reportedLane[lane]} waits: ${message}`);
  const since = waiting?.since ?? Date.now();
  state.backoffs[lane] = {
    failures,
    retryAt: Date.now() + (retryAfterMs ?? MAINTENANCE_PAUSE_MS),
    waiting: { message, since },
  };
}

function pauseAfter(lane: Lane, failures: number, { code, attempt }: Trouble): number {
  if (hopeless.includes(code)) return DAILY_WAIT;
  // a timeout that Temporal noticed mostly means that no worker was there: try at once when one is back
  if (failures === 1) return attempt === 0 ? SECOND : MINUTE;
  // after a second time it is no slip of the server, and the next sync reports it: members need not all keep asking
  if (lasting.includes(code)) return LONGEST_WAIT;
  return Math.min(lane === 'details' ? DAILY_WAIT : LONGEST_WAIT, MINUTE * 2 ** (failures - 1));
}

export function recovered(state: MemberState, lane: Lane): void {
  if (state.attention[lane] !== undefined) addToTimeline(state, `${reportedLane[lane]} works again`);
  delete state.backoffs[lane];
  delete state.attention[lane];
}

/**
 * Whether a failed write may have been done all the same. Temporal retries a create only while it is proven that nothing
 * was sent, so its last failure tells. Any other write may have been done by an earlier attempt, also when it was cancelled
 * while it waited for a retry.
 */
export function mayHaveBeenDone(order: Pick<Order, 'kind'>, trouble: Trouble | null): boolean {
  if (order.kind === 'create') return trouble !== null && trouble.sent;
  return trouble === null || trouble.attempt !== 1 || trouble.sent;
}
