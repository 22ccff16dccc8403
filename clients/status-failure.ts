import type { FailureCode } from '../domain/replayed/failure-codes';
import type { HttpReply } from './exchange';
import { ExternalError, type ExternalSystem } from './external-error';
import { retryAfterMs } from './retry-after';

/** Where a throttled reply does not say how long. */
const DEFAULT_THROTTLE_MS = 10_000;

/** What a status other than 2xx means where an API has no word of its own for it. */
export function statusCode(status: number): FailureCode {
  if (status >= 500) return 'outage';
  switch (status) {
    case 401:
      return 'unauthorized';
    case 403:
      return 'forbidden';
    case 404:
      return 'notFound';
    case 429:
      return 'throttled';
    default:
      return 'rejected';
  }
}

/** The error for a reply; the text names the request and the status and may add what is no person's. */
export function statusFailure(
  system: ExternalSystem,
  name: string,
  reply: HttpReply,
  code: FailureCode,
  now: number,
  more = '',
): ExternalError {
  const wait = retryAfterMs(reply, now) ?? (code === 'throttled' ? DEFAULT_THROTTLE_MS : undefined);
  return new ExternalError(system, code, `${name}: ${reply.status}${more && ` (${more})`}`, {
    retryable: code === 'throttled' || code === 'outage',
    retryAfterMs: code === 'throttled' || code === 'outage' ? wait : undefined,
  });
}
