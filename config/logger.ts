import { pino, type DestinationStream, type Logger } from 'pino';
import { tellRepeatsOnce } from './log-repeats';

/** Lines hold ids only: nobody logs headers, bodies or personal data. These fields are for the day somebody does. */
const NEVER = new Set(['authorization', 'headers', 'body', 'password', 'username', 'email', 'token', 'key', 'secret']);
/** Of fields in fields. */
const DEPTH = 3;

/** One JSON line for each event, and for failures that repeat one a minute. `destination` is standard output if not given. */
export function createLogger(name: 'api' | 'worker', level: string, destination?: DestinationStream): Logger {
  const options = {
    name,
    level,
    serializers: { err: (error: Error) => censored(pino.stdSerializers.err(error), DEPTH - 1) },
    formatters: { log: censoredLine },
    hooks: { logMethod: tellRepeatsOnce() },
  };
  return destination ? pino(options, destination) : pino(options);
}

/** pino's own redaction copies every line for patterns like these, which takes most of a line's time. */
function censoredLine({ err, ...fields }: Record<string, unknown>): Record<string, unknown> {
  return { ...(err !== undefined && { err }), ...(censored(fields, DEPTH) as Record<string, unknown>) };
}

/** What has nothing to hide is left as it is. */
function censored(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null || depth === 0) return value;
  const hidden = Object.entries(value).flatMap(([field, inner]) => {
    const kept = NEVER.has(field) ? '[hidden]' : censored(inner, depth - 1);
    return kept === inner ? [] : [[field, kept] as const];
  });
  if (hidden.length === 0) return value;
  return Object.assign(Array.isArray(value) ? [...(value as unknown[])] : { ...value }, Object.fromEntries(hidden));
}
