import type { MemberPage } from '../../contracts/replayed';
import { profileIdOf, type ProfileInput } from '../../domain/profiles/profile';
import { removesItselfAt } from '../../domain/replayed/page-state';
import { locationOf, type Rules } from '../../domain/settings/rules';
import type { Credentials } from './credentials';

/** What goes into a member's profile; null where the settings name no RADIUS trust. */
export function profileInput(
  connector: string,
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
    profileId: profileIdOf(connector, page.member),
    removeAt: removesItselfAt(page.steps),
  };
}
