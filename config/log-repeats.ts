import type { LoggerOptions } from 'pino';

type LogMethod = NonNullable<NonNullable<LoggerOptions['hooks']>['logMethod']>;

/** A failure of one kind, from its first line until a minute has passed without any. */
interface Kind {
  tell: (fields: object, message: string) => void;
  fields: Record<string, unknown>;
  message: string;
  since: number;
  /** Since the last summary. */
  lately: number;
  total: number;
}

const WARN = 40;
const EVERY_MS = 60_000;
const LONGEST_TEXT = 200;
/** What tells kinds of one message apart, besides what the error says. */
const TELLING = ['activityType', 'workflowType', 'sdkComponent', 'status'];

/**
 * Tells a warning or an error at once, its repetitions each minute as a count, and once that they have ended: when a system is
 * away, hundreds of members fail in the same way. A logger at debug level tells them all.
 */
export function tellRepeatsOnce(): LogMethod {
  const kinds = new Map<string, Kind>();
  let timer: NodeJS.Timeout | undefined;
  const summarize = () => {
    for (const [key, kind] of kinds) if (!summary(kind)) kinds.delete(key);
    if (kinds.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
  return function (args, method, level) {
    const tell = (...told: Parameters<typeof method>) => method.apply(this, told);
    if (level < WARN || this.isLevelEnabled('debug')) return tell(...args);
    const { fields, message, says } = kindOf(args);
    const key = JSON.stringify([level, message, fields, says]);
    const known = kinds.get(key);
    if (known) {
      known.lately += 1;
      known.total += 1;
      return;
    }
    kinds.set(key, { tell, fields, message, since: Date.now(), lately: 0, total: 1 });
    timer ??= setInterval(summarize, EVERY_MS).unref();
    tell(...args);
  };
}

/** Tells what has come since the last time. False: the failure has ended. */
function summary(kind: Kind): boolean {
  const { tell, fields, message, lately, total } = kind;
  const since = new Date(kind.since).toISOString();
  kind.lately = 0;
  if (lately > 0) tell({ ...fields, since, repeated: lately }, `${message}: ${lately} times more in the last minute`);
  else if (total > 1) tell({ ...fields, since, times: total }, `${message}: has ended, after ${total} times`);
  return lately > 0;
}

function kindOf([first, second]: readonly unknown[]): Pick<Kind, 'fields' | 'message'> & { says: string } {
  const given = typeof first === 'object' && first !== null ? (first as Record<string, unknown>) : {};
  const error = first instanceof Error ? first : (given.err ?? given.error);
  const message = typeof first === 'string' ? first : typeof second === 'string' ? second : '';
  const telling = Object.fromEntries(TELLING.flatMap((name) => (name in given ? [[name, given[name]]] : [])));
  return { message: withoutIds(message), fields: { ...telling, ...nature(error) }, says: saysOf(error) };
}

/** A failure of ours has a code and a system; any other is known by its name. */
function nature(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return {};
  const { type, code, name, details } = error as Error & { type?: unknown; code?: unknown; details?: unknown[] };
  const system = (details?.[0] as { system?: unknown } | undefined)?.system;
  return typeof type === 'string' ? { failure: type, system } : { failure: code ?? name };
}

/** What else tells one kind from another; its first line alone shows it, if its author wants it shown. */
function saysOf(error: unknown): string {
  if (typeof error === 'string') return withoutIds(error);
  return error instanceof Error ? withoutIds(error.message) : '';
}

function withoutIds(text: string): string {
  return text.replace(/[\da-f]{8}-[\da-f-]{27}|\d+/gi, '#').slice(0, LONGEST_TEXT);
}
