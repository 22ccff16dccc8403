import { defaultPlans } from './default-plans';
import { durationMs } from './duration';
import type { PlanId } from './ids';
import { didYouMean } from './nearest';
import type { World } from './resolve-settings';
import type { PlanRule } from './rules';
import type { SettingsError } from './settings-errors';
import type { PlanSettings, Settings } from './settings';

/** The word of the settings for a plan that gives no WiFi. */
const NO_WIFI = 'none';

interface ResolvedPlans {
  plans: Record<PlanId, PlanRule>;
  warnings: string[];
  errors: SettingsError[];
}

/** The plan map by id. A name that several locations use means all of them; an id says more than a name and wins. */
export function resolvePlans(settings: Settings, world: World): ResolvedPlans {
  const resolved: ResolvedPlans = { plans: {}, warnings: [], errors: [] };
  const entries = Object.entries(settings.plans ?? defaultPlans).map(([key, plan]) => ({
    key,
    plan,
    ...find(key, world),
  }));
  const namesFirst = entries.sort((a, b) => Number(a.byId) - Number(b.byId));
  for (const { key, plan, found } of namesFirst) {
    if (found.length === 0) reportUnknown(key, settings, world, resolved);
    for (const { id, name } of found) resolved.plans[id] = planRule(name, plan, settings.checkInRequired);
  }
  return resolved;
}

function find(key: string, world: World): { byId: boolean; found: World['plans'] } {
  const byId = world.plans.filter((plan) => plan.id === key);
  return byId.length > 0
    ? { byId: true, found: byId }
    : { byId: false, found: world.plans.filter((plan) => plan.name === key) };
}

/** A map that the operator wrote must be right; the default one is a guess at the names. */
function reportUnknown(key: string, settings: Settings, world: World, resolved: ResolvedPlans): void {
  const names = [...new Set(world.plans.map((plan) => plan.name))];
  const message = `is neither the id nor the exact name of a plan or pass in Nexudus${didYouMean(key, names)}`;
  if (settings.plans) resolved.errors.push({ path: `plans.${key}`, message });
  else resolved.warnings.push(`The default plan map names "${key}", which Nexudus does not have: left out.`);
}

function planRule(name: string, plan: PlanSettings, checkInRequired: boolean): PlanRule {
  const group = plan.group === NO_WIFI ? null : plan.group;
  const attributes = plan.attributes ?? {};
  return {
    name,
    group,
    orgUnit: group === null ? null : (plan.orgUnit ?? group),
    precedence: plan.precedence,
    validityMs: plan.validity === undefined ? null : durationMs(plan.validity),
    checkInRequired: plan.checkInRequired ?? checkInRequired,
    attributes: Object.keys(attributes).length > 0 ? attributes : null,
  };
}
