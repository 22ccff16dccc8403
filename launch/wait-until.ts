import { setTimeout as sleep } from 'node:timers/promises';
import { LaunchError } from './launch-error';

/** Asks again until `isSo`; throws a LaunchError that says what was not so in time. */
export async function waitUntil(isSo: () => Promise<boolean>, limitMs: number, otherwise: () => string): Promise<void> {
  const deadline = Date.now() + limitMs;
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new LaunchError(otherwise());
    await sleep(200);
  }
}

/** Longer than the API waits for others before it says that they do not answer. */
const REPLY_LIMIT_MS = 5_000;

/** The reply of an address of our own, or undefined when nobody answers. */
export async function tryFetch(url: string): Promise<{ status: number; body: string } | undefined> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(REPLY_LIMIT_MS) });
    return { status: response.status, body: await response.text() };
  } catch {
    return undefined;
  }
}
