import { createHmac } from 'node:crypto';
import type { MemberId } from '../../domain/ids';
import type { Keyring } from '../../domain/keyring';
import { removesItselfAt } from '../../domain/page-state';
import type { ProfileInput } from '../../domain/profiles/profile';
import { locationOf, type Rules } from '../../domain/rules';
import type { MemberPage } from '../../workflows/messages';
import type { Credentials } from './credentials';

/** What goes into a member's profile; null where the settings name no RADIUS trust. */
export function profileInput(
  { connector, keys }: { connector: string; keys: Keyring },
  rules: Rules,
  page: MemberPage,
  credentials: Credentials,
): ProfileInput | null {
  if (rules.radius === null) return null;
  const { ssid, spaceName } = locationOf(rules, page.businessId);
  return {
    spaceName,
    ssid,
    ...credentials,
    trust: rules.radius,
    profileId: profileId(keys, connector, page.member),
    removeAt: removesItselfAt(page.steps),
  };
}

/** The same for a member for ever, and telling nobody who it is: a UUID of version 8. */
function profileId(keys: Keyring, connector: string, member: MemberId): string {
  const digest = createHmac('sha256', keys.identityKey).update(`profile:${connector}:${member}`).digest('hex');
  const [a, b, c, d, e] = [
    digest.slice(0, 8),
    digest.slice(8, 12),
    digest.slice(13, 16),
    digest.slice(17, 20),
    digest.slice(20, 32),
  ];
  return `${a}-${b}-8${c}-8${d}-${e}`;
}
