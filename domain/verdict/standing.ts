import type { Entitlement, Reason, Step } from '../replayed/entitlement';
import type { FailureCode } from '../replayed/failure-codes';
import type { HoldMark } from '../replayed/guard/hold-mark';
import type { Instant, MemberId } from '../replayed/ids';
import { isCredentialLetter, type LetterKind } from '../replayed/letter-kinds';

type Lane = 'looker' | 'writer' | 'details' | 'courier' | 'portal';

/** What is known of a member: what was decided, and how far the account is. The answer of the query `explain` has it all. */
export interface Standing {
  member: MemberId;
  entitlement: Entitlement | null;
  /** Index of the step of now. */
  step: number;
  account: { id: string; enabled: boolean; orgUnit: string } | null;
  unsettled: boolean;
  attention: { lane: Lane; reason: FailureCode; since: Instant } | null;
  waiting: { lane: Lane } | null;
  delivery: { state: 'none' | 'owed' | 'sent' | 'stuck'; kind: LetterKind | null };
  secondLookAt: Instant | null;
  hold: HoldMark | null;
  eraseAt: Instant | null;
  /** An operator has the member erased, or has had; then an override keeps access off. */
  erasure: { since: Instant; doneAt: Instant | null } | null;
  override: object | null;
  lastLookAt: Instant | null;
}

/**
 * How the decision and the account stand to each other.
 * - `open`: may connect, and can.
 * - `opening`: may connect, and will in a moment.
 * - `stuck`, `stopped`, `noAccount`: may connect and cannot, because writes fail, a maintenance holds them back, or none is to be made.
 * - `closed`: may not connect, and cannot.
 * - `closing`: may not connect, and still can.
 * - `preview`: nothing is written yet.
 * - `elsewhere`: another profile of the same person has the account.
 */
export type Position =
  'open' | 'opening' | 'stuck' | 'stopped' | 'noAccount' | 'closed' | 'closing' | 'preview' | 'elsewhere';

export function positionOf(standing: Standing, step: Step): Position {
  const { account, attention, waiting, entitlement } = standing;
  const isOpen = account?.enabled === true;
  if (step.access.state === 'keep') return isOpen ? 'open' : 'closed';
  if (entitlement?.mayWrite === false) return 'preview';
  if (step.access.state !== 'granted') {
    if (isOpen) return 'closing';
    return step.reason === 'joined' ? 'elsewhere' : 'closed';
  }
  if (isOpen) return 'open';
  if (account === null && entitlement?.mayCreate === false) return 'noAccount';
  if (attention?.lane === 'writer') return 'stuck';
  return waiting?.lane === 'writer' ? 'stopped' : 'opening';
}

/** The steps from the one of now on. */
export const stepsOf = ({ entitlement, step }: Standing): Step[] => entitlement?.steps.slice(step) ?? [];

export const givesAccess = ({ access }: Step): boolean => access.state === 'granted' || access.state === 'keep';

/** When access ends that holds now, be it for an hour; null: no end is known. */
export const endOf = ([, ...later]: Step[]): Instant | null => later.find((step) => !givesAccess(step))?.from ?? null;

/** When access begins by itself; null: that is not known. */
export const openingOf = ([, ...later]: Step[]): Instant | null =>
  later.find(({ access }) => access.state === 'granted')?.from ?? null;

/** The zone of what the decision rests on. */
export const zoneOfStep = (step: Step | undefined): string | undefined =>
  step?.evidence.find(({ zone }) => zone !== undefined)?.zone;

/** A letter with credentials is still to be sent. */
export const lacksCredentials = ({ delivery: { state, kind } }: Standing): boolean =>
  (state === 'owed' || state === 'stuck') && kind !== null && isCredentialLetter(kind);

/** Of these, the member has none that counts before the letter comes. */
export const lacksPassword = (standing: Standing): boolean =>
  lacksCredentials(standing) && (standing.delivery.kind === 'welcome' || standing.delivery.kind === 'rotated');

const granting: readonly Reason[] = ['contract', 'pass', 'teamContract', 'teamPass', 'checkedIn', 'allowed'];
/** A change that is held for such a reason moves the member to another level. */
export const isGranting = (reason: Reason): boolean => granting.includes(reason);
