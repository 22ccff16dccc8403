import type { Reason } from '../replayed/entitlement';
import type { BusinessId, MemberId, PlanId } from '../replayed/ids';
import type { Drift, SeenAccount } from './drift';

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
