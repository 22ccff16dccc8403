import { randomUUID } from 'node:crypto';
import { standing } from './account-history';
import type { Context } from './context';
import { wireTime } from './context';
import type { SessionRow, UserRow } from './store';
import { usernameKey } from './store';

/** What RADIUS answers a device. */
export interface LogIn {
  accepted: boolean;
  /** Why not; empty when accepted. */
  reason: string;
  session?: SessionRow;
}

/** More than a report shows; the rest is forgotten. */
const mostAuthentications = 10_000;

/**
 * Whether RADIUS would let somebody in at an instant (ms since the epoch; default now): the account is there, it is
 * enabled, and the password is one of its `Cleartext-Password` rows. Past instants are answered from the history.
 */
export function mayLogIn(context: Context, username: string, password: string, at = context.options.now()): boolean {
  return judge(context, username, password, at) === '';
}

/** A device tries to connect now: it gets a session, and the attempt is reported either way. */
export function logIn(context: Context, username: string, password: string, device = '02-00-00-00-00-01'): LogIn {
  const { store, options, changed } = context;
  const at = options.now();
  const reason = judge(context, username, password, at);
  store.authentications.push({ at, username, device, accepted: reason === '', reason });
  if (store.authentications.length > mostAuthentications) store.authentications.splice(0, mostAuthentications / 2);
  const user = store.users.where(usernameKey(username))[0];
  const session = reason === '' && user ? open(context, user, device, at) : undefined;
  changed();
  return { accepted: reason === '', reason, session };
}

/** The sessions that are open now; a Session-Timeout that has run out closes one. */
export function openSessions({ store, options }: Context): SessionRow[] {
  return store.sessions.all().filter(({ endedAt, endsBy }) => endedAt === null && !(endsBy && endsBy <= options.now()));
}

function judge({ store }: Context, username: string, password: string, at: number): string {
  const key = usernameKey(username);
  const standings = [...store.users.where(key), ...store.departed.where(key)]
    .map((user) => standing(user, at))
    .filter((change) => change?.exists);
  const [change] = standings;
  if (!change) return 'Unknown user';
  if (!change.enabled) return 'User is disabled';
  return change.passwords.includes(password) ? '' : 'Wrong password';
}

function open(context: Context, user: UserRow, device: string, at: number): SessionRow {
  const { store } = context;
  const timeout = store.attributes.where(user.id).find((row) => row.attribute === 'Session-Timeout');
  const endsBy = timeout ? at + Number(timeout.value) * 1000 : null;
  const username = String(user.fields['username']);
  const session = { id: randomUUID(), userid: user.id, username, device, startedAt: at, endsBy, endedAt: null };
  store.sessions.insert(session);
  const authdate = wireTime(at);
  store.users.update(user, { fields: { ...user.fields, authdate, authdate_orig: authdate } });
  return session;
}
