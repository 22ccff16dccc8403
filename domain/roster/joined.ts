import type { Facts } from '../access/facts';
import { ownerOf, type Profile } from '../access/joined-profiles';
import type { BusinessId, MemberId } from '../replayed/ids';
import type { Override } from '../replayed/override';
import type { SeenAccount } from './finding';
import type { Held } from './held';

/** A profile without an account of its own, since its person has it by another profile. */
export interface JoinedProfile {
  member: MemberId;
  owner: MemberId;
  businessId: BusinessId | null;
}

/** One of the profiles of one person, as both systems and its workflow show it. */
export interface SeenProfile {
  member: MemberId;
  facts: Facts | null;
  account: SeenAccount | undefined;
  held: Held | undefined;
}

/**
 * Each profile's facts with those of the others, and whose account it is. Null: one of them cannot be told, so nothing is
 * concluded about any.
 */
export function joinedFacts(profiles: readonly SeenProfile[]): { owner: MemberId; facts: Facts[] } | null {
  const owner = ownerOf(profiles.map(profileOf));
  const facts = profiles.flatMap((profile) => profile.facts ?? []);
  if (owner === null || facts.length < profiles.length) return null;
  const blocked = profiles.flatMap(({ facts, held }) => (facts === null ? [] : { ...facts, override: blockIn(held) }));
  const othersOf = (member: MemberId): Facts[] => blocked.filter(({ memberId }) => memberId !== member);
  return { owner, facts: facts.map((each) => ({ ...each, joined: { owner, others: othersOf(each.memberId) } })) };
}

const profileOf = ({ member, account, held }: SeenProfile): Profile => ({
  id: member,
  account: account === undefined ? 'none' : account.enabled === false ? 'disabled' : 'enabled',
  yields: held?.reason === 'joined' || (held?.reason === 'blocked' && account === undefined),
});

/** Only the workflow knows for how long: it looks again when the block is over. */
const blockIn = (held: Held | undefined): Override | null =>
  held?.reason === 'blocked' ? { access: 'block', until: null, reason: '', by: '', at: 0 } : null;
