import type { Credential } from '../replayed/account';
import type { MemberId } from '../replayed/ids';

interface Owner {
  connector: string;
  member: string;
  /** Whose password the account has; null: the mark does not say. */
  credential: Credential | null;
}

/** The notes of every account that we create begin with it. An account without it is never touched. */
export function ownershipMark(connector: string, member: string): string {
  return `latchkey:${connector}:${member}`;
}

/** The mark of a new account: ids only, from which nobody can make the password without the master key. */
export const markOf = (connector: string, member: string, credential: Credential): string =>
  withCredential(ownershipMark(connector, member), credential);

/** The mark of an account that somebody else made, before its existing notes. */
export function adoptionMark(connector: string, member: string, notes: string): string {
  return `${ownershipMark(connector, member)} adopted ${notes}`.trim();
}

const owner = /^\s*latchkey:([A-Za-z0-9][\w.-]*):([A-Za-z0-9-]+)(?=\s|$)/;
const word = /^\s+credential:([0-9a-f]{8}):([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?::(\d+))?(?=\s|$)/;

export const isAdopted = (notes: string): boolean => {
  const rest = notes.replace(owner, '');
  return rest !== notes && /^\s+adopted(?:\s|$)/.test(rest.replace(word, ''));
};

/** The notes with another credential in their mark; what others have written behind it stays. */
export function withCredential(notes: string, { keyId, credentialId, of }: Credential): string {
  const [mark = ''] = owner.exec(notes) ?? [];
  const rest = notes.slice(mark.length).replace(word, '');
  return `${mark} credential:${[keyId, credentialId, ...(of === undefined ? [] : [of])].join(':')}${rest}`;
}

/** The mark of an account that goes to another profile of the same person, with the password that it has. */
export function handOverMark(connector: string, heir: MemberId, notes: string): string {
  const before = parseMark(notes);
  const rest = notes.replace(owner, '');
  const handedOver = `${ownershipMark(connector, heir)}${rest}`;
  const credential = before?.credential ?? null;
  if (before === null || credential === null) return handedOver;
  return withCredential(handedOver, { ...credential, of: credential.of ?? (before.member as MemberId) });
}

/**
 * The owner of an account, by its notes; operators may have added text after the mark. Null: not ours. Whoever may write
 * notes may also disable accounts and set passwords, so a forged mark gains nothing.
 */
export function parseMark(notes: string | null): Owner | null {
  const [mark, connector, member] = owner.exec(notes ?? '') ?? [];
  if (mark === undefined || connector === undefined || member === undefined) return null;
  const [, keyId, credentialId, of] = word.exec((notes ?? '').slice(mark.length)) ?? [];
  const known = keyId === undefined || credentialId === undefined ? null : { keyId, credentialId };
  const credential = known && of !== undefined ? { ...known, of: of as MemberId } : known;
  return { connector, member, credential };
}
