import { createHmac, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import type { MemberId } from '../replayed/ids';
import type { Rules } from '../settings/rules';
import { codePointOf, withoutStrays } from './plain-text';
import { isThrowAway } from './throw-away';

/** What the directory and the mail need to know about a member. Read when needed, never stored. */
export interface Person {
  fullName: string;
  email: string | null;
  /** By name or registered id; null: the row did not have them. */
  customFields: Record<string, string> | null;
}

export type Named = Pick<Person, 'email' | 'customFields'> & { id: MemberId };

const CUSTOM_FIELD = 'customField:';

/** The field in a setting like `customField:<name>`; null for any other word. */
export function customFieldName(setting: Rules['username'] | Rules['password']): string | null {
  return setting.startsWith(CUSTOM_FIELD) ? setting.slice(CUSTOM_FIELD.length) : null;
}

/** The value of a custom field as the member typed it; null if it is empty, missing or was not read. */
function customField(person: Pick<Person, 'customFields'>, name: string): string | null {
  const fields = person.customFields;
  if (fields === null || !Object.hasOwn(fields, name)) return null;
  return fields[name]?.trim() || null;
}

/** The password that the member chose in Nexudus; null if there is none, or passwords are generated. */
export function chosenPassword(person: Pick<Person, 'customFields'>, rules: Pick<Rules, 'password'>): string | null {
  const name = customFieldName(rules.password);
  return name === null ? null : customField(person, name);
}

/**
 * - `noEmail`: the member has no address to be named by.
 * - `noCustomField`: the field that names members is empty.
 * - `unusable`: it cannot be a RADIUS user name; `because` continues "it ".
 */
type UsernameProblem = { problem: 'noEmail' | 'noCustomField' } | { problem: 'unusable'; because: string };
export type UsernameResult = { username: string } | UsernameProblem;

/** RFC 2865 §5: an attribute's value has at most 253 bytes. */
const MAX_BYTES = 253;

/**
 * The user name of a member by the settings, normalized: two spellings of one address are one name.
 * @param options.suffix adds the member id, for a member whose name another one already has. The same member gets the same
 * name every time.
 */
export function usernameOf(
  person: Named,
  rules: Pick<Rules, 'username'>,
  options: { suffix?: boolean } = {},
): UsernameResult {
  const base = baseName(person, rules);
  if ('problem' in base) return base;
  const username = options.suffix ? withSuffix(base.username, person.id) : base.username;
  const because = unusable(username);
  return because === null ? { username } : { problem: 'unusable', because };
}

/** The address by which two profiles are one person's, whichever way it is spelled; null: none. */
export const addressOf = ({ email }: Pick<Person, 'email'>): string | null => {
  const named = usernameOf({ id: '' as MemberId, email, customFields: null }, { username: 'email' });
  return 'username' in named ? named.username : null;
};

function baseName(person: Named, rules: Pick<Rules, 'username'>): UsernameResult {
  const field = customFieldName(rules.username);
  if (field !== null) return named(customField(person, field), 'noCustomField');
  return rules.username === 'memberId' ? { username: person.id } : named(person.email, 'noEmail');
}

function named(raw: string | null, problem: 'noEmail' | 'noCustomField'): UsernameResult {
  const username = withoutStrays(raw ?? '')
    .normalize('NFC')
    .toLowerCase();
  return username === '' ? { problem } : { username };
}

function withSuffix(name: string, id: string): string {
  const at = name.lastIndexOf('@');
  return at > 0 ? `${name.slice(0, at)}.${id}${name.slice(at)}` : `${name}.${id}`;
}

/** Why not; null: it can be one. */
function unusable(name: string): string | null {
  const [character] = /\p{C}/u.exec(name) ?? [];
  if (character !== undefined) return `holds the character ${codePointOf(character)}`;
  if (isThrowAway(name)) return 'is kept for the throw-away accounts of the probe';
  return Buffer.byteLength(name) > MAX_BYTES ? `has more than ${MAX_BYTES} bytes` : null;
}

const KEY_BYTES = 32;

/** Derives the key of all fingerprints from a master key. */
export const identityKeyOf = (masterKey: Buffer): KeyObject =>
  createSecretKey(Buffer.from(hkdfSync('sha256', masterKey, '', 'latchkey/identity', KEY_BYTES)));

/**
 * A fingerprint of exactly what is written to the directory or mailed about a person (12 hex digits): if it changes,
 * something must be written. It is keyed, so a history may hold it without revealing the person.
 * @param key `Keyring.identityKey`
 */
export function identityOf(key: KeyObject, person: Person, rules: Pick<Rules, 'username' | 'password'>): string {
  const nameField = customFieldName(rules.username);
  const written = [
    tidy(person.fullName),
    tidy(person.email),
    nameField === null ? null : tidy(customField(person, nameField)),
    // Not normalized: passwords that look alike are different.
    chosenPassword(person, rules),
  ];
  return createHmac('sha256', key).update(JSON.stringify(written)).digest('hex').slice(0, 12);
}

/** A fingerprint that recognizes a user name without storing it. @param key `Keyring.identityKey` */
export const usernameTag = (key: KeyObject, username: string): string =>
  createHmac('sha256', key).update(`username:${username}`).digest('hex').slice(0, 12);

const tidy = (text: string | null): string | null => text?.trim().normalize('NFC') ?? null;
