import type { Entitlement } from '../replayed/entitlement';
import { type Drift, driftOf, type SeenAccount } from './finding';
import { type Held, isOverruled } from './held';

/** An operator has the member erased, and its workflow sees to that by itself. */
export const isBeingErased = (held: Held | undefined): boolean => held?.status === 'erasing';

/** What is left of a member who was erased: it holds nothing. */
export const isTombstone = (held: Held | undefined): boolean => held?.status === 'erased';

/**
 * Of a member who was erased a sync tells when an account has turned up, which goes as well, and when a membership has begun,
 * unless an operator keeps access off. Null: nobody has had the member erased.
 */
export function erasedDrift(
  held: Held | undefined,
  entitlement: Entitlement,
  account: SeenAccount | undefined,
): Drift | null {
  if (isBeingErased(held)) return 'none';
  if (held === undefined || !isTombstone(held)) return null;
  if (account !== undefined) return 'refresh';
  return isOverruled(held) ? 'none' : driftOf(entitlement, undefined, undefined);
}
