import { randomUUID } from 'node:crypto';
import type { Context } from './context';
import { wireTime } from './context';
import { refusalWords, refuse } from './judge';
import type { Refusal } from './judge';
import { replyAttributesOf } from './reply-attributes';
import type { ReplyAttributes } from './reply-attributes';
import type { SessionRow, UserRow } from './store';
import { usernameKey } from './store';

/** What RADIUS answers a device. */
export interface LogIn {
  accepted: boolean;
  /** Why not; empty when accepted. */
  reason: string;
  /** What the access point is told; empty unless accepted. */
  reply: ReplyAttributes;
  session?: SessionRow;
}

/** More than a report shows; the rest is forgotten. */
const mostAuthentications = 10_000;

/**
 * Whether RADIUS would let somebody in at an instant (ms since the epoch; default now): the account is there, it is
 * enabled, and the password is its own. Past instants are answered from the history.
 */
export function mayLogIn(context: Context, username: string, password: string, at = context.options.now()): boolean {
  return refuse(context, username, password, at) === undefined;
}

/** A device tries to connect now: it gets a session, and the attempt is reported either way. */
export function logIn(context: Context, username: string, password: string, device?: string): LogIn {
  return noteLogIn(context, username, refuse(context, username, password, context.options.now()), device);
}

/** What follows from a verdict that was reached just now, here or by a real RADIUS server. */
export function noteLogIn(
  context: Context,
  username: string,
  refusal: Refusal | undefined,
  device = '02-00-00-00-00-01',
): LogIn {
  const { store, options, changed } = context;
  const at = options.now();
  const accepted = refusal === undefined;
  const reason = accepted ? '' : refusalWords[refusal];
  store.authentications.push({ at, username, device, accepted, reason });
  if (store.authentications.length > mostAuthentications) store.authentications.splice(0, mostAuthentications / 2);
  const [user] = store.users.where(usernameKey(username));
  const reply = accepted && user ? replyAttributesOf(context, user) : {};
  const session = accepted && user ? open(context, user, device, at, reply) : undefined;
  changed();
  return { accepted, reason, reply, session };
}

/** The sessions that are open now; a Session-Timeout that has run out closes one. */
export function openSessions({ store, options }: Context): SessionRow[] {
  return store.sessions.all().filter(({ endedAt, endsBy }) => endedAt === null && !(endsBy && endsBy <= options.now()));
}

function open({ store }: Context, user: UserRow, device: string, at: number, reply: ReplyAttributes): SessionRow {
  const timeout = reply['Session-Timeout'];
  const endsBy = timeout === undefined ? null : at + Number(timeout) * 1000;
  const username = String(user.fields['username']);
  const session = { id: randomUUID(), userid: user.id, username, device, startedAt: at, endsBy, endedAt: null };
  store.sessions.insert(session);
  const authdate = wireTime(at);
  store.users.update(user, { fields: { ...user.fields, authdate, authdate_orig: authdate } });
  return session;
}
