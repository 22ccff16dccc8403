import type { CoworkerRow } from '../../clients/membership-source';
import type { DirectoryAccount } from '../../clients/wifi-directory';
import { parseMark } from '../../domain/account/ownership';
import { identityOf, usernameOf, usernameTag } from '../../domain/account/person';
import type { FoundAccount } from '../../domain/replayed/account';
import type { Rules } from '../../domain/settings/rules';
import type { ActivityDeps } from '../runtime/deps';

/**
 * What an account of ours tells by itself. Its person is taken for written, so that taking it over writes nothing; not where
 * members choose passwords, which no credential tells. @param person null: cannot be read
 */
export function foundAccount(
  { keys }: Pick<ActivityDeps, 'keys'>,
  rules: Rules,
  { id, enabled, orgUnit, notes, username }: DirectoryAccount,
  person: CoworkerRow | null,
): FoundAccount {
  const named =
    person !== null &&
    [false, true]
      .map((suffix) => usernameOf(person, rules, { suffix }))
      .some((name) => 'username' in name && name.username === username.toLowerCase());
  const isTold = person !== null && rules.password === 'generated';
  return {
    ...{ id, enabled: enabled ?? true, orgUnit },
    credential: parseMark(notes)?.credential ?? null,
    identity: isTold ? identityOf(keys.identityKey, person, rules) : '',
    usernameTag: usernameTag(keys.identityKey, username),
    namedBy: named ? rules.username : '',
  };
}
