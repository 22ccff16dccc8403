import { createHash, hkdfSync } from 'node:crypto';

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
