import type { PlansView, PlanView } from '../../../../contracts/api/plans';
import { addressOf, asked, type Visit } from '../../frame/visit';
import { entryOf, noDraft, packed, unpacked, withDraft, type Draft } from './draft';

export const PATH = '/console/plans';

/** The plan map with the draft that somebody has opened on it. */
export interface Opened {
  known: PlansView;
  draft: Draft;
  /** The draft in the address could not be read. */
  isUnreadable: boolean;
  /** The key of the map that means a plan, or would. */
  keyOf: (plan: Pick<PlanView, 'id' | 'name' | 'mappedAs'>) => string;
}

/** @param text the draft as a form has sent it; default: that of the address */
export async function opened(visit: Visit, text = asked(visit, 'draft')): Promise<Opened> {
  const known = await visit.api.listPlans();
  const draft = text === undefined ? noDraft : unpacked(text);
  return { known, draft: draft ?? noDraft, isUnreadable: draft === null, keyOf: keysIn(known, draft ?? noDraft) };
}

/** A name is a good key while it means this plan only; an id always does. */
function keysIn({ map, plans }: PlansView, draft: Draft): Opened['keyOf'] {
  const all = withDraft(map, new Map([...draft].map(([key, entry]) => [key, entry ?? {}])));
  const ids = new Set(plans.map(({ id }) => id));
  const named = new Map<string, number>();
  for (const { name } of plans) named.set(name, (named.get(name) ?? 0) + 1);
  return ({ id, name, mappedAs }) => {
    const inUse = [id, mappedAs, ids.has(name) ? null : name].find((key) => key !== null && entryOf(all, key) !== null);
    return inUse ?? (named.get(name) === 1 && name !== '' && !ids.has(name) ? name : id);
  };
}

export const plansAddress = (draft: Draft, more: Record<string, string> = {}): string =>
  addressOf(PATH, { ...more, draft: packed(draft) });

export const editAddress = ({ id }: Pick<PlanView, 'id'>, draft: Draft): string =>
  addressOf(`${PATH}/edit`, { plan: id, draft: packed(draft) });
