import { toIso, toIsoOrNull } from '../../contracts/api/fields';
import type { PlansView, PlanView } from '../../contracts/api/plans';
import type { SettingsDocument } from '../../contracts/replayed';
import type { BusinessId, Instant, PlanId } from '../../domain/replayed/ids';
import { defaultPlans } from '../../domain/settings/resolve-plans';
import type { PlanRule, Rules } from '../../domain/settings/rules';
import type { Sold, SoldPlan } from '../ports/plan-catalogue';

const MINUTE = 60_000;

/** Plans without a mapping that members have, as a sync has found them, by id. */
export interface CountedPlans {
  runId: string;
  at: Instant;
  waiting: ReadonlyMap<string, { name: string; members: number }>;
}

interface Known {
  /** Null: nothing is saved yet. */
  document: SettingsDocument | null;
  rules: Rules | null;
  sold: Sold;
  /** Null: they cannot be counted now. */
  counts: ReadonlyMap<PlanId, number> | null;
  /** Null: there was no sync yet. */
  counted: CountedPlans | null;
}

/** The answer of `GET plans`. */
export function plansView(known: Known): PlansView {
  const { document, rules, sold, counted } = known;
  const own = ownMap(document);
  return {
    version: document?.version ?? 0,
    isDefault: own === null,
    map: own ?? knownDefaults(rules),
    plans: [...sold.plans.map((plan) => planView(plan, known)), ...notSold(known)],
    read: { at: toIsoOrNull(sold.readAt), reading: sold.isReading, problem: sold.problem },
    sync: counted && { id: counted.runId, at: toIso(counted.at) },
  };
}

type PlanMap = PlansView['map'];

/** What is saved was checked when it was. */
const ownMap = (document: SettingsDocument | null): PlanMap | null =>
  (document?.settings as { plans?: PlanMap } | null | undefined)?.plans ?? null;

/** A map of one's own may name nothing that Nexudus lacks. */
function knownDefaults(rules: Rules | null): PlanMap {
  const used = new Set(Object.values(rules?.plans ?? {}).map(({ mappedAs }) => mappedAs));
  return Object.fromEntries(Object.entries(defaultPlans).filter(([key]) => used.has(key)));
}

/** Plans that Nexudus does not list, although the map, or a member, has them. */
function notSold(known: Known): PlanView[] {
  const { rules, sold, counted } = known;
  const listed = new Set<string>(sold.plans.map(({ id }) => id));
  const mapped = Object.entries(rules?.plans ?? {}).map(([id, { name }]) => ({ id, name }));
  const waiting = [...(counted?.waiting ?? [])].map(([id, { name }]) => ({ id, name }));
  const named = new Map([...waiting, ...mapped].map(({ id, name }) => [id, name]));
  return [...named]
    .filter(([id]) => !listed.has(id))
    .map(([id, name]) => planView({ id: id as PlanId, name, kind: null, businessId: null, archived: false }, known));
}

type Plan = Omit<SoldPlan, 'kind'> & { kind: SoldPlan['kind'] | null };

function planView({ id, name, kind, businessId, archived }: Plan, known: Known): PlanView {
  const { rules, sold, counts, counted } = known;
  const rule = rules?.plans[id] ?? null;
  const state = rule !== null ? 'mapped' : rules?.retiredPlans.includes(id) ? 'retired' : 'unmapped';
  return {
    ...{ id, name, kind, archived, state },
    location: businessId && locationIn(sold, businessId),
    listed: kind !== null ? true : sold.readAt === null ? null : false,
    mappedAs: rule?.mappedAs ?? null,
    gives: rule && givesOf(rule),
    members: rule === null || rule.group === null ? null : (counts?.get(id) ?? null),
    waiting: rule !== null || counted === null ? null : (counted.waiting.get(id)?.members ?? 0),
  };
}

const locationIn = ({ locations }: Sold, id: BusinessId): PlanView['location'] => ({
  id,
  name: locations.get(id) ?? null,
});

const givesOf = ({ validityMs, group, orgUnit, precedence, checkInRequired, attributes }: PlanRule) => ({
  ...{ group, orgUnit, precedence, checkInRequired },
  validityMinutes: validityMs === null ? null : validityMs / MINUTE,
  attributes: attributes && (attributes as Record<string, string | number>),
});
