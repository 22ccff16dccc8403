import { outcomeUnknown, type FailureCode } from '../domain/replayed/failure-codes';
import type { ExternalSystem } from '../domain/replayed/health/external-system';

export type { ExternalSystem };

/**
 * What a client throws: a code from the closed union, whether a retry can help, and when. Messages name ids, statuses and
 * settings, never personal data or a body.
 */
export class ExternalError extends Error {
  override readonly name = 'ExternalError';

  constructor(
    readonly system: ExternalSystem,
    readonly code: FailureCode,
    message: string,
    /** `byUs`: our own rate limiter had no room, and the system was not asked. */
    readonly options: { retryable: boolean; retryAfterMs?: number; partlyDone?: boolean; byUs?: boolean },
  ) {
    super(message);
  }

  /** The write may have been done although it failed. */
  get outcomeUnknown(): boolean {
    return outcomeUnknown.includes(this.code) || this.options.partlyDone === true;
  }
}
