import type { Credential } from '../replayed/account';
import { type Access, type Entitlement, entitlementTag, type Reason } from '../replayed/entitlement';
import type { BusinessId, MemberId, PlanId } from '../replayed/ids';
import type { Rules } from '../settings/rules';

/** What the directory shows of a member's account. */
export interface SeenAccount {
  id: string;
  /** Null: the tenant's word for its status is unknown. */
  enabled: boolean | null;
  orgUnit: string | null;
  /** By its mark; null: it does not say. */
  credential?: Credential | null;
  /** What can be said of its person and user name without writing them; '' where nothing can. */
  identity?: string;
  namedBy?: string;
}

/**
 * - `grant`: an account is missing, or disabled where it should not be.
 * - `move`: another org unit.
 * - `revoke`: enabled where it should not be.
 * - `refresh`: the directory is right, but the workflow has another entitlement (a webhook was lost).
 */
export type Drift = 'grant' | 'move' | 'revoke' | 'refresh' | 'none';

/** How the directory and the member's workflow differ from what Nexudus says now. `held`: the workflow's tag. */
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
 * - `orphan`: an account of ours whose member Nexudus does not list.
 * - `conflict`: the user name belongs to an account that we did not make.
 * - `unnamed`: entitled, but no user name can be made (no e-mail address).
 */
export type FindingKind = Exclude<Drift, 'none'> | 'orphan' | 'conflict' | 'unnamed';

/** A member or account that is not as it should be. */
export interface Finding {
  member: MemberId;
  what: FindingKind;
  /** For an orphan the last one that its workflow knew; null: unknown. */
  businessId: BusinessId | null;
  reason: Reason;
  /** See `Ground`. */
  stated: string;
  /** The member loses something: access, or a higher level. */
  takes: boolean;
  /** What is lost is a level only, because the member's contract names another plan. */
  isPlanChange: boolean;
  /** A hook has announced something of this member, whose own look is still to come: it is not the sync's. */
  awaited: boolean;
  /** No news: the workflow has the same entitlement, or knew of the end in advance. */
  known: boolean;
  account: SeenAccount | null;
  /** The level that the member should have; null: none. */
  to: { group: string; planId: PlanId | null } | null;
  /** The webhook that should have announced it; null: none exists, or it is no news. */
  missed: string | null;
  /** What the workflow shows of a hold, see `holdText`; null: nothing. */
  mark: string | null;
  /** The plan by which the workflow gives access; null: it gives none. */
  heldPlan: PlanId | null;
}

/** The precedence of each org unit, by the plans that lead to it. */
export class Levels {
  readonly #precedence = new Map<string, number>();

  constructor({ plans }: Pick<Rules, 'plans'>) {
    for (const { orgUnit, precedence } of Object.values(plans)) {
      if (orgUnit === null) continue;
      this.#precedence.set(orgUnit, Math.max(precedence, this.#precedence.get(orgUnit) ?? -Infinity));
    }
  }

  /** Whether `access` is a lower level than the org unit of an account. Leaving one without a plan is no downgrade. */
  isDowngrade(orgUnit: string | null, access: Access): boolean {
    const now = orgUnit === null ? undefined : this.#precedence.get(orgUnit);
    return now !== undefined && 'precedence' in access && access.precedence < now;
  }
}
