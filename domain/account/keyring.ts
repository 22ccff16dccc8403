import { createHash, hkdfSync, type KeyObject } from 'node:crypto';
import type { Credential } from '../replayed/account';
import { parseMemberId, type MemberId } from '../replayed/ids';
import { identityKeyOf } from './person';

interface Holder {
  connector: string;
  member: MemberId;
}

/** The master keys, newest first. What is derived from them is made on demand and kept nowhere. */
export class Keyring {
  /** For fingerprints. Of the oldest key: adding a newer one changes no identity and writes nothing. */
  readonly identityKey: KeyObject;
  private readonly byId: Map<string, Buffer>;

  constructor(private readonly keys: readonly [Buffer, ...Buffer[]]) {
    this.byId = new Map(keys.map((key) => [keyIdOf(key), key]));
    this.identityKey = identityKeyOf(keys[keys.length - 1] ?? keys[0]);
  }

  /** Id of the key that makes new passwords and links. */
  get newest(): string {
    return keyIdOf(this.keys[0]);
  }

  /** Null: the key that made it is no longer configured. */
  password({ connector, member }: Holder, { keyId, credentialId }: Credential): string | null {
    const masterKey = this.byId.get(keyId);
    return masterKey === undefined ? null : derivePassword({ masterKey, connector, member, credentialId });
  }

  /** Null: the key that made it is no longer configured. */
  token(holder: Holder, { id, keyId }: LinkRef): string | null {
    const masterKey = this.byId.get(keyId);
    return masterKey === undefined ? null : linkToken({ ...holder, masterKey, linkId: id });
  }

  /** The key of a file that one opening of a link offers. Null: the master key is no longer configured. */
  profileKey(holder: Holder, { id, keyId }: LinkRef, opening: number, document: string): string | null {
    const masterKey = this.byId.get(keyId);
    return masterKey === undefined ? null : profileKey({ ...holder, masterKey, linkId: id, opening, document });
  }
}

/** Lower-case letters without l and o, digits without 0 and 1: 32 symbols, five bits each, none mistaken for another. */
export const PASSWORD_ALPHABET = 'abcdefghijkmnpqrstuvwxyz23456789';
const PASSWORD_BITS = 80;
const BITS_PER_SYMBOL = 5;

/** Tells master keys apart without saying anything of them: 8 hex digits. */
export function keyIdOf(masterKey: Buffer): string {
  return createHash('sha256').update(masterKey).digest('hex').slice(0, 8);
}

export interface PasswordOrigin {
  masterKey: Buffer;
  connector: string;
  member: string;
  /** Random, kept by the member's workflow: a new one is a new password. */
  credentialId: string;
}

/** The password of a credential: the same for ever, kept nowhere. 16 symbols, 80 bits. */
export function derivePassword({ masterKey, connector, member, credentialId }: PasswordOrigin): string {
  return deriveSymbols(masterKey, ['password', connector, member, credentialId], PASSWORD_BITS);
}

/** Symbols that nobody can compute without the master key; `purpose` keeps one use of the key apart from all others. */
export function deriveSymbols(masterKey: Buffer, [purpose, ...origin]: [string, ...string[]], bits: number): string {
  const info = `latchkey/${purpose}/${JSON.stringify(origin)}`;
  const derived = Buffer.from(hkdfSync('sha256', masterKey, '', info, Math.ceil(bits / 8)));
  return typable(derived).slice(0, Math.ceil(bits / BITS_PER_SYMBOL));
}

/** Five bits a symbol, so every word of the same length is equally likely. */
function typable(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const symbols = bits.match(new RegExp(`.{${BITS_PER_SYMBOL}}`, 'g')) ?? [];
  return symbols.map((symbol) => PASSWORD_ALPHABET.charAt(parseInt(symbol, 2))).join('');
}

/** Names a link: neither part opens it without the master key. */
export interface LinkRef {
  id: string;
  /** The master key that its token is derived from; see `keyIdOf`. */
  keyId: string;
}

export interface LinkOrigin {
  masterKey: Buffer;
  connector: string;
  member: MemberId;
  linkId: string;
}

/** 26 symbols of five bits each. */
const TOKEN_BITS = 130;

/**
 * The token in the address of a member's page: 130 bits that are derived from a random id, so that a letter sent twice
 * carries the same link and nothing that is stored can be turned into one. The member's number before it says whom to ask.
 */
export function linkToken({ masterKey, connector, member, linkId }: LinkOrigin): string {
  return `${member}-${deriveSymbols(masterKey, ['link', connector, member, linkId], TOKEN_BITS)}`;
}

/** Whom a token claims to belong to; null for what cannot be one. */
export function memberOfToken(token: string): MemberId | null {
  const [, member = ''] = /^(\d+)-[a-km-np-z2-9]{26}$/.exec(token) ?? [];
  return parseMemberId(member);
}

/** A file that a revealed page offers, once. */
export interface ProfileTicket extends LinkOrigin {
  /** Which of the link's openings offered it. */
  opening: number;
  document: string;
}

/** The key in the address of a profile: good for one download of one file. */
export function profileKey({ masterKey, connector, member, linkId, opening, document }: ProfileTicket): string {
  const symbols = deriveSymbols(
    masterKey,
    ['profile', connector, member, linkId, String(opening), document],
    TOKEN_BITS,
  );
  return `${opening}-${symbols}`;
}

/** The opening that a key claims to come from; null for what cannot be a key. */
export function openingOfKey(key: string): number | null {
  const [, opening] = /^([1-9]\d{0,3})-[a-km-np-z2-9]{26}$/.exec(key) ?? [];
  return opening === undefined ? null : Number(opening);
}
