import type { Reason } from '../replayed/entitlement';
import type { MemberId } from '../replayed/ids';
import type { CheckInFact, Facts } from './facts';
import type { Ruling } from './situation';

/** Where one person has several profiles (coworkers), they have one account, and one of them owns it. */
export interface Profile {
  id: MemberId;
  account: 'enabled' | 'disabled' | 'none';
  /** It has left the account to another one, or has none and is blocked by an operator. */
  yields: boolean;
}

/** An address that more profiles have is nobody's own, such as that of a front desk. */
export const MOST_JOINED = 5;

/**
 * The profile whose account it is: one that has not yielded, has an account, has one that is enabled, is the oldest. Once the
 * others have yielded, it stays the owner for as long as it is there.
 */
export function ownerOf(profiles: readonly Profile[]): MemberId | null {
  const weight = ({ account, yields }: Profile): number =>
    (yields ? 0 : 3) + { enabled: 2, disabled: 1, none: 0 }[account];
  const [owner] = [...profiles].sort((one, other) => weight(other) - weight(one) || byAge(one.id, other.id));
  return owner?.id ?? null;
}

/** Ids count up. */
const byAge = (one: MemberId, other: MemberId): number =>
  one.length - other.length || (one < other ? -1 : one > other ? 1 : 0);

/** The check-in that counts for all of them: an open one, else the latest; a profile that is out of play has none. */
export function checkInOf(profiles: readonly Facts[]): CheckInFact | null {
  const inPlay = profiles.filter(({ presence, active, archived }) => presence === 'present' && active && !archived);
  const checkIns = inPlay.flatMap(({ checkIn }) => checkIn ?? []);
  const latest = (one: CheckInFact, other: CheckInFact): number =>
    (other.until ?? Infinity) - (one.until ?? Infinity) || other.since - one.since;
  return (
    checkIns.filter(({ until }) => until === null).sort((one, other) => other.since - one.since)[0] ??
    checkIns.sort(latest)[0] ??
    null
  );
}

interface OwnRuling {
  ruling: Ruling;
  of: MemberId;
}

/**
 * What the owner of the account is entitled to: the best that any of the profiles gives. What ends one profile's part ends no
 * other's; an operator's block of the owner is about the person.
 * @param rulings the owner's first
 */
export function bestOf(rulings: readonly OwnRuling[]): Ruling {
  const [owner] = rulings;
  if (owner === undefined) throw new Error('there is no profile');
  if (rulings.length === 1 || owner.ruling.reason === 'blocked') return owner.ruling;
  const best = [...rulings].sort((one, other) => rankOf(one.ruling) - rankOf(other.ruling))[0] ?? owner;
  if (best.ruling.access.state !== 'denied') return told(best, owner.of);
  // who has nothing at all, or is blocked while the owner is not, says nothing about why the owner has no access
  const telling = rulings.filter(({ ruling }) => ruling.reason !== 'none' && ruling.reason !== 'blocked');
  const why = telling.find(({ ruling }) => !ofPerson.includes(ruling.reason)) ?? telling[0] ?? owner;
  return { ...told(why, owner.of), sure: why.ruling.sure && telling.every(({ ruling }) => ruling.sure) };
}

const ofPerson: readonly Reason[] = ['deleted', 'archived', 'suspended', 'unpaid', 'blocked'];

/** Lower is better: a level of a contract or pass by its precedence, then that of a check-in alone, then what is kept. */
function rankOf({ access, reason }: Ruling): number {
  switch (access.state) {
    case 'granted':
      return (reason === 'checkedIn' ? 1e9 : 0) - access.precedence;
    case 'keep':
      return 2e9;
    case 'prepared':
      return 3e9 - access.precedence;
    case 'denied':
      return 4e9;
  }
}

/** Names the profile whose record it is, where that is not the owner. */
function told({ ruling, of }: OwnRuling, owner: MemberId): Ruling {
  const names = ruling.evidence.some(({ kind, id }) => kind === 'coworker' && id === of);
  if (of === owner || names) return ruling;
  return { ...ruling, evidence: [...ruling.evidence, { kind: 'coworker', id: of }] };
}
