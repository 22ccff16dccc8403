import { setTimeout as pause } from 'node:timers/promises';

const first = 500;
const longest = 30_000;

export interface Persistence {
  stopped: AbortSignal;
  /** Told once per new reason, not once per try. */
  report: (message: string) => void;
  /** Completes the sentence "cannot …". */
  what: string;
}

/** Tries until it works (0.5 s, doubling to 30 s) or the process stops; undefined when it stopped. */
export async function keepTrying<T>(
  work: () => Promise<T>,
  { stopped, report, what }: Persistence,
): Promise<T | undefined> {
  let told = '';
  for (let wait = first; !stopped.aborted; wait = Math.min(longest, wait * 2)) {
    try {
      return await work();
    } catch (error) {
      const reason = reasonOf(error);
      if (reason !== told) report(`cannot ${what} yet: ${reason}`);
      told = reason;
    }
    await pause(wait, undefined, { signal: stopped }).catch(() => undefined);
  }
  return undefined;
}

/** The innermost message, with the details that a refused settings document comes with. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.cause instanceof Error) return reasonOf(error.cause);
  const details = 'details' in error && Array.isArray(error.details) ? ` ${JSON.stringify(error.details)}` : '';
  return `${error.message}${details}`;
}
