import type { z } from 'zod';
import type { HttpReply } from './exchange';
import { parseJson } from './json';
import { OutsideError, type OutsideSystem } from './outside-error';

/** The JSON of a 2xx reply. A page of HTML or half a body is a gateway's, not the API's: `outage`. */
export function readJson(system: OutsideSystem, name: string, reply: HttpReply): unknown {
  try {
    return parseJson(reply.text);
  } catch {
    throw new OutsideError(system, 'outage', `${name}: ${reply.status} without a readable body`, { retryable: true });
  }
}

/** Checks a value at the border. The error names fields, never what is in them. */
export function checkShape<T>(system: OutsideSystem, name: string, schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const places = parsed.error.issues
    .slice(0, 3)
    .map(({ path, code }) => `${path.map(String).join('.') || 'body'}: ${code}`);
  const text = `${name}: the reply does not have the documented shape (${places.join(', ')})`;
  throw new OutsideError(system, 'malformed', text, { retryable: false });
}
