import type { ErrorRequestHandler } from 'express';
import type { Logger } from 'pino';
import type { FailureCode } from '../../domain/replayed/failure-codes';
import { GatewayError, SpoolUnwritable } from '../ports/gateways';
import { exchange } from './exchange';
import { Problem } from './problem';

const RETRY_AFTER_SECONDS = 5;

/** Every failure ends here: the caller gets a problem document, the log gets the rest. */
export function errorHandler(log: Logger): ErrorRequestHandler {
  return (error: unknown, req, res, next) => {
    const problem = toProblem(error);
    logFailure(log, error, { method: req.method, status: problem.status });
    exchange(res).problem = problem;
    if (res.headersSent) return next(error);
    const { headers, retryAfter } = problem.options;
    if (headers) res.set(headers);
    if (retryAfter !== undefined) res.set('Retry-After', String(retryAfter));
    res.status(problem.status).type('application/problem+json').send(JSON.stringify(problem));
  };
}

/** A passing failure is a warning, an unforeseen one an error; a mistake of the caller is not logged. */
function logFailure(log: Logger, error: unknown, request: { method: string; status: number }): void {
  if (request.status < 500) return;
  log[request.status === 503 ? 'warn' : 'error']({ err: error, ...request }, 'request failed');
}

export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof GatewayError) return fromGateway(error);
  if (error instanceof SpoolUnwritable) return later('The hint can be neither delivered nor kept now.', error);
  return fromExpress(error) ?? new Problem(500, 'Something went wrong here; the log says what.', { cause: error });
}

function fromGateway(error: GatewayError): Problem {
  switch (error.code) {
    case 'away':
      return later('Temporal does not answer: try again when it is back.', error);
    case 'silent':
      return later('No worker answers: see that one is running, then try again.', error);
    case 'busy':
      return later('Too many requests for the same thing are under way: try again in a few seconds.', error);
    case 'notReady':
      return later(error.message, error);
    case 'notFound':
      return new Problem(404, error.message, { code: error.code, cause: error });
    case 'refused':
      return fromRefusal(error);
  }
}

function fromRefusal(error: GatewayError): Problem {
  const { failure, errors, message } = error;
  const options = { code: failure ?? error.code, cause: error };
  if (failure === 'settingsInvalid') return new Problem(422, message, { errors: errors ?? [], ...options });
  if (failure === 'settingsStale') return new Problem(412, message, options);
  const detail = failure ? `${message} (${failure})` : message;
  return failure && passing.includes(failure) ? later(detail, error) : new Problem(409, detail, options);
}

/** An external system was needed and is away: the same request may succeed later. */
const passing: readonly FailureCode[] = ['unreachable', 'timeout', 'outage', 'throttled'];

function later(detail: string, cause: Error): Problem {
  const code = cause instanceof GatewayError ? (cause.failure ?? cause.code) : undefined;
  return new Problem(503, detail, { retryAfter: RETRY_AFTER_SECONDS, code, cause });
}

/** Express and its body parsers throw errors with a `status`. */
function fromExpress(error: unknown): Problem | null {
  if (!(error instanceof Error) || !('status' in error) || typeof error.status !== 'number') return null;
  if (error.status < 400 || error.status >= 500) return null;
  return new Problem(error.status, EXPRESS_DETAILS[error.status] ?? 'The request cannot be read.', { cause: error });
}

const EXPRESS_DETAILS: Record<number, string> = {
  400: 'The request cannot be read: see that its body is whole and valid JSON.',
  413: 'The body is larger than this address takes.',
  415: 'The body must be sent as it is, uncompressed, in UTF-8.',
};
