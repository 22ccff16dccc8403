import type { z } from 'zod';
import type { FailureCode } from '../../domain/replayed/failure-codes';
import { ExternalError, type ExternalSystem } from '../external-error';
import type { HttpReply } from './http';

const token = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/**
 * `JSON.parse`, except that integers of 16 digits and more become strings: an id past 2^53 would be rounded to another one
 * (nexudus.md §2.7, ironwifi.md §10.9). Throws SyntaxError.
 */
export function parseJson(text: string): unknown {
  const safe = /\d{16}/.test(text)
    ? text.replace(token, (word) => (/^-?\d{16,}$/.test(word) ? `"${word}"` : word))
    : text;
  return JSON.parse(safe) as unknown;
}

/** The JSON of a 2xx reply. A page of HTML or half a body comes from a gateway, not from the API: `outage`. */
export function readJson(system: ExternalSystem, name: string, reply: HttpReply): unknown {
  try {
    return parseJson(reply.text);
  } catch {
    throw new ExternalError(system, 'outage', `${name}: ${reply.status} without a readable body`, { retryable: true });
  }
}

/** Checks a reply's shape. The error names fields, never their values. */
export function checkShape<T>(system: ExternalSystem, name: string, schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const places = parsed.error.issues
    .slice(0, 3)
    .map(({ path, code }) => `${path.map(String).join('.') || 'body'}: ${code}`);
  const text = `${name}: the reply does not have the documented shape (${places.join(', ')})`;
  throw new ExternalError(system, 'malformed', text, { retryable: false });
}

/** For a throttled reply that does not say how long. */
const DEFAULT_THROTTLE_MS = 10_000;

/** The meaning of a status other than 2xx, where the API has no special one. */
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

/** The error for a reply. Its text names the request and the status; `more` must not hold personal data. */
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

/**
 * How long a reply asks to wait, ms: `Retry-After` in seconds, as a date or as an epoch number, else the body's "Wait 1.5 seconds"
 * (nexudus.md §2.8); null where it does not say.
 */
export function retryAfterMs(reply: { header(name: string): string | null; text: string }, now: number): number | null {
  const header = reply.header('retry-after');
  if (header !== null) {
    const wait = /^\s*\d+(\.\d+)?\s*$/.test(header) ? waitOf(Number(header), now) : Date.parse(header) - now;
    if (Number.isFinite(wait)) return Math.max(0, wait);
  }
  const seconds = /\bwait\s+(\d+(?:\.\d+)?)\s*s/i.exec(reply.text.slice(0, 2_000))?.[1];
  return seconds === undefined ? null : Number(seconds) * 1000;
}

/** No server asks for thirty years: a number this large is an instant, in seconds or milliseconds since the epoch. */
const LEAST_EPOCH_SECONDS = 1e9;
const LEAST_EPOCH_MS = 1e12;

function waitOf(number: number, now: number): number {
  if (number >= LEAST_EPOCH_MS) return number - now;
  return number >= LEAST_EPOCH_SECONDS ? number * 1000 - now : number * 1000;
}
