import { countCarried } from '../contracts/carried-cas';
import { rootFingerprints } from '../domain/profiles/roll-over';
import type { SettingsError } from '../domain/schema/section';
import type { Rules } from '../domain/settings/rules';
import type { ActivityDeps } from './runtime/deps';

/**
 * Members who could no longer connect once the RADIUS server has left a CA that the settings drop: their devices have none of
 * those that stay. Empty where no CA is dropped, or nobody would be cut off.
 */
export async function cutOffErrors(
  { client, connector }: Pick<ActivityDeps, 'client' | 'connector'>,
  rules: Rules,
  previous: Rules | null,
): Promise<SettingsError[]> {
  if (rules.radius === null || !previous?.radius) return [];
  const stays = rootFingerprints(rules.radius);
  const dropped = rootFingerprints(previous.radius).filter((ca) => !stays.includes(ca));
  if (dropped.length === 0) return [];
  const { without, unknown } = await countCarried(client, connector, stays);
  if (without + unknown === 0) return [];
  const message =
    `drops the CA ${dropped.join(', ')}: ${without} members with access have a profile without any CA that stays, and of ` +
    `${unknown} it is not known what they have. Have them renew their profile first (POST /api/v1/profiles/renewal-letters), ` +
    'or save the settings with ?cutOff=accept';
  return [{ path: 'radius.caCertificates', message }];
}
