import { createHmac, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import { chosenPassword, customField, customFieldName, type Person } from './person';
import type { Rules } from '../settings/rules';

const KEY_BYTES = 32;

/** The key of all fingerprints, out of a master key. */
export const identityKeyOf = (masterKey: Buffer): KeyObject =>
  createSecretKey(Buffer.from(hkdfSync('sha256', masterKey, '', 'latchkey/identity', KEY_BYTES)));

/**
 * A fingerprint of exactly what is written to the directory or mailed about a person (12 hex digits): when it changes,
 * something is to be written. Keyed, so that it can be kept in a history without saying who it is.
 * @param key as `Keyring.identityKey`; another key makes another fingerprint.
 */
export function identityOf(key: KeyObject, person: Person, rules: Pick<Rules, 'username' | 'password'>): string {
  const nameField = customFieldName(rules.username);
  const written = [
    tidy(person.fullName),
    tidy(person.email),
    nameField === null ? null : tidy(customField(person, nameField)),
    // A password is taken as it is: two that look alike are two.
    chosenPassword(person, rules),
  ];
  return createHmac('sha256', key).update(JSON.stringify(written)).digest('hex').slice(0, 12);
}

/** A fingerprint by which a user name is recognised without being kept. @param key as `Keyring.identityKey` */
export const usernameTag = (key: KeyObject, username: string): string =>
  createHmac('sha256', key).update(`username:${username}`).digest('hex').slice(0, 12);

const tidy = (text: string | null): string | null => text?.trim().normalize('NFC') ?? null;
