import { ExternalError } from '../../clients/external-error';
import type { CoworkerRow, MembershipSource } from '../../clients/membership-source';
import type { WifiDirectory } from '../../clients/wifi-directory';
import type { PageAccount } from '../../contracts/replayed';
import type { Keyring } from '../../domain/account/keyring';
import { chosenPassword, customFieldName, usernameOf, usernameTag } from '../../domain/account/person';
import type { MemberId } from '../../domain/replayed/ids';
import type { Rules } from '../../domain/settings/rules';

export interface Credentials {
  username: string;
  password: string;
}

/** Neither Nexudus nor the directory answers now, or a master key is missing: the page asks to try again. */
export class CredentialsUnavailable extends Error {
  override readonly name = 'CredentialsUnavailable';
}

export interface CredentialSources {
  connector: string;
  keys: Keyring;
  source: Pick<MembershipSource, 'recentCoworker'>;
  directory: Pick<WifiDirectory, 'read'>;
}

const PATIENCE_MS = 6_000;

export type ReadCredentials = (member: MemberId, account: PageAccount, rules: Rules) => Promise<Credentials>;

/**
 * What a member types into a device. The user name comes from whichever system answers: from a coworker's record it is made
 * as the settings say and recognized by its fingerprint; the directory has it in full.
 */
export function credentialReader({ connector, keys, source, directory }: CredentialSources): ReadCredentials {
  return async (member, account, rules) => {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const call = { priority: 'usual' as const, signal };
    const person = await unlessAway(source.recentCoworker(member, call));
    const username =
      recognized(person, account, rules, keys) ?? (await unlessAway(directory.read(account.id, call)))?.username;
    const password =
      passwordOf(person, rules) ??
      keys.password({ connector, member: account.credential.of ?? member }, account.credential);
    if (username === undefined || password === null)
      throw new CredentialsUnavailable(`the credentials of member ${member} cannot be read now`);
    return { username, password };
  };

  /** Null where we make passwords; where members choose theirs, an unreadable one is no reason to show another. */
  function passwordOf(person: CoworkerRow | null, rules: Rules): string | null {
    if (customFieldName(rules.password) === null) return null;
    if (person === null) throw new CredentialsUnavailable('the password is kept in Nexudus, which does not answer');
    return chosenPassword(person, rules);
  }
}

function recognized(person: CoworkerRow | null, account: PageAccount, rules: Rules, keys: Keyring): string | undefined {
  const named = person === null ? null : usernameOf(person, rules, { suffix: account.suffix });
  if (named === null || !('username' in named)) return undefined;
  return usernameTag(keys.identityKey, named.username) === account.usernameTag ? named.username : undefined;
}

async function unlessAway<T>(read: Promise<T>): Promise<T | null> {
  try {
    return await read;
  } catch (error) {
    if (error instanceof ExternalError || (error instanceof Error && error.name === 'TimeoutError')) return null;
    throw error;
  }
}
