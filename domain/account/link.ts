import { deriveSymbols } from './credentials';
import type { MemberId } from '../replayed/ids';
import { memberId } from '../replayed/ids';

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
  const [, member] = /^([1-9]\d{0,18})-[a-km-np-z2-9]{26}$/.exec(token) ?? [];
  return member === undefined ? null : memberId(member);
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
