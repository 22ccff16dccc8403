import { standing } from './account-history';
import type { Context } from './context';
import { usernameKey } from './store';

/** Why RADIUS turns somebody away; `shut` is an account that no password opens. */
export type Refusal = 'unknown-user' | 'disabled' | 'shut' | 'wrong-password';

/** What the accounts say about a user name before a password is looked at. */
export type Judgement = { kind: Exclude<Refusal, 'wrong-password'> } | { kind: 'open'; password: string };

export const refusalWords: Record<Refusal, string> = {
  'unknown-user': 'Unknown user',
  disabled: 'User is disabled',
  shut: 'No password opens this account',
  'wrong-password': 'Wrong password',
};

/**
 * Judges a user name as it stood at an instant (ms since the epoch). Where several `Cleartext-Password` rows stand side
 * by side the first one counts: that is the one FreeRADIUS 3.2 takes, whether it reads the rows itself (rlm_sql) or is
 * handed them (rlm_rest), for PAP and MS-CHAP alike. A row that was left behind keeps the new one from working.
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
export function refuse(context: Context, username: string, password: string, at: number): Refusal | undefined {
  const judgement = judge(context, username, at);
  if (judgement.kind !== 'open') return judgement.kind;
  return judgement.password === password ? undefined : 'wrong-password';
}
