import type { z } from 'zod';
import type { HttpReply } from './exchange';
import { parseJson } from './json';
import { ExternalError, type ExternalSystem } from './external-error';

/** The JSON of a 2xx reply. A page of HTML or half a body is a gateway's, not the API's: `outage`. */
export function readJson(system: ExternalSystem, name: string, reply: HttpReply): unknown {
  try {
    return parseJson(reply.text);
  } catch {
    throw new ExternalError(system, 'outage', `${name}: ${reply.status} without a readable body`, { retryable: true });
  }
}

/** Checks a value at the border. The error names fields, never what is in them. */
export function checkShape<T>(system: ExternalSystem, name: string, schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const places = parsed.error.issues
    .slice(0, 3)
    .map(({ path, code }) => `${path.map(String).join('.') || 'body'}: ${code}`);
  const text = `${name}: the reply does not have the documented shape (${places.join(', ')})`;
  throw new ExternalError(system, 'malformed', text, { retryable: false });
}
