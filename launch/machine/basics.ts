import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Something the person at the keyboard can fix: its message is one clear sentence, printed without a stack trace. */
export class LaunchError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'LaunchError';
  }
}

/** The folder of the clone, found from the sources (tests) as well as from `dist` (the compiled launcher). */
export function projectRoot(from: string = __dirname): string {
  if (existsSync(join(from, 'launch', 'temporal-server', 'go.mod'))) return from;
  const parent = dirname(from);
  if (parent === from) throw new Error('launch/temporal-server/go.mod is missing: this is not a complete clone');
  return projectRoot(parent);
}

/** Makes the folder that `variable` points at. Throws a LaunchError when it cannot be made or written to. */
export function makeUsableFolder(variable: 'LATCHKEY_HOME' | 'LATCHKEY_CACHE', path: string, mode?: number): void {
  try {
    mkdirSync(path, { recursive: true, mode });
    accessSync(path, constants.W_OK | constants.X_OK);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'error';
    throw new LaunchError(
      `The folder ${path} cannot be made or written in (${code}): set ${variable} to one that this user may use.`,
    );
  }
}

/** Polls until `isSo`; throws a LaunchError with what did not happen in time. */
export async function waitUntil(isSo: () => Promise<boolean>, limitMs: number, otherwise: () => string): Promise<void> {
  const deadline = Date.now() + limitMs;
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new LaunchError(otherwise());
    await sleep(200);
  }
}

/** Longer than the API waits for others before it reports that they do not answer. */
const REPLY_LIMIT_MS = 5_000;

/** The reply of one of our own addresses, or undefined when nothing answers. */
export async function tryFetch(url: string): Promise<{ status: number; body: string } | undefined> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(REPLY_LIMIT_MS) });
    return { status: response.status, body: await response.text() };
  } catch {
    return undefined;
  }
}
