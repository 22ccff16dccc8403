import { mailRules, mailWarnings } from '../letters/mail-settings';
import { resolveTrust, type NamedFiles } from '../profiles/settings';
import type { Instant, PlanId } from '../replayed/ids';
import type { SettingsError } from '../schema/section';
import { profileLimits } from './profile-limits';
import { resolveLocations, type KnownLocations } from './resolve-locations';
import { presenceRule, resolvePlans, type KnownPlan } from './resolve-plans';
import { plainSettingsOf, RESOLVER_VERSION, type PlanRule, type Rules } from './rules';
import type { Settings } from './settings';

const MINUTE = 60_000;
const DAY = 86_400_000;

/** What Nexudus and the named files contain, as far as settings refer to it. */
export interface World extends KnownLocations {
  plans: KnownPlan[];
  files: NamedFiles;
  /** Registered custom fields of coworkers. */
  portalFields: { id: string; name: string; readOnly: boolean }[];
  now: Instant;
  /** `live` of first settings that do not set it. */
  liveByDefault: boolean;
}

type ResolvedSettings = { ok: true; rules: Rules; warnings: string[] } | { ok: false; errors: SettingsError[] };

/**
 * Resolves names of plans and locations to ids of Nexudus.
 * @param previous the rules until now: plans that are no longer mapped become retired.
 */
export function resolveSettings(settings: Settings, world: World, previous: Rules | null): ResolvedSettings {
  const plans = resolvePlans(settings, world.plans, previous);
  const locations = resolveLocations(settings, world);
  const trust = resolveTrust(settings, world.files, world.now);
  const portal = checkPortal(settings, world);
  const live = resolveLive(settings, world, previous);
  const errors = [...plans.errors, ...locations.errors, ...trust.errors, ...portal.errors, ...live.errors];
  if (errors.length > 0 || locations.defaultZone === null) return { ok: false, errors };
  const rules: Rules = {
    ...plainSettingsOf(settings),
    resolver: RESOLVER_VERSION,
    version: (previous?.version ?? 0) + 1,
    live: live.live,
    plans: plans.plans,
    retiredPlans: retiredPlans(plans.plans, previous),
    presence: settings.presence === undefined ? null : presenceRule(settings.presence),
    zones: locations.zones,
    defaultZone: locations.defaultZone,
    checkInGraceMs: settings.checkInGraceMinutes * MINUTE,
    graceMs: settings.graceMinutes * MINUTE,
    retentionMs: settings.retentionDays * DAY,
    mail: mailRules(settings.mail),
    radius: trust.radius,
    radiusServer: settings.radius?.server ?? null,
    profileSigning: settings.profileSigning ?? null,
    portal: settings.portal ?? null,
  };
  return {
    ok: true,
    rules,
    warnings: [
      ...plans.warnings,
      ...locations.warnings,
      ...trust.warnings,
      ...(profileLimits(rules)?.warnings ?? []),
      ...portal.warnings,
      ...namingWarnings(settings, previous),
      ...mailWarnings(settings.mail),
    ],
  };
}

/** Going live is final: either the first settings do it, or an operator who has seen a preview. */
function resolveLive(
  { live }: Settings,
  { liveByDefault }: World,
  previous: Rules | null,
): { live: boolean; errors: SettingsError[] } {
  const now = previous?.live ?? live ?? liveByDefault;
  if (live === undefined || live === now) return { live: now, errors: [] };
  const message = now
    ? 'cannot be taken back; to stop all writes for a while, use PUT /api/v1/maintenance'
    : 'is switched on by POST /api/v1/live with the fingerprint of a preview (POST /api/v1/preview)';
  return { live: now, errors: [{ path: 'live', message }] };
}

/** The fields must exist. One that members can edit works, but is hardly meant. */
function checkPortal({ portal }: Settings, { portalFields }: World): { errors: SettingsError[]; warnings: string[] } {
  const named = Object.entries(portal ?? {}).map(([key, name]) => ({
    path: `portal.${key}`,
    name,
    field: portalFields.find((field) => field.id === name || field.name === name),
  }));
  const missing = named.filter(({ field }) => field === undefined);
  const editable = named.filter(({ field }) => field?.readOnly === false);
  const message = 'is not a registered custom field of coworkers in Nexudus (POST /api/v1/portal/install makes it)';
  return {
    errors: missing.map(({ path }) => ({ path, message })),
    warnings: editable.map(({ path, name }) => `${path}: members can edit the field "${name}" in their profile.`),
  };
}

/** Devices keep the names they were given, so another format applies to new accounts only. */
function namingWarnings({ username }: Settings, previous: Rules | null): string[] {
  if (previous === null || previous.username === username) return [];
  return [
    `username: existing accounts keep their names, made from ${previous.username}. A dry run of the sync lists them ` +
      '(misnamed); POST /api/v1/members/{id}/rename gives one its new name and mails it.',
  ];
}

function retiredPlans(now: Record<PlanId, PlanRule>, previous: Rules | null): PlanId[] {
  const before = previous === null ? [] : [...(Object.keys(previous.plans) as PlanId[]), ...previous.retiredPlans];
  return [...new Set(before)].filter((id) => !(id in now)).sort();
}
