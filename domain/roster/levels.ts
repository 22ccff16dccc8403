import type { Access } from '../replayed/entitlement';
import type { Rules } from '../settings/rules';

/** How much an org unit is worth, by the plans that lead into it. */
export class Levels {
  readonly #precedence = new Map<string, number>();

  constructor({ plans }: Pick<Rules, 'plans'>) {
    for (const { orgUnit, precedence } of Object.values(plans)) {
      if (orgUnit === null) continue;
      this.#precedence.set(orgUnit, Math.max(precedence, this.#precedence.get(orgUnit) ?? -Infinity));
    }
  }

  /** From the org unit that an account is in to what it should have. One that no plan leads into is worth nothing. */
  isDowngrade(orgUnit: string | null, access: Access): boolean {
    const now = orgUnit === null ? undefined : this.#precedence.get(orgUnit);
    return now !== undefined && 'precedence' in access && access.precedence < now;
  }
}
