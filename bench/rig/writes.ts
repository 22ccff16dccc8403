import { setTimeout as sleep } from 'node:timers/promises';
import type { Sandbox } from '../../sandbox';
import type { Account } from '../../sandbox/ironwifi';

/** Between two looks at the accounts: the instants are the directory's own, not those of the looks. */
const LOOK_EVERY_MS = 500;

/**
 * Waits until these accounts are enabled, or disabled. Returns for each when it was written (epoch ms), in their order.
 * @throws Error when not all are within `limitMs`.
 */
export async function whenWritten(
  { ironwifi }: Sandbox,
  accounts: readonly string[],
  enabled: boolean,
  limitMs: number,
): Promise<number[]> {
  const deadline = Date.now() + limitMs;
  for (;;) {
    const byId = new Map(ironwifi.accounts().map((account) => [account.id, account]));
    const instants = accounts.map((id) => changedAt(byId.get(id), enabled));
    const written = instants.filter((at) => at !== undefined);
    if (written.length === accounts.length) return written;
    if (Date.now() > deadline)
      throw new Error(`${written.length} of ${accounts.length} accounts were written within ${limitMs / 1_000} s`);
    await sleep(LOOK_EVERY_MS);
  }
}

/** Since when the account has been so. */
function changedAt(account: Account | undefined, enabled: boolean): number | undefined {
  if (account?.enabled !== enabled) return undefined;
  const before = account.history.findLastIndex((change) => change.enabled !== enabled);
  return account.history[before + 1]?.at;
}

/** The ids of the members' accounts, by member. */
export function accountsOfMembers({ ironwifi }: Sandbox): Map<string, string> {
  const marked = ironwifi.accounts().flatMap(({ id, notes }) => {
    const [, member] = /^latchkey:bench:(\S+)/.exec(notes) ?? [];
    return member === undefined ? [] : [[member, id] as const];
  });
  return new Map(marked);
}

/** The accounts of these members, in their order. @throws Error where one has none. */
export function accountsIn(accounts: Map<string, string>, members: readonly string[]): string[] {
  return members.map((id) => {
    const account = accounts.get(id);
    if (account === undefined) throw new Error(`member ${id} has no account`);
    return account;
  });
}

/** Waits until nothing has asked Nexudus or written to the directory for `quietMs`: what was begun is over. */
export async function untilQuiet({ nexudus, ironwifi }: Sandbox, quietMs: number): Promise<void> {
  for (;;) {
    const last = Math.max(nexudus.calls.at(-1)?.at ?? 0, ironwifi.calls.at(-1)?.at ?? 0);
    const left = last + quietMs - Date.now();
    if (left <= 0) return;
    await sleep(left);
  }
}
