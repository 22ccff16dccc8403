import { createHash, hkdfSync, type KeyObject, timingSafeEqual } from 'node:crypto';
import type { Credential } from '../replayed/account';
import { parseMemberId, type MemberId } from '../replayed/ids';
import { identityKeyOf } from './person';

interface Holder {
  connector: string;
  member: MemberId;
}

/** The master keys, newest first. Whatever is derived from them is made on demand and never stored. */
export class Keyring {
  /** For fingerprints. It comes from the oldest key, so that adding a newer one changes no identity and writes nothing. */
  readonly identityKey: KeyObject;
  private readonly byId: Map<string, Buffer>;

  constructor(private readonly keys: readonly [Buffer, ...Buffer[]]) {
    this.byId = new Map(keys.map((key) => [keyIdOf(key), key]));
    this.identityKey = identityKeyOf(keys[keys.length - 1] ?? keys[0]);
  }

  /** The id of the key for new passwords and links. */
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

  /** What `token` gave for a link of an older letter. */
  unprovenToken(holder: Holder, { id, keyId }: LinkRef): string | null {
    const masterKey = this.byId.get(keyId);
    return masterKey === undefined ? null : unprovenToken({ ...holder, masterKey, linkId: id });
  }

  /** True for a token that we made, whether or not its link still opens anything. Asks nobody. */
  hasIssued(connector: string, token: string): boolean {
    const member = memberOfToken(token);
    if (member === null) return false;
    const symbols = token.slice(member.length + 1);
    const link = symbols.slice(0, LINK_SYMBOLS);
    const given = Buffer.from(symbols.slice(LINK_SYMBOLS));
    return this.keys.some((masterKey) =>
      timingSafeEqual(given, Buffer.from(proofOf({ masterKey, connector, member, link }))),
    );
  }

  /** The key of a file that one opening of a link offers. Null: its master key is no longer configured. */
  profileKey(holder: Holder, { id, keyId }: LinkRef, opening: number, document: string): string | null {
    const masterKey = this.byId.get(keyId);
    return masterKey === undefined ? null : profileKey({ ...holder, masterKey, linkId: id, opening, document });
  }
}

/** Lower-case letters without l and o, digits without 0 and 1: 32 symbols of five bits that cannot be confused. */
export const PASSWORD_ALPHABET = 'abcdefghijkmnpqrstuvwxyz23456789';
const PASSWORD_BITS = 80;
const BITS_PER_SYMBOL = 5;

/** Identifies a master key without revealing anything about it: 8 hex digits. */
export function keyIdOf(masterKey: Buffer): string {
  return createHash('sha256').update(masterKey).digest('hex').slice(0, 8);
}

interface PasswordOrigin {
  masterKey: Buffer;
  connector: string;
  member: string;
  /** Random, kept by the member's workflow. A new one makes a new password. */
  credentialId: string;
}

/** The password of a credential: always the same, never stored. 16 symbols, 80 bits. */
export function derivePassword({ masterKey, connector, member, credentialId }: PasswordOrigin): string {
  return deriveSymbols(masterKey, ['password', connector, member, credentialId], PASSWORD_BITS);
}

/** Symbols that nobody can compute without the master key. `purpose` separates the uses of the key. */
function deriveSymbols(masterKey: Buffer, [purpose, ...origin]: [string, ...string[]], bits: number): string {
  const info = `latchkey/${purpose}/${JSON.stringify(origin)}`;
  const derived = Buffer.from(hkdfSync('sha256', masterKey, '', info, Math.ceil(bits / 8)));
  return typable(derived).slice(0, Math.ceil(bits / BITS_PER_SYMBOL));
}

/** Five bits a symbol, so all words of a length are equally likely. */
function typable(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const symbols = bits.match(new RegExp(`.{${BITS_PER_SYMBOL}}`, 'g')) ?? [];
  return symbols.map((symbol) => PASSWORD_ALPHABET.charAt(parseInt(symbol, 2))).join('');
}

/** Identifies a link; it does not open it without the master key. */
export interface LinkRef {
  id: string;
  /** The master key that its token is derived from; see `keyIdOf`. */
  keyId: string;
}

interface LinkOrigin {
  masterKey: Buffer;
  connector: string;
  member: MemberId;
  linkId: string;
}

/** 26 symbols of five bits each. */
const TOKEN_BITS = 130;
/** Of a link's token: 16 symbols that identify the link, and 10 that prove them. */
const LINK_BITS = 80;
const LINK_SYMBOLS = LINK_BITS / BITS_PER_SYMBOL;

/**
 * The token in the address of a member's page: 130 bits derived from a random id, so that a letter sent twice has the same
 * link, and nothing that is stored can be turned into one. The member's id before it says which workflow to ask; the last
 * symbols prove that we issued it, so that a guess is told from a link before anybody is asked.
 */
export function linkToken({ masterKey, connector, member, linkId }: LinkOrigin): string {
  const link = deriveSymbols(masterKey, ['link', connector, member, linkId], LINK_BITS);
  return `${member}-${link}${proofOf({ masterKey, connector, member, link })}`;
}

/** Tokens of letters sent before tokens proved themselves. Such links expire; then this can go. */
function unprovenToken({ masterKey, connector, member, linkId }: LinkOrigin): string {
  return `${member}-${deriveSymbols(masterKey, ['link', connector, member, linkId], TOKEN_BITS)}`;
}

function proofOf({ masterKey, connector, member, link }: Omit<LinkOrigin, 'linkId'> & { link: string }): string {
  return deriveSymbols(masterKey, ['link proof', connector, member, link], TOKEN_BITS - LINK_BITS);
}

/** The member that a token claims to belong to; null if it cannot be a token. */
export function memberOfToken(token: string): MemberId | null {
  const [, member = ''] = /^(\d+)-[a-km-np-z2-9]{26}$/.exec(token) ?? [];
  return parseMemberId(member);
}

/** A file that a revealed page offers for one download. */
interface ProfileTicket extends LinkOrigin {
  /** Which of the link's openings offered it. */
  opening: number;
  document: string;
}

/** The key in the address of a profile. It works for one download of one file. */
export function profileKey({ masterKey, connector, member, linkId, opening, document }: ProfileTicket): string {
  const symbols = deriveSymbols(
    masterKey,
    ['profile', connector, member, linkId, String(opening), document],
    TOKEN_BITS,
  );
  return `${opening}-${symbols}`;
}

/** The opening that a key claims to come from; null if it cannot be a key. */
export function openingOfKey(key: string): number | null {
  const [, opening] = /^([1-9]\d{0,3})-[a-km-np-z2-9]{26}$/.exec(key) ?? [];
  return opening === undefined ? null : Number(opening);
}
