import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until a condition holds; fails after five seconds. */
export async function eventually(holds: () => boolean): Promise<void> {
  const until = Date.now() + 5_000;
  while (!holds()) {
    if (Date.now() > until) throw new Error('It never came to hold.');
    await sleep(5);
  }
}
