import type { BusinessId, PlanId } from '../replayed/ids';
import { durationMs } from '../schema/fields';
import { didYouMean, type SettingsError } from '../schema/section';
import type { PlanRule, Rules } from './rules';
import type { PlanSettings, Settings } from './settings';

/**
 * The plan map if the settings have none. A private office gets an org unit of its own, whose policy sets the priority,
 * because per-user attributes cost extra writes. A day pass needs no validity: the pass itself ends.
 */
export const defaultPlans: Record<string, PlanSettings> = {
  'Hot Desk': { group: 'basic-wifi', precedence: 20 },
  'Dedicated Desk': { group: 'premium-wifi', precedence: 30 },
  'Private Office': { group: 'premium-wifi', orgUnit: 'premium-wifi-priority', precedence: 40 },
  'Day Pass': { group: 'guest-wifi', precedence: 10 },
};

/** What Nexudus sells. */
export interface KnownPlan {
  id: PlanId;
  name: string;
  businessId: BusinessId | null;
  kind: 'tariff' | 'timePass';
  /** False: a pass product whose hours cannot be read. */
  hoursKnown?: boolean;
}

/** The `group` of a plan without WiFi. */
const NO_WIFI = 'none';

interface ResolvedPlans {
  plans: Record<PlanId, PlanRule>;
  warnings: string[];
  errors: SettingsError[];
}

/**
 * The plan map by id. A name that several locations use means all of them; an id beats a name.
 * @param previous the rules until now: a plan that has since been renamed in Nexudus is still found by its old name.
 */
export function resolvePlans(settings: Settings, known: KnownPlan[], previous: Rules | null): ResolvedPlans {
  const resolved: ResolvedPlans = { plans: {}, warnings: [], errors: [] };
  const entries = Object.entries(settings.plans ?? defaultPlans).map(([key, plan]) => ({
    key,
    plan,
    ...find(key, known),
  }));
  // later entries win
  const namesFirst = entries.sort((a, b) => weight(a) - weight(b));
  for (const { key, plan, found } of namesFirst) {
    const meant = found.length > 0 ? found : renamed(key, known, previous);
    if (meant.length === 0) reportUnknown(key, settings, known, resolved);
    else if (found.length === 0) resolved.warnings.push(renamedWarning(key, meant));
    for (const { id, name, hoursKnown = true } of meant) {
      if (!hoursKnown) resolved.warnings.push(hoursWarning(key));
      resolved.plans[id] = planRule(key, name, plan, settings.checkInRequired);
    }
  }
  return resolved;
}

const weight = ({ byId, found }: ReturnType<typeof find>): number => (byId ? 2 : found.length > 0 ? 1 : 0);

function find(key: string, known: KnownPlan[]): { byId: boolean; found: KnownPlan[] } {
  const byId = known.filter((plan) => plan.id === key);
  return byId.length > 0
    ? { byId: true, found: byId }
    : { byId: false, found: known.filter((plan) => plan.name === key) };
}

function renamed(key: string, known: KnownPlan[], previous: Rules | null): KnownPlan[] {
  return known.filter(({ id }) => previous?.plans[id]?.mappedAs === key);
}

const hoursWarning = (key: string): string =>
  `The hours of the pass "${key}" cannot be read, so it counts at all hours: does the user of Nexudus have the role ` +
  'TimePassTimeSlot-List?';

function renamedWarning(key: string, plans: KnownPlan[]): string {
  const names = [...new Set(plans.map(({ name }) => `"${name}"`))].join(' and ');
  return `The plan "${key}" of the map is called ${names} in Nexudus now; it is mapped as before.`;
}

/** The operator's map must be right; the default one only guesses names. */
function reportUnknown(key: string, settings: Settings, known: KnownPlan[], resolved: ResolvedPlans): void {
  const names = [...new Set(known.map((plan) => plan.name))];
  const message = `is neither the id nor the exact name of a plan or pass in Nexudus${didYouMean(key, names)}`;
  if (settings.plans) resolved.errors.push({ path: `plans.${key}`, message });
  else resolved.warnings.push(`The default plan map names "${key}", which Nexudus does not have: left out.`);
}

function planRule(mappedAs: string, name: string, plan: PlanSettings, checkInRequired: boolean): PlanRule {
  const group = plan.group === NO_WIFI ? null : plan.group;
  return {
    name,
    mappedAs,
    group,
    orgUnit: group === null ? null : (plan.orgUnit ?? group),
    precedence: plan.precedence,
    validityMs: plan.validity === undefined ? null : durationMs(plan.validity),
    checkInRequired: plan.checkInRequired ?? checkInRequired,
    attributes: attributesOf(plan),
  };
}

export function presenceRule(presence: NonNullable<Settings['presence']>): NonNullable<Rules['presence']> {
  const { group, orgUnit = group, precedence } = presence;
  return { group, orgUnit, precedence, attributes: attributesOf(presence) };
}

const attributesOf = ({ attributes = {} }: Pick<PlanSettings, 'attributes'>): PlanRule['attributes'] =>
  Object.keys(attributes).length > 0 ? attributes : null;
