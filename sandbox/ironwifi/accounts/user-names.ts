import { Problem, invalid } from '../resources/problem';
import type { Context } from '../store/context';
import { type Fields, type Scalar, usernameKey, type UserRow } from '../store/store';

const longest = 64;
const nameFields = ['firstname', 'lastname', 'fullname'] as const;

/** The fields of a user as this tenant takes them. @throws Problem where it does not. */
export function readUser({ switches }: Context, fields: Fields): Fields {
  if (switches.names === 'lastname-422' && textOf(fields['lastname']) !== '')
    throw invalid('lastname', 'notAllowed', 'The input is not allowed');
  if (
    switches.names === 'emoji-500' &&
    nameFields.some((name) => /\p{Extended_Pictographic}/u.test(textOf(fields[name])))
  )
    throw new Problem(500, 'An error occurred during execution; please try again later.');
  const { username } = fields;
  if (switches.usernames !== 'cut-at-64' || username === undefined) return fields;
  return { ...fields, username: textOf(username).slice(0, longest) };
}

/** The account that has the user name already. */
export function holderOf({ store, switches }: Context, { username }: Fields): UserRow | undefined {
  if (switches.usernames !== 'accents-alike') return store.users.where(usernameKey(username))[0];
  return store.users.all().find((row) => withoutAccents(row.fields['username']) === withoutAccents(username));
}

const textOf = (value: Scalar | undefined): string => String(value ?? '');

const withoutAccents = (username: Scalar | undefined): string =>
  usernameKey(username).normalize('NFD').replace(/\p{M}/gu, '');
