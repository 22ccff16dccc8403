import type { BusinessId } from '../replayed/ids';
import type { LocationRule, Rules } from './rules';

/** Zone, cut-off, network and name of a location; those of the whole space if the location is unknown. */
export function locationOf(rules: Rules, business: BusinessId | null): LocationRule {
  const known = business === null ? undefined : rules.zones[business];
  if (known !== undefined) return known;
  const { defaultZone, cutOff, ssid, hiddenSsid, spaceName } = rules;
  return { zone: defaultZone, cutOff, ssid, hiddenSsid, spaceName };
}

/** IANA zone of a location. */
export const zoneOf = (rules: Rules, business: BusinessId | null): string => locationOf(rules, business).zone;
