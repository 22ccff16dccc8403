import { actions, type ActionName } from './actions';

/** Which number stands for an action in one tenant; without those that it does not have. */
export type ActionNumbers = ReadonlyMap<ActionName, number>;

/** A value of the tenant's eWebhookAction. */
export interface EnumValue {
  number: number;
  name: string;
}

/**
 * The tenant's own numbers, by name in any case. Where it does not serve the enum (null), or lacks a name whose documented
 * number it gives to nothing else, the documented number holds (nexudus.md §5.2).
 */
export function actionNumbers(tenant: readonly EnumValue[] | null): ActionNumbers {
  const values = tenant ?? [];
  const byName = new Map(values.map(({ name, number }) => [name.toLowerCase(), number]));
  const taken = new Set(values.map(({ number }) => number));
  return new Map(
    actions.flatMap(({ name, number }) => {
      const own = byName.get(name.toLowerCase()) ?? (taken.has(number) ? null : number);
      return own === null ? [] : [[name, own] as const];
    }),
  );
}
