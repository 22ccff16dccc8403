import type { FailureCode } from '../../domain/replayed/failure-codes';

/** A mistake in one place of what was sent. */
export interface FieldError {
  /** Where: keys joined by dots. */
  path: string;
  message: string;
}

/**
 * Why a workflow could not be signalled or asked:
 * - `away`: Temporal does not answer.
 * - `silent`: Temporal answers, but no worker does in time.
 * - `notFound`: there is no such workflow, or it has ended.
 * - `notReady`: what every deployment has (connector workflow, Schedule) has not been set up yet.
 * - `refused`: it was understood and turned down; `failure` says why.
 */
export type GatewayCode = 'away' | 'silent' | 'notFound' | 'notReady' | 'refused';

interface GatewayErrorOptions {
  cause?: unknown;
  failure?: FailureCode;
  /** With `settingsInvalid`: each bad value. */
  errors?: FieldError[];
}

/** The only error that the ports throw. */
export class GatewayError extends Error {
  override readonly name = 'GatewayError';
  readonly failure: FailureCode | undefined;
  readonly errors: FieldError[] | undefined;

  constructor(
    readonly code: GatewayCode,
    message: string,
    { cause, failure, errors }: GatewayErrorOptions = {},
  ) {
    super(message, { cause });
    this.failure = failure;
    this.errors = errors;
  }
}
