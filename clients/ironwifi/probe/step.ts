import type { Asker } from './asker';
import { bodyOf } from './asker';
import type { Finding, Learned } from './finding';
import type { Place, ThrowAwayAccount } from './throw-away-account';
import { ExternalError } from '../../external-error';
import { checkShape } from '../../http/replies';
import type { IronwifiReply } from '../api';
import { userPath } from '../user-writer';
import type { TenantId } from '../../wifi-directory';
import { type AttributeRecord, userRecord, type UserRecord } from '../wire';

/** What steps work with, and tell those that come after them. */
export interface Bench {
  asker: Asker;
  place: Place;
  account: ThrowAwayAccount;
  askTenant: () => Promise<TenantId>;
  /** The company that the syncs know; null: none is known yet. */
  knownCompany: string | null;
  learned: Learned;
  /** The throw-away account, as it was last shown; null: there is none. */
  user: UserRecord | null;
  /** Accounts of others. */
  others: number;
  /** Rows with the account's password; null: they could not be read. */
  passwordRows: AttributeRecord[] | null;
  onPages: (pages: number) => void;
}

export interface Step {
  id: string;
  asks: string;
  why: string;
  /** Calls that it may take. */
  mostCalls: number;
  /** `stops`: nothing comes after its failure. `needsAccount`: nothing is asked without one. */
  kind: 'stops' | 'needsAccount' | 'alone';
  run: (bench: Bench) => Promise<Finding[]>;
}

export function accountOf({ user }: Bench): UserRecord {
  if (user === null) throw new Error('there is no throw-away account');
  return user;
}

/** Changes the throw-away account. @returns the answer, and the account as it is shown afterwards: by a read where `readsBack`. */
export async function patch(
  bench: Bench,
  fields: Record<string, string>,
  { readsBack = true, may }: { readsBack?: boolean; may?: (status: number) => boolean } = {},
): Promise<{ reply: IronwifiReply; shown: unknown; user: UserRecord }> {
  const path = userPath(accountOf(bench).id);
  const reply = await bench.asker.ask({ method: 'PATCH', path, body: JSON.stringify(fields) }, { may });
  // it is no answer about what was written
  if (reply.status === 404) throw gone(bench, reply);
  if (!readsBack || reply.status >= 300) return { reply, shown: bodyOf(reply), user: accountOf(bench) };
  const read = await bench.asker.send({ method: 'GET', path });
  const shown = bodyOf(read);
  bench.user = checkShape('ironwifi', read.name, userRecord, shown);
  return { reply, shown, user: bench.user };
}

/** Somebody else has removed it, such as another process: nothing more can be asked of it. */
function gone(bench: Bench, { name }: IronwifiReply): ExternalError {
  bench.user = null;
  return new ExternalError('ironwifi', 'notFound', `${name}: the throw-away account is gone`, { retryable: false });
}

export const isDone = ({ status }: IronwifiReply): boolean => status < 300;

/** As it may be shown to anybody. */
export const short = (text: string): string => (text.length > 40 ? `${text.slice(0, 39)}…` : text);
