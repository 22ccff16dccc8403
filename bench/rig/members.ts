import { setTimeout as sleep } from 'node:timers/promises';
import type { Sandbox } from '../../sandbox';
import { accountsOfMembers, untilQuiet } from './writes';

/** Members with a desk, of whom no hook has told. Returns their ids. @param name tells them from those of another call */
export const desks = ({ nexudus }: Sandbox, count: number, name = 'desk'): string[] =>
  Array.from({ length: count }, (_, n) =>
    nexudus.play.join({ fullName: `Desk ${n}`, email: `${name}${n}@members.example`, plan: 'Hot Desk', hooks: false }),
  );

/** Second looks and letters are over. */
const QUIET_MS = 20_000;
/** Thousands of accounts take their time. */
const LIMIT_MS = 15 * 60_000;

/**
 * Waits until so many members have accounts. Returns these, by member.
 * @throws Error where that takes a quarter of an hour.
 */
export async function untilAccounts(sandbox: Sandbox, members: number): Promise<Map<string, string>> {
  const deadline = Date.now() + LIMIT_MS;
  for (;;) {
    const accounts = accountsOfMembers(sandbox);
    if (accounts.size >= members) return accounts;
    if (Date.now() > deadline) throw new Error(`${accounts.size} of ${members} members have an account`);
    await sleep(500);
  }
}

/** As `untilAccounts`, and until nothing follows any more. */
export async function untilSettled(sandbox: Sandbox, members: number): Promise<void> {
  await untilAccounts(sandbox, members);
  await untilQuiet(sandbox, QUIET_MS);
}
