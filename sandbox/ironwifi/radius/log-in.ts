import { randomUUID } from 'node:crypto';
import { standing } from '../accounts/account-history';
import { replyAttributesOf } from '../accounts/org-unit-reply';
import { type Context, wireTime } from '../store/context';
import type { ReplyAttributes } from '../store/reply-attributes';
import { type SessionRow, usernameKey, type UserRow } from '../store/store';

/** Why RADIUS turns somebody away; `shut` is an account that no password opens. */
export type Refusal = 'unknown-user' | 'disabled' | 'shut' | 'wrong-password';

/** What the accounts say about a user name, before the password is checked. */
export type Judgement = { kind: Exclude<Refusal, 'wrong-password'> } | { kind: 'open'; password: string };

export const refusalWords: Record<Refusal, string> = {
  'unknown-user': 'Unknown user',
  disabled: 'User is disabled',
  shut: 'No password opens this account',
  'wrong-password': 'Wrong password',
};

/**
 * Judges a user name at an instant (ms since the epoch). Of several `Cleartext-Password` rows the first counts, as in
 * FreeRADIUS 3.2, whether it reads the rows itself (rlm_sql) or receives them (rlm_rest), for PAP and MS-CHAP alike: a
 * stale row keeps the new password from working.
 */
export function judge({ store }: Context, username: string, at: number): Judgement {
  const key = usernameKey(username);
  const change = [...store.users.where(key), ...store.departed.where(key)]
    .map((user) => standing(user, at))
    .find((each) => each?.exists);
  if (!change) return { kind: 'unknown-user' };
  if (!change.enabled) return { kind: 'disabled' };
  const [password] = change.passwords;
  return password === undefined ? { kind: 'shut' } : { kind: 'open', password };
}

/** Why this password does not let somebody in at an instant; undefined when it does. */
function refuse(context: Context, username: string, password: string, at: number): Refusal | undefined {
  const judgement = judge(context, username, at);
  if (judgement.kind !== 'open') return judgement.kind;
  return judgement.password === password ? undefined : 'wrong-password';
}

/** What RADIUS answers a device. */
export interface LogIn {
  accepted: boolean;
  /** Why not; empty when accepted. */
  reason: string;
  /** What the access point is told; empty unless accepted. */
  reply: ReplyAttributes;
  session?: SessionRow;
}

/** More than a report shows; older ones are forgotten. */
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

/** Records a verdict that was reached just now, here or by a real RADIUS server. */
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
