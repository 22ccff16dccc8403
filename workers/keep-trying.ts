import { setTimeout as pause } from 'node:timers/promises';

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;

export interface Persistence {
  stopped: AbortSignal;
  /** Called once per new reason, not once per attempt. */
  report: (message: string) => void;
  /** Completes the sentence "cannot …". */
  what: string;
}

/** Retries until it succeeds (waits of 0.5 s, doubling to 30 s) or the process stops; undefined when it stopped. */
export async function keepTrying<T>(
  work: () => Promise<T>,
  { stopped, report, what }: Persistence,
): Promise<T | undefined> {
  let reported = '';
  for (let wait = FIRST_WAIT_MS; !stopped.aborted; wait = Math.min(LONGEST_WAIT_MS, wait * 2)) {
    try {
      return await work();
    } catch (error) {
      const reason = reasonOf(error);
      if (reason !== reported) report(`cannot ${what} yet: ${reason}`);
      reported = reason;
    }
    await pause(wait, undefined, { signal: stopped }).catch(() => undefined);
  }
  return undefined;
}

/** The innermost message, with the details of a refused settings document. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.cause instanceof Error) return reasonOf(error.cause);
  const details = 'details' in error && Array.isArray(error.details) ? ` ${JSON.stringify(error.details)}` : '';
  return `${error.message}${details}`;
}
