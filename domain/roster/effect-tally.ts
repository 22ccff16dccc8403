import type { BusinessId, PlanId } from '../replayed/ids';
import { effects, type Effect } from './outcome';

/** `unknown`: nothing can be concluded about the member. */
export type EffectCounts = Record<Effect | 'unchanged' | 'unknown', number>;

const noEffects = (): EffectCounts => ({ gains: 0, loses: 0, moves: 0, unchanged: 0, unknown: 0 });

/** Counts members by what a draft does to them, in all, by plan and by location. */
export class EffectTally {
  readonly counts = noEffects();
  readonly #plans = new Map<PlanId | null, EffectCounts>();
  readonly #locations = new Map<BusinessId | null, EffectCounts>();

  add(what: keyof EffectCounts, plan: PlanId | null, location: BusinessId | null): void {
    for (const counts of [this.counts, of(this.#plans, plan), of(this.#locations, location)]) counts[what] += 1;
  }

  byPlan = () => linesOf(this.#plans);
  byLocation = () => linesOf(this.#locations);
}

function of<Id>(lines: Map<Id, EffectCounts>, id: Id): EffectCounts {
  const known = lines.get(id) ?? noEffects();
  lines.set(id, known);
  return known;
}

/** Those with the most changes first. */
function linesOf<Id>(lines: ReadonlyMap<Id, EffectCounts>): (EffectCounts & { id: Id })[] {
  const changes = (counts: EffectCounts): number => effects.reduce((sum, what) => sum + counts[what], 0);
  return [...lines]
    .map(([id, counts]) => ({ id, ...counts }))
    .sort((one, other) => changes(other) - changes(one) || other.unchanged - one.unchanged);
}
