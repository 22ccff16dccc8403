import type { BusinessId } from '../replayed/ids';
import type { LocationRule, Rules } from './rules';

/** Zone, cut-off, network and name of a location; those of the whole space if the location is unknown. */
export function locationOf(rules: Rules, business: BusinessId | null): LocationRule {
  const known = business === null ? undefined : rules.zones[business];
  return known ?? { zone: rules.defaultZone, cutOff: rules.cutOff, ssid: rules.ssid, spaceName: rules.spaceName };
}

/** IANA zone of a location. */
export const zoneOf = (rules: Rules, business: BusinessId | null): string => locationOf(rules, business).zone;
