import { FIRST, type Call } from '../clients/call';
import type { CoworkerRow } from '../clients/membership-source';
import { chosenPassword, identityOf, usernameOf, usernameTag } from '../domain/account/person';
import type { Credential } from '../domain/replayed/account';
import type { AccountId, MemberId } from '../domain/replayed/ids';
import type { Rules } from '../domain/settings/rules';
import type { ActivityDeps } from './runtime/deps';
import { failure } from './runtime/failures';

/** It is the last thing that a write or a letter lacks, and must not wait behind the looks of others. */
const call: Call = { priority: 'urgent', since: FIRST };

/**
 * The member's name and address, for a write or a letter. A row that a sync or a refresh has just read is used while it has
 * the expected identity; otherwise it is read again. Fails with `notFound`.
 */
export async function personOf(
  { source, keys, snapshot }: Pick<ActivityDeps, 'source' | 'keys' | 'snapshot'>,
  rules: Rules,
  member: MemberId,
  identity: string | null,
): Promise<CoworkerRow> {
  const fits = (row: CoworkerRow | null): row is CoworkerRow =>
    row !== null && identityOf(keys.identityKey, row, rules) === identity;
  const listed = snapshot.coworker(member, Date.now());
  if (fits(listed)) return listed;
  const recent = await source.recentCoworker(member, call);
  if (fits(recent) || (identity === null && recent !== null)) return recent;
  const row = await source.coworker(member, call);
  if (row === null) throw failure('notFound', `coworker ${member} cannot be read from Nexudus`, true);
  return row;
}

/** The user name that the settings give the member today. Fails with `noEmail` or `rejected`. */
export function usernameFor(person: CoworkerRow, rules: Rules, suffix: boolean): string {
  const named = usernameOf(person, rules, { suffix });
  if ('username' in named) return named.username;
  switch (named.problem) {
    case 'noEmail':
      throw failure('noEmail', `coworker ${person.id} has no e-mail address in Nexudus to make a user name of`);
    case 'noCustomField':
      throw failure('rejected', `coworker ${person.id}: the custom field of settings.username is empty in Nexudus`);
    case 'unusable':
      throw failure(
        'rejected',
        `coworker ${person.id}: what settings.username names in Nexudus ${named.because}: it cannot be a user name`,
      );
  }
}

export interface NamedAccount {
  account: AccountId;
  suffix: boolean;
  /** A fingerprint of the user name as it was written. */
  usernameTag: string;
}

/** The account's user name; read from the directory only where today's settings would give another one. */
export async function givenUsername(
  { directory, keys }: Pick<ActivityDeps, 'directory' | 'keys'>,
  rules: Rules,
  { account, suffix, usernameTag: given }: NamedAccount,
  person: CoworkerRow,
): Promise<string> {
  const today = usernameOf(person, rules, { suffix });
  if ('username' in today && usernameTag(keys.identityKey, today.username) === given) return today.username;
  const live = await directory.read(account, { priority: 'usual' });
  if (live === null) throw failure('notFound', `account ${account} is not in the directory`, true);
  return live.username;
}

/** Fails with `capability` when the key that made the credential is no longer configured. */
export function passwordOf(
  { keys, connector }: Pick<ActivityDeps, 'keys' | 'connector'>,
  rules: Rules,
  person: CoworkerRow,
  credential: Credential,
): string {
  const password =
    chosenPassword(person, rules) ?? keys.password({ connector, member: credential.of ?? person.id }, credential);
  if (password !== null) return password;
  throw failure(
    'capability',
    `master key ${credential.keyId} is not in LATCHKEY_MASTER_KEY: add it again, or rotate the credentials of member ${person.id}`,
  );
}

/** The directory wants two names; what follows the first space is the last name. */
export function splitName(fullName: string): { firstName: string; lastName: string } {
  const [firstName = '', ...rest] = fullName.trim().split(/\s+/);
  return { firstName, lastName: rest.join(' ') };
}
