import { ActivityFailure, ApplicationFailure, isCancellation, patched, TimeoutFailure } from '@temporalio/workflow';
import { isFailureCode, lasting, ofTheSystem, type FailureCode } from '../../domain/replayed/failure-codes';
import { externalSystems, type ExternalSystem } from '../../domain/replayed/health/external-system';
import { MAINTENANCE_PAUSE_MS } from '../../domain/replayed/health/maintenance';
import type { Order } from '../../domain/replayed/next-write';
import { lanes, type Lane, type MemberState } from './state';
import { addToTimeline, reportedLane } from './timeline';

const SECOND = 1_000;
const MINUTE = 60_000;
const LONGEST_WAIT = 15 * MINUTE;
/** Only another address helps, and a change of it ends the pause. */
const hopeless: readonly FailureCode[] = ['noEmail', 'mailRefused'];
const DAILY_WAIT = 24 * 60 * MINUTE;

/**
 * Between two tries of one activity, by which nobody can be told that a system is well again; longer waits are the lane's. The
 * activities, for their part, leave it to the lane when a system asks for more.
 */
export const LONGEST_RETRY_WAIT = '15s';

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
  /** Whose trouble it is; unset: of no system. */
  system?: ExternalSystem;
}

/** Null when the activity was cancelled, which is no trouble. */
export function troubleOf(error: unknown): Trouble | null {
  if (isCancellation(error)) return null;
  if (!(error instanceof ActivityFailure)) throw error;
  const cause = error.cause;
  if (cause instanceof ApplicationFailure) {
    const detail = cause.details?.[0] as Partial<Omit<Trouble, 'system'> & { system: string }> | undefined;
    return {
      code: isFailureCode(cause.type) ? cause.type : 'malformed',
      message: cause.message,
      attempt: detail?.attempt ?? 1,
      sent: detail?.sent ?? true,
      retryAfterMs: detail?.retryAfterMs,
      system: externalSystems.find((system) => system === detail?.system),
    };
  }
  const what = cause instanceof TimeoutFailure ? `no answer within the time allowed (${cause.timeoutType})` : 'failed';
  return { code: 'timeout', message: `${error.activityType}: ${what}`, attempt: 0, sent: true };
}

/** Notes a failure and pauses the lane: a minute, doubling to 15; to a day where only a person can help. Never gives up. */
export function backOff(state: MemberState, lane: Lane, trouble: Trouble): void {
  if (trouble.code === 'maintenance') return waitForMaintenance(state, lane, trouble);
  const failures = (state.backoffs[lane]?.failures ?? 0) + 1;
  const failedAt = Date.now();
  state.backoffs[lane] = {
    failures,
    retryAt: failedAt + pauseAfter(lane, failures, trouble),
    failedAt,
    system: trouble.system,
  };
  const since = state.attention[lane]?.since ?? Date.now();
  if (state.attention[lane]?.reason !== trouble.code) addToTimeline(state, needsAttention(lane, trouble.message));
  state.attention[lane] = { reason: trouble.code, message: trouble.message, since };
}

/** Whoever is told of a recovery again and again, and fails all the same, does not ask faster than this. */
const LEAST_PAUSE = 10 * SECOND;

/** A system is well again: lanes that have failed because of it wait no longer. Where nobody knows the cause, it may have been. */
export function tryAgain({ backoffs, attention }: MemberState, recovered: ExternalSystem): void {
  for (const lane of lanes) {
    const [backoff, reason] = [backoffs[lane], attention[lane]?.reason];
    if (backoff === undefined || reason === undefined || !ofTheSystem.includes(reason)) continue;
    if ((backoff.system ?? recovered) !== recovered) continue;
    backoff.retryAt = Math.min(backoff.retryAt, Math.max(Date.now(), (backoff.failedAt ?? 0) + LEAST_PAUSE));
  }
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

/** Where the system itself has said how long, no longer than that, as far as that is half of what is usual. */
function pauseAfter(lane: Lane, failures: number, trouble: Trouble): number {
  const usual = usualPause(lane, failures, trouble);
  const asked = Math.max(trouble.retryAfterMs ?? usual, usual / 2);
  return asked < usual && patched('pause-as-the-system-asks') ? asked : usual;
}

function usualPause(lane: Lane, failures: number, { code, attempt }: Trouble): number {
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
