import { customField, customFieldName, type Named } from './person';
import type { Rules } from '../settings/rules';

/**
 * - `noEmail`: the member has no address to be named by.
 * - `noCustomField`: the field that names members is empty.
 * - `unusable`: no RADIUS user name can be made of it.
 */
export type UsernameProblem = 'noEmail' | 'noCustomField' | 'unusable';
export type UsernameResult = { username: string } | { problem: UsernameProblem };

/** RFC 2865 §5: an attribute's value has at most 253 bytes. */
const MAX_BYTES = 253;

/**
 * The user name of a member by the settings, normalised: two spellings of one address are one name.
 * @param options.suffix for the one who comes second to a name that two members share: the member id is added, so that
 * the same member gets the same name every time.
 */
export function usernameOf(
  person: Named,
  rules: Pick<Rules, 'username'>,
  options: { suffix?: boolean } = {},
): UsernameResult {
  const base = baseName(person, rules);
  if ('problem' in base) return base;
  const username = options.suffix ? withSuffix(base.username, person.id) : base.username;
  return usable(username) ? { username } : { problem: 'unusable' };
}

function baseName(person: Named, rules: Pick<Rules, 'username'>): UsernameResult {
  const field = customFieldName(rules.username);
  if (field !== null) return named(customField(person, field), 'noCustomField');
  return rules.username === 'memberId' ? { username: person.id } : named(person.email, 'noEmail');
}

function named(raw: string | null, problem: UsernameProblem): UsernameResult {
  const username = (raw ?? '').trim().normalize('NFC').toLowerCase();
  return username === '' ? { problem } : { username };
}

function withSuffix(name: string, id: string): string {
  const at = name.lastIndexOf('@');
  return at > 0 ? `${name.slice(0, at)}.${id}${name.slice(at)}` : `${name}.${id}`;
}

const usable = (name: string): boolean => Buffer.byteLength(name) <= MAX_BYTES && !/\p{C}/u.test(name);
