import { randomBytes } from 'node:crypto';
import { isThrowAwayOf, throwAwayName } from '../../../domain/account/throw-away';
import { ExternalError } from '../../external-error';
import { checkShape, statusCode, statusFailure } from '../../http/replies';
import { type IronwifiReply, nothingWasSent } from '../api';
import { userPath } from '../user-writer';
import { listPages, ListTally, userRecord, type UserRecord } from '../wire';
import { type Asker, bodyOf, ProbeEnded } from './asker';

/** An account that exists, or may. */
export interface Journalled {
  /** Of the company, since the address of the API may be another one's by the next time. */
  companyId: string;
  username: string;
  /** Null: the answer to its creation has not come. */
  id: string | null;
  /** When its creation was sent; epoch ms. */
  at: number;
}

/** What outlasts the process: on disk before it is relied upon. */
export interface Journal {
  read(): Promise<Journalled[]>;
  write(entries: readonly Journalled[]): Promise<void>;
}

export interface Place {
  connector: string;
  companyId: string;
  journal: Journal;
}

const users = { path: '/users', embedded: 'users', record: userRecord };

/** Fits into 100 characters, like the mark of a member's account. */
export const NOTES =
  'Throw-away account of the Latchkey probe, which removes it. If it is still here an hour later, delete it.';

const randomPassword = (): string => randomBytes(24).toString('base64url');

/** One account, which nobody knows the password of. In the journal before it is made. */
export class ThrowAwayAccount {
  readonly username: string;
  readonly password = randomPassword();

  constructor(
    private readonly asker: Asker,
    private readonly place: Place,
  ) {
    this.username = throwAwayName(place.connector, randomBytes(6).toString('hex'));
  }

  /** Asks for it to be made, once more where it is there already. The journal has every account that this makes. */
  async post(password = this.password): Promise<{ reply: IronwifiReply; record: UserRecord | null }> {
    const { connector, companyId, journal } = this.place;
    const entry = { companyId, username: this.username, at: Date.now() };
    await journal.write([...(await journal.read()), { ...entry, id: null }]);
    const body = { username: this.username, password, notes: NOTES, user_type: 'e', authsource: 'local' };
    const reply = await this.asker
      .ask({ method: 'POST', path: '/users', body: JSON.stringify(body) })
      .catch(async (error: unknown) => {
        if (wasNotMade(error)) await this.#forget();
        throw error;
      });
    const record = reply.status < 300 ? checkShape('ironwifi', reply.name, userRecord, bodyOf(reply)) : null;
    const before = (await journal.read()).filter(({ username, id }) => username !== this.username || id !== null);
    const isOurs = record !== null && (isThrowAwayOf(connector, record.username) || isCut(this.username, record));
    const isNew = isOurs && !before.some(({ id }) => id === record.id);
    await journal.write(isNew ? [...before, { ...entry, id: record.id }] : before);
    return { reply, record };
  }

  async #forget(): Promise<void> {
    const { journal } = this.place;
    const others = (await journal.read()).filter(({ username, id }) => username !== this.username || id !== null);
    await journal.write(others);
  }
}

const wasNotMade = (error: unknown): boolean =>
  error instanceof ProbeEnded || (error instanceof ExternalError && nothingWasSent.includes(error.code));

/** Some servers cut what is long: the mark tells that it is ours. */
const isCut = (username: string, { username: shown, notes }: UserRecord): boolean =>
  shown !== '' && username.startsWith(shown.toLowerCase()) && !!notes && NOTES.startsWith(notes);

/** A creation without an answer may be carried out after the roster was read: until then a roster without it proves nothing. */
const MAY_COME_MS = 10 * 60_000;

export interface Swept {
  /** All accounts of the tenant, without those that were removed; null: the list could not be read. */
  accounts: number | null;
  removed: number;
  /** Creations that may still be carried out; the journal has them. */
  awaited: number;
}

interface SweepOptions {
  /** Reads the roster in any case, and so finds what the journal does not know. */
  thorough: boolean;
  /** Pages of the roster, as soon as they are known. */
  onPages?: (pages: number) => void;
}

/**
 * Removes the throw-away accounts of this connector: those of the journal, and, where one of them has no id, those that the roster
 * shows by their name. Throws ExternalError where one cannot be removed; the journal still has it then.
 */
export async function sweep(asker: Asker, place: Place, { thorough, onPages }: SweepOptions): Promise<Swept> {
  const began = Date.now();
  const entries = await place.journal.read();
  const ours = entries.filter(({ companyId }) => companyId === place.companyId);
  const ids = new Set(ours.flatMap(({ id }) => (id === null ? [] : [id])));
  let accounts: number | null = null;
  if (thorough || ours.some(({ id }) => id === null)) {
    const found = await findOurs(asker, place, onPages);
    for (const id of found.ids) ids.add(id);
    accounts = found.accounts - found.ids.length;
  }
  const removed: string[] = [];
  for (const id of ids) {
    const username = await removeOurs(asker, place, id);
    if (username !== null) removed.push(username);
  }
  const awaited = ours.filter(({ id, username, at }) => {
    const isRecent = at <= began && began - at < MAY_COME_MS;
    return id === null && isRecent && !removed.includes(username);
  });
  const others = entries.filter(({ companyId }) => companyId !== place.companyId);
  await place.journal.write([...others, ...awaited]);
  return { accounts, removed: removed.length, awaited: awaited.length };
}

async function findOurs(asker: Asker, { connector }: Place, onPages?: (pages: number) => void) {
  const ids: string[] = [];
  let accounts = 0;
  const tally = new ListTally(users.path);
  for await (const listed of listPages(asker, users, { priority: 'background' })) {
    const { page, pages, rows } = listed;
    tally.take(listed);
    onPages?.(pages ?? page + 1);
    accounts += rows.length;
    for (const row of rows) if (isThrowAwayOf(connector, row.username)) ids.push(row.id);
  }
  tally.close();
  return { ids, accounts };
}

/** One that has another name by now is not touched. @returns its name, in small letters; null: it was gone already, or is not ours. */
async function removeOurs(asker: Asker, place: Place, id: string): Promise<string | null> {
  const before = await asker.ask({ method: 'GET', path: userPath(id) });
  if (before.status === 404) return null;
  if (before.status >= 300) throw statusFailure('ironwifi', before.name, before, statusCode(before.status), Date.now());
  const record = checkShape('ironwifi', before.name, userRecord, bodyOf(before));
  const entries = (await place.journal.read()).filter((entry) => entry.id === id);
  const isOurs =
    isThrowAwayOf(place.connector, record.username) || entries.some((entry) => isCut(entry.username, record));
  if (!isOurs) return null;
  await removeAccount(asker, place, id);
  return record.username.toLowerCase();
}

/** A failed removal may be done (ironwifi.md §10.19): the account is read again. @returns statuses of the removal and of the read. */
export async function removeAccount(
  asker: Asker,
  { journal }: Place,
  id: string,
): Promise<{ removal: IronwifiReply; read: IronwifiReply }> {
  const path = userPath(id);
  const removal = await asker.ask({ method: 'DELETE', path }, { may: (status) => status >= 500 });
  const read = await asker.ask({ method: 'GET', path });
  if (read.status === 404) {
    await journal.write((await journal.read()).filter((entry) => entry.id !== id));
    return { removal, read };
  }
  const text = `DELETE ${path}: ${removal.status}, and the throw-away account is still there`;
  throw new ExternalError('ironwifi', 'outage', text, { retryable: true });
}
