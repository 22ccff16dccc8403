import type { Access, Entitlement, Reason } from '../replayed/entitlement';
import { entitlementTag } from '../replayed/entitlement-tag';
import type { BusinessId, MemberId, PlanId } from '../replayed/ids';
import type { Rules } from '../settings/rules';

/** What the directory shows of a member's account. */
export interface SeenAccount {
  id: string;
  /** Null: the tenant's word is not known. */
  enabled: boolean | null;
  orgUnit: string | null;
}

/**
 * - `grant`: an account is missing, or disabled where it should not be.
 * - `move`: another org unit.
 * - `revoke`: enabled where it should not be.
 * - `refresh`: the directory is right, but the workflow holds another entitlement (a hook was lost).
 */
export type Drift = 'grant' | 'move' | 'revoke' | 'refresh' | 'none';

/** How the directory and the workflow of a member differ from what the source says now. `held`: the workflow's tag. */
export function driftOf(entitlement: Entitlement, account: SeenAccount | undefined, held: string | undefined): Drift {
  const [step] = entitlement.steps;
  if (step === undefined || step.access.state === 'keep') return 'none';
  const inDirectory = directoryDrift(step.access, account, entitlement.mayCreate);
  if (inDirectory !== 'none') return inDirectory;
  const idle = step.access.state === 'denied' && account === undefined && entitlement.steps.length === 1;
  if (held === undefined) return idle ? 'none' : 'refresh';
  return held === entitlementTag(entitlement, step) ? 'none' : 'refresh';
}

function directoryDrift(
  access: Entitlement['steps'][number]['access'],
  account: SeenAccount | undefined,
  mayCreate: boolean,
): Drift {
  switch (access.state) {
    case 'granted':
      if (account === undefined) return mayCreate ? 'grant' : 'none';
      if (account.enabled === false) return 'grant';
      return account.orgUnit === access.orgUnit ? 'none' : 'move';
    case 'prepared':
      if (account === undefined) return mayCreate ? 'grant' : 'none';
      return account.enabled === false ? 'none' : 'revoke';
    case 'denied':
      return account === undefined || account.enabled === false ? 'none' : 'revoke';
    case 'keep':
      return 'none';
  }
}

/**
 * - `grant`, `move`, `revoke`, `refresh`: see `Drift`.
 * - `orphan`: an account of ours whose member the source does not list.
 * - `conflict`: the user name belongs to an account that we did not make.
 * - `unnamed`: entitled, but no user name can be made (no e-mail address).
 */
export type FindingKind = Exclude<Drift, 'none'> | 'orphan' | 'conflict' | 'unnamed';

/** One member, or account, that is not as it should be. */
export interface Finding {
  member: MemberId;
  what: FindingKind;
  /** Of the member, or of an orphan as its workflow last knew; null where nobody knows. */
  businessId: BusinessId | null;
  /** What the decision rests on. */
  reason: Reason;
  /** Something is taken from the member: a removal, or a lower level. */
  takes: boolean;
  /** The workflow holds the same entitlement, or had the end in sight: this is no news. */
  known: boolean;
  account: SeenAccount | null;
  /** What it should give; null where it gives nothing. */
  to: { group: string; planId: PlanId | null } | null;
  /** The webhook that should have announced it; null where there is none, or it is no news. */
  missed: string | null;
  /** The plan by which the workflow gave access; null where it gives none. */
  heldPlan: PlanId | null;
}

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
