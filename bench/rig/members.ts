import { setTimeout as sleep } from 'node:timers/promises';
import type { Sandbox } from '../../sandbox';
import { accountsOfMembers, untilQuiet } from './writes';

/** Members with a desk, of whom no hook has told. Returns their ids. */
export const desks = ({ nexudus }: Sandbox, count: number): string[] =>
  Array.from({ length: count }, (_, n) =>
    nexudus.play.join({ fullName: `Desk ${n}`, email: `desk${n}@members.example`, plan: 'Hot Desk', hooks: false }),
  );

/** Second looks and letters are over. */
const QUIET_MS = 20_000;
/** Thousands of accounts take their time. */
const LIMIT_MS = 15 * 60_000;

/**
 * Waits until so many members have accounts, and nothing follows any more.
 * @throws Error where that takes a quarter of an hour.
 */
export async function untilSettled(sandbox: Sandbox, members: number): Promise<void> {
  const deadline = Date.now() + LIMIT_MS;
  for (let made = 0; made < members; made = accountsOfMembers(sandbox).size) {
    if (Date.now() > deadline) throw new Error(`${made} of ${members} members have an account`);
    await sleep(500);
  }
  await untilQuiet(sandbox, QUIET_MS);
}
