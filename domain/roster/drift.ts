import type { Entitlement } from '../replayed/entitlement';
import { entitlementTag } from '../replayed/entitlement-tag';

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
