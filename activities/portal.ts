import type { Call } from '../clients/call';
import { ExternalError } from '../clients/external-error';
import type { Rules } from '../domain/settings/rules';
import type { PortalOrder } from '../contracts/activities';
import type { ActivityDeps } from './deps';
import { linkAddress } from './link-address';
import { givenUsername, personOf } from './person';

const call: Call = { priority: 'bulk' };

/** Puts the link, and the user name where the settings say so, into the member's profile, or takes them out of it. */
export async function writePortal(deps: ActivityDeps, { member, shown }: PortalOrder): Promise<void> {
  const rules = await deps.rules();
  const { portal } = rules;
  if (portal === null) return;
  const values = {
    [portal.linkField]: shown === null ? null : linkAddress(deps, member, shown.link),
    ...(portal.usernameField && {
      [portal.usernameField]: shown === null ? null : await username(deps, rules, member, shown),
    }),
  };
  try {
    await deps.source.writePortalFields(member, values, call);
  } catch (error) {
    // a profile that is gone shows nothing any more
    if (!(shown === null && error instanceof ExternalError && error.code === 'notFound')) throw error;
  }
}

async function username(
  deps: ActivityDeps,
  rules: Rules,
  member: PortalOrder['member'],
  shown: NonNullable<PortalOrder['shown']>,
): Promise<string> {
  return givenUsername(deps, rules, shown, await personOf(deps, rules, member, shown.identity));
}
