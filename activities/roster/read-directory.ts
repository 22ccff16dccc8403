import type { Call } from '../../clients/call';
import type { DirectoryAccount, WifiDirectory } from '../../clients/wifi-directory';
import type { MemberId } from '../../domain/ids';
import { parseMark } from '../../domain/ownership';
import { memberId } from '../../domain/ids';

export interface DirectoryTable {
  total: number;
  /** Accounts that this connector made, by the member they were made for. */
  ours: Map<MemberId, DirectoryAccount>;
  /** A second account with the mark of a member that has one. */
  doubles: DirectoryAccount[];
  /** Lower-cased user names of accounts that somebody else made. */
  foreign: Map<string, DirectoryAccount>;
}

/** Streams the directory; of accounts that are not ours only the user name is kept. */
export async function readDirectory(directory: WifiDirectory, connector: string, call: Call): Promise<DirectoryTable> {
  const table: DirectoryTable = { total: 0, ours: new Map(), doubles: [], foreign: new Map() };
  for await (const { accounts } of directory.roster(call))
    for (const account of accounts) sort(table, connector, account);
  return table;
}

function sort(table: DirectoryTable, connector: string, account: DirectoryAccount): void {
  table.total += 1;
  const owner = parseMark(account.notes);
  if (owner?.connector !== connector) {
    table.foreign.set(account.username.toLowerCase(), account);
    return;
  }
  const member = memberId(owner.member);
  if (table.ours.has(member)) table.doubles.push(account);
  else table.ours.set(member, account);
}
