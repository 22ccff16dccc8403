import { defaultPlans } from './default-plans';
import { durationMs } from './duration';
import type { PlanId } from '../replayed/ids';
import { didYouMean } from './nearest';
import type { World } from './resolve-settings';
import type { PlanRule, Rules } from './rules';
import type { SettingsError } from './settings-errors';
import type { PlanSettings, Settings } from './settings';

/** The word of the settings for a plan that gives no WiFi. */
const NO_WIFI = 'none';

interface ResolvedPlans {
  plans: Record<PlanId, PlanRule>;
  warnings: string[];
  errors: SettingsError[];
}

/**
 * The plan map by id. A name that several locations use means all of them; an id says more than a name and wins.
 * @param previous the rules until now: a plan that was renamed in Nexudus since is still meant by its old name.
 */
export function resolvePlans(settings: Settings, world: World, previous: Rules | null): ResolvedPlans {
  const resolved: ResolvedPlans = { plans: {}, warnings: [], errors: [] };
  const entries = Object.entries(settings.plans ?? defaultPlans).map(([key, plan]) => ({
    key,
    plan,
    ...find(key, world),
  }));
  // what says more comes later, and wins
  const namesFirst = entries.sort((a, b) => weight(a) - weight(b));
  for (const { key, plan, found } of namesFirst) {
    const meant = found.length > 0 ? found : renamed(key, world, previous);
    if (meant.length === 0) reportUnknown(key, settings, world, resolved);
    else if (found.length === 0) resolved.warnings.push(renamedWarning(key, meant));
    for (const { id, name } of meant) resolved.plans[id] = planRule(key, name, plan, settings.checkInRequired);
  }
  return resolved;
}

const weight = ({ byId, found }: ReturnType<typeof find>): number => (byId ? 2 : found.length > 0 ? 1 : 0);

function find(key: string, world: World): { byId: boolean; found: World['plans'] } {
  const byId = world.plans.filter((plan) => plan.id === key);
  return byId.length > 0
    ? { byId: true, found: byId }
    : { byId: false, found: world.plans.filter((plan) => plan.name === key) };
}

function renamed(key: string, world: World, previous: Rules | null): World['plans'] {
  return world.plans.filter(({ id }) => previous?.plans[id]?.mappedAs === key);
}

function renamedWarning(key: string, plans: World['plans']): string {
  const names = [...new Set(plans.map(({ name }) => `"${name}"`))].join(' and ');
  return `The plan "${key}" of the map is called ${names} in Nexudus now; it is mapped as before.`;
}

/** A map that the operator wrote must be right; the default one is a guess at the names. */
function reportUnknown(key: string, settings: Settings, world: World, resolved: ResolvedPlans): void {
  const names = [...new Set(world.plans.map((plan) => plan.name))];
  const message = `is neither the id nor the exact name of a plan or pass in Nexudus${didYouMean(key, names)}`;
  if (settings.plans) resolved.errors.push({ path: `plans.${key}`, message });
  else resolved.warnings.push(`The default plan map names "${key}", which Nexudus does not have: left out.`);
}

function planRule(mappedAs: string, name: string, plan: PlanSettings, checkInRequired: boolean): PlanRule {
  const group = plan.group === NO_WIFI ? null : plan.group;
  const attributes = plan.attributes ?? {};
  return {
    name,
    mappedAs,
    group,
    orgUnit: group === null ? null : (plan.orgUnit ?? group),
    precedence: plan.precedence,
    validityMs: plan.validity === undefined ? null : durationMs(plan.validity),
    checkInRequired: plan.checkInRequired ?? checkInRequired,
    attributes: Object.keys(attributes).length > 0 ? attributes : null,
  };
}
