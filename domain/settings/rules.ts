import type { MailRules } from '../letters/mail-settings';
import type { RadiusTrust } from '../profiles/trust';
import type { PlanAttributes } from '../replayed/entitlement';
import type { BusinessId, PlanId } from '../replayed/ids';
import type { Settings } from './settings';

/** What a mapped plan or pass product gives. */
export interface PlanRule {
  name: string;
  /** The key of the plan map that referred to it when the settings were saved. */
  mappedAs: string;
  /** Null: no WiFi. */
  group: string | null;
  /** Null where the group is. */
  orgUnit: string | null;
  precedence: number;
  validityMs: number | null;
  checkInRequired: boolean;
  attributes: PlanAttributes | null;
}

export interface LocationRule {
  /** IANA. */
  zone: string;
  /** "HH:mm", local. */
  cutOff: string;
  ssid: string;
  spaceName: string;
}

type PlainSettings = Pick<
  Settings,
  | 'spaceName'
  | 'ssid'
  | 'syncIntervalMinutes'
  | 'cutOff'
  | 'autoProvision'
  | 'autoDeprovision'
  | 'username'
  | 'password'
  | 'prepareAhead'
  | 'checkInRequired'
  | 'contractEnds'
  | 'pausedMeansDenied'
  | 'unpaid'
  | 'teamEntitlement'
  | 'onEmailChange'
  | 'createOrgUnits'
  | 'directory'
  | 'links'
  | 'webhooks'
  | 'guard'
>;

/** The settings, resolved against Nexudus: what the decision and the activities use. Plain JSON. */
export interface Rules extends PlainSettings {
  /** Which way of resolving settings made them, see `RESOLVER_VERSION`. */
  resolver: number;
  /** One more than that of the previous rules, unless the connector sets another when it saves them. */
  version: number;
  /** False: nothing is written or mailed. */
  live: boolean;
  plans: Record<PlanId, PlanRule>;
  /** Plans that used to be mapped: members keep what they have. */
  retiredPlans: PlanId[];
  zones: Record<BusinessId, LocationRule>;
  /** IANA; for unknown locations. */
  defaultZone: string;
  graceMs: number;
  checkInGraceMs: number;
  retentionMs: number;
  mail: MailRules;
  operator: NonNullable<Settings['operator']> | null;
  /** Null: no profiles are offered. */
  radius: RadiusTrust | null;
  profileSigning: NonNullable<Settings['profileSigning']> | null;
  portal: NonNullable<Settings['portal']> | null;
}

/** Zone, cut-off, network and name of a location; those of the whole space if the location is unknown. */
export function locationOf(rules: Rules, business: BusinessId | null): LocationRule {
  const known = business === null ? undefined : rules.zones[business];
  return known ?? { zone: rules.defaultZone, cutOff: rules.cutOff, ssid: rules.ssid, spaceName: rules.spaceName };
}

/** IANA zone of a location. */
export const zoneOf = (rules: Rules, business: BusinessId | null): string => locationOf(rules, business).zone;

/** Every org unit that a member may be in, once each. */
export function orgUnitsOf(rules: Rules): string[] {
  const names = Object.values(rules.plans).flatMap(({ orgUnit }) => (orgUnit === null ? [] : [orgUnit]));
  return [...new Set(names)].sort();
}
