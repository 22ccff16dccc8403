import { ApplicationFailure, activityInfo, CancelledFailure, log } from '@temporalio/activity';
import { ApplicationFailureCategory } from '@temporalio/common';
import { ExternalError } from '../clients/external-error';
import type { FailureCode } from '../domain/replayed/failure-codes';

/** What a failure tells a workflow beside its type; the shape that `troubleOf` reads. */
export interface FailureDetail {
  attempt: number;
  /** The write may have been done all the same. */
  sent: boolean;
  system: ExternalError['system'] | null;
  /** After so long it may be tried again, ms; where somebody has said. */
  retryAfterMs?: number;
}

/** A failure of our own making; `retryable` only where trying again by itself can help. */
export function failure(code: FailureCode, message: string, retryable = false): ApplicationFailure {
  return toFailure({ code, message, retryable, sent: false, system: null });
}

/**
 * Runs an activity and turns whatever it throws into an ApplicationFailure whose type is a FailureCode. Histories are kept
 * for ever, so messages of errors that are not ours stay out of them: such an error is logged by name and place only.
 * @param once for a write that must not be sent twice: an outcome that is not known ends the retries.
 */
export async function failing<T>(work: () => Promise<T>, { once = false } = {}): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ApplicationFailure || error instanceof CancelledFailure) throw error;
    if (error instanceof ExternalError) throw fromOutside(error, once);
    throw unexpected(error);
  }
}

function fromOutside(error: ExternalError, once: boolean): ApplicationFailure {
  const { code, message, system, outcomeUnknown } = error;
  const sent = outcomeUnknown && system !== 'nexudus';
  return toFailure({
    code,
    message,
    system,
    sent,
    retryable: error.options.retryable && !(once && sent),
    retryAfterMs: error.options.retryAfterMs,
  });
}

function unexpected(error: unknown): ApplicationFailure {
  const name = error instanceof Error ? error.name : typeof error;
  const frames = error instanceof Error ? (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)) : [];
  log.error('unexpected error', { error: name, frames: frames.slice(0, 8) });
  // an error of ours may come after the request has left
  return toFailure({ code: 'malformed', message: `unexpected ${name}`, retryable: true, sent: true, system: null });
}

interface Told extends Omit<FailureDetail, 'attempt'> {
  code: FailureCode;
  message: string;
  retryable: boolean;
}

function toFailure({ code, message, retryable, retryAfterMs, sent, system }: Told): ApplicationFailure {
  const detail: FailureDetail = { attempt: activityInfo().attempt, sent, system, retryAfterMs };
  return ApplicationFailure.create({
    type: code,
    message,
    nonRetryable: !retryable,
    nextRetryDelay: retryAfterMs,
    details: [detail],
    // what an operator has wanted is nothing to be warned of
    category: code === 'maintenance' ? ApplicationFailureCategory.BENIGN : undefined,
  });
}
