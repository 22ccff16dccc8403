import { condition } from '@temporalio/workflow';
import type { Instant } from '../../domain/replayed/ids';

/** A longer timer is set in pieces: JavaScript's own are 32-bit. */
const LONGEST_TIMER_MS = 20 * 24 * 3600_000;

/**
 * Waits until the instant that `dueAt` names has come. It is asked again whenever the state changes; null means that there
 * is nothing to wait for yet. Instants are absolute, so a restart or a new run sets the same timer again.
 */
export async function waitUntil(summary: string, dueAt: () => Instant | null): Promise<void> {
  for (;;) {
    const at = dueAt();
    if (at === null) {
      await condition(() => dueAt() !== null);
      continue;
    }
    const wait = at - Date.now();
    if (wait <= 0) return;
    // never exactly 0: a zero timeout leaves a patch marker in the history
    await condition(() => dueAt() !== at, Math.max(1, Math.min(wait, LONGEST_TIMER_MS)), { summary });
  }
}

/** The first of these instants; null: there is none. */
export const earliest = (...instants: (Instant | null | undefined)[]): Instant | null => {
  const known = instants.filter((at): at is Instant => typeof at === 'number');
  return known.length === 0 ? null : Math.min(...known);
};
