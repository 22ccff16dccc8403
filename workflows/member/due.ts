import { condition } from '@temporalio/workflow';
import type { Instant } from '../../domain/replayed/ids';

/** A timer longer than this is set in pieces: JavaScript's own are 32-bit. */
const longest = 20 * 24 * 3600_000;

/**
 * Waits until the instant that `due` names has come. `due` is asked again whenever the state changes: null means that
 * nothing is to be waited for. Instants are absolute, so that a restart or a new run arms the same timer again.
 */
export async function reach(summary: string, due: () => Instant | null): Promise<void> {
  for (;;) {
    const at = due();
    if (at === null) {
      await condition(() => due() !== null);
      continue;
    }
    const wait = at - Date.now();
    if (wait <= 0) return;
    // never exactly 0: a zero timeout leaves a patch marker in the history
    await condition(() => due() !== at, Math.max(1, Math.min(wait, longest)), { summary });
  }
}

export const earliest = (...instants: (Instant | null | undefined)[]): Instant | null => {
  const known = instants.filter((at): at is Instant => typeof at === 'number');
  return known.length === 0 ? null : Math.min(...known);
};
