import type { BusinessId } from '../replayed/ids';
import { isZone } from '../schema/fields';
import { didYouMean, type SettingsError } from '../schema/section';
import type { LocationRule } from './rules';
import type { Settings } from './settings';

/** The locations in Nexudus, and their time zones. */
export interface KnownLocations {
  businesses: { id: BusinessId; name: string; timeZone: string | null }[];
  /** IANA zone of the API user's default business. */
  defaultTimeZone: string | null;
}

interface ResolvedLocations {
  zones: Record<BusinessId, LocationRule>;
  defaultZone: string | null;
  warnings: string[];
  errors: SettingsError[];
}

/** A location's own setting wins, then the setting for all, then what Nexudus says. */
export function resolveLocations(settings: Settings, known: KnownLocations): ResolvedLocations {
  const fromNexudus = usableZone(known.defaultTimeZone) ?? firstZone(known);
  const defaultZone = settings.timeZone ?? fromNexudus;
  const errors = unknownLocations(settings, known);
  if (defaultZone === null) errors.push({ path: 'timeZone', message: 'is missing, and Nexudus has none' });
  const zones: ResolvedLocations['zones'] = {};
  const warnings: string[] = [];
  for (const business of known.businesses) {
    zones[business.id] = locationRule(business, settings, defaultZone ?? 'UTC');
    warnings.push(...zoneWarnings(business, settings, defaultZone));
  }
  return { zones, defaultZone, warnings, errors };
}

type Business = KnownLocations['businesses'][number];

function locationRule(business: Business, settings: Settings, defaultZone: string): LocationRule {
  const own = settings.locations[business.id] ?? {};
  return {
    zone: own.timeZone ?? settings.timeZone ?? usableZone(business.timeZone) ?? defaultZone,
    cutOff: own.cutOff ?? settings.cutOff,
    ssid: own.ssid ?? settings.ssid,
    hiddenSsid: own.hiddenSsid ?? settings.hiddenSsid,
    spaceName: own.spaceName ?? settings.spaceName,
  };
}

function zoneWarnings(business: Business, settings: Settings, defaultZone: string | null): string[] {
  const { id, timeZone } = business;
  if (settings.locations[id]?.timeZone) return [];
  if (usableZone(timeZone) === null) {
    return settings.timeZone ? [] : [`Nexudus has no time zone for location ${id}: ${defaultZone ?? 'none'} is used.`];
  }
  return settings.timeZone && settings.timeZone !== timeZone
    ? [`In Nexudus location ${id} is in ${timeZone}, but timeZone is ${settings.timeZone}, which is used.`]
    : [];
}

function unknownLocations(settings: Settings, { businesses }: KnownLocations): SettingsError[] {
  const known = businesses.map(({ id }) => id);
  return Object.keys(settings.locations)
    .filter((id) => !known.some((business) => business === id))
    .map((id) => ({
      path: `locations.${id}`,
      message: `is not the id of a location in Nexudus${didYouMean(id, known)}`,
    }));
}

const usableZone = (zone: string | null): string | null => (zone !== null && isZone(zone) ? zone : null);

const firstZone = (known: KnownLocations): string | null =>
  known.businesses.map(({ timeZone }) => usableZone(timeZone)).find((zone) => zone !== null) ?? null;
