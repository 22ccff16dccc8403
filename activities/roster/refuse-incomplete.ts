import { ExternalError } from '../../clients/external-error';
import { accountId, type MemberId } from '../../domain/replayed/ids';
import type { Held } from '../../domain/roster/held';
import type { ActivityDeps } from '../deps';
import type { SourceTable } from './read-source';
import { someAccounts } from './read-workflows';

/** So many contradictory members are the ordinary race between two pages; more are a bad read. */
const mostContradictory = (members: number): number => Math.max(3, members * 0.05);

export interface ReadSoFar {
  table: SourceTable;
  /** Accounts of ours, and accounts in all. */
  ours: number;
  accounts: number;
  held: ReadonlyMap<MemberId, Held>;
}

/** Ends a run whose reading cannot be the whole truth. Throws ExternalError. */
export async function refuseIncomplete(deps: ActivityDeps, { table, ours, accounts, held }: ReadSoFar): Promise<void> {
  const { size, contradictory } = table;
  if (size === 0 && (held.size > 0 || ours > 0))
    throw new ExternalError('nexudus', 'inconsistent', 'Nexudus lists no coworker at all, though members are known', {
      retryable: false,
    });
  if (contradictory.size > mostContradictory(size))
    throw new ExternalError(
      'nexudus',
      'inconsistent',
      `${contradictory.size} coworkers name contracts that the contract list does not show`,
      { retryable: true },
    );
  if (accounts === 0) await refuseEmptied(deps, held.keys());
}

/** A directory that reads empty is either new or another one: the wrong region answers 200 with nothing in it. */
async function refuseEmptied(deps: ActivityDeps, members: Iterable<MemberId>): Promise<void> {
  const known = await someAccounts(deps.client, deps.connector, members, 3);
  if (known.length === 0) return;
  const found = await Promise.all(known.map((id) => deps.directory.read(accountId(id), { priority: 'bulk' })));
  const code = found.some((account) => account !== null) ? 'inconsistent' : 'wrongTenant';
  const text = `the directory lists no account at all, though accounts ${known.join(', ')} were made in it`;
  throw new ExternalError('ironwifi', code, text, { retryable: false });
}
