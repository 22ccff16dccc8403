import { activityInfo, ApplicationFailure, CancelledFailure, heartbeat, log } from '@temporalio/activity';
import { ApplicationFailureCategory } from '@temporalio/common';
import { ExternalError } from '../../clients/external-error';
import { workflowTypes } from '../../contracts/replayed';
import type { FailureCode } from '../../domain/replayed/failure-codes';

/** What a workflow learns from a failure besides its type; the shape that `troubleOf` reads. */
interface FailureDetail {
  attempt: number;
  /** The write may have been done. */
  sent: boolean;
  system: ExternalError['system'] | null;
  /** When a retry may succeed, ms, where the system said so. */
  retryAfterMs?: number;
  /** Our own rate limiter said so. */
  byUs?: boolean;
}

/** A failure of our own; `retryable` only where a mere retry can help. */
export function failure(code: FailureCode, message: string, retryable = false): ApplicationFailure {
  return toFailure({ code, message, retryable, sent: false, system: null });
}

/**
 * Runs an activity and turns whatever it throws into an ApplicationFailure whose type is a FailureCode. Histories must not
 * hold personal data, so messages of foreign errors stay out of them: such an error is logged by name and place only.
 * @param once for a write that must not be sent twice: an unknown outcome ends the retries.
 */
export async function failing<T>(work: () => Promise<T>, { once = false } = {}): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ApplicationFailure || error instanceof CancelledFailure) throw error;
    if (error instanceof ExternalError) throw fromExternal(error, once);
    throw unexpected(error);
  }
}

function fromExternal(error: ExternalError, once: boolean): ApplicationFailure {
  const { code, message, system, outcomeUnknown } = error;
  const sent = outcomeUnknown && system !== 'nexudus';
  return toFailure({
    code,
    message,
    system,
    sent,
    retryable: error.options.retryable && !(once && sent),
    retryAfterMs: error.options.retryAfterMs,
    byUs: error.options.byUs,
  });
}

function unexpected(error: unknown): ApplicationFailure {
  const name = error instanceof Error ? error.name : typeof error;
  const frames = error instanceof Error ? (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)) : [];
  log.error('unexpected error', { error: name, frames: frames.slice(0, 8) });
  // it may have come after the request had left
  return toFailure({ code: 'malformed', message: `unexpected ${name}`, retryable: true, sent: true, system: null });
}

interface FailureParts extends Omit<FailureDetail, 'attempt'> {
  code: FailureCode;
  message: string;
  retryable: boolean;
}

function toFailure({ code, message, retryable, retryAfterMs, byUs, sent, system }: FailureParts): ApplicationFailure {
  const detail: FailureDetail = { attempt: activityInfo().attempt, sent, system, retryAfterMs, byUs };
  return ApplicationFailure.create({
    type: code,
    message,
    nonRetryable: !retryable || (byUs !== true && isLeftToLane(retryAfterMs)),
    nextRetryDelay: retryAfterMs,
    details: [detail],
    // an operator's own maintenance is no reason for a warning
    category: code === 'maintenance' ? ApplicationFailureCategory.BENIGN : undefined,
  });
}

/** As long as an activity's retry waits at most (`workflows/member/backoff.ts`). */
const LONGEST_RETRY_WAIT_MS = 15_000;

/** A member's lane that waits shows it, and a newer decision, an operator and the system's recovery end its wait. */
const isLeftToLane = (retryAfterMs = 0): boolean =>
  retryAfterMs > LONGEST_RETRY_WAIT_MS && activityInfo().workflowType === workflowTypes.member;

const EVERY_MS = 5_000;

/** Heartbeats during the work, so that a worker's death is noticed long before the time-out of the work. */
export async function whileAlive<T>(work: () => Promise<T>): Promise<T> {
  const beat = setInterval(() => heartbeat(), EVERY_MS);
  try {
    return await work();
  } finally {
    clearInterval(beat);
  }
}
