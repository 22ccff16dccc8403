import type { LinkRef } from '../domain/account/keyring';
import type { MemberId } from '../domain/replayed/ids';
import type { ActivityDeps } from './deps';
import { failure } from './failures';

/** The address of the member's page. Fails with `capability` when the key that made the link is no longer configured. */
export function linkAddress(
  { keys, connector, publicUrl }: Pick<ActivityDeps, 'keys' | 'connector' | 'publicUrl'>,
  member: MemberId,
  link: LinkRef,
): string {
  const token = keys.token({ connector, member }, link);
  if (token === null)
    throw failure('capability', `master key ${link.keyId} is not in LATCHKEY_MASTER_KEY: resend the credentials`);
  return `${publicUrl}/w/${token}`;
}
