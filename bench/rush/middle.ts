import { setTimeout as sleep } from 'node:timers/promises';
import type { Rig } from '../rig/rig';
import { accountsIn, whenWritten } from '../rig/writes';
import { checkIn } from './check-in';
import type { Wave } from './space';

const LIMIT_MS = 300_000;

/** What happens while a rush waits for its writes. */
export interface Middle {
  /** From each check-out to its write, ms. */
  leaving: number[];
  /** From each block by an operator to its write, ms. */
  blocking: number[];
}

/** Late people come, others leave or are blocked, at even distances within `overMs`. */
export async function middleOf(
  rig: Rig,
  { late, leavers, blocked }: Wave,
  accounts: Map<string, string>,
  { overMs, hooks }: { overMs: number; hooks: number },
): Promise<Middle> {
  const untilDisabled = async (id: string, act: () => unknown): Promise<number> => {
    const began = Date.now();
    await act();
    const [written = NaN] = await whenWritten(rig.sandbox, accountsIn(accounts, [id]), false, LIMIT_MS);
    return written - began;
  };
  const body = { access: 'block', until: null, reason: 'asked to leave' } as const;
  const [leaving, blocking] = await Promise.all([
    evenly(leavers, overMs, (id) => untilDisabled(id, () => rig.sandbox.nexudus.play.checkOut(id))),
    evenly(blocked, overMs, (id) => untilDisabled(id, () => rig.api.overrideAccess({ params: { id }, body }))),
    evenly(late, overMs, (id) => checkIn(rig, id, hooks)),
  ]);
  return { leaving, blocking };
}

/** Acts for each at even distances, first and last with one of their own. */
export const evenly = <T>(ids: readonly string[], overMs: number, act: (id: string) => Promise<T>): Promise<T[]> =>
  Promise.all(
    ids.map(async (id, index) => {
      await sleep((overMs * (index + 1)) / (ids.length + 1));
      return act(id);
    }),
  );
