import type { BusinessId, Instant, MemberId } from '../ids';
import type { ChangeProposal } from './proposal';
import { keptKey, locationKey, openHolds, type GuardState } from './guard-state';
import { askedOf, type Asked, type HeldMember, type Hold } from './hold';
import { close } from './open-hold';

/** Who decides, and why. */
export interface Decision {
  by: string;
  reason: string;
  at: Instant;
}

export type Refusal = 'unknown' | 'closed' | 'notHeld';

/** An open hold by its id, with these members in it (all, if none are named). */
export function findHold(state: GuardState, id: string, members: readonly MemberId[] | null): Hold | Refusal {
  const hold = state.holds.find((each) => each.id === id);
  if (!hold) return 'unknown';
  if (hold.state !== 'open') return 'closed';
  const held = new Set(hold.members.map((member) => member.id));
  return members?.every((member) => held.has(member)) === false ? 'notHeld' : hold;
}

/** Lets members of a hold go where the source says; the next sync carries it out. With the rest it stays open. */
export function approve(state: GuardState, hold: Hold, members: readonly MemberId[] | null, decision: Decision): void {
  const isApproved = ({ id }: HeldMember): boolean => members?.includes(id) ?? true;
  clear(state, hold.members.filter(isApproved), askedOf(hold.cause), decision.at);
  const rest = hold.members.filter((each) => !isApproved(each));
  if (rest.length > 0 || (members !== null && hold.more > 0)) {
    hold.members = rest;
    return;
  }
  const { cause, businessId, more } = hold;
  if (cause === 'sourceShrank') acceptCounts(state, businessId);
  if (more > 0) state.waivers.push({ cause, businessId, at: decision.at, usedBy: null });
  close(hold, 'approved', decision);
}

/** What the source says now is what it is from now on, in this location, or everywhere. */
function acceptCounts(state: GuardState, business: BusinessId | null): void {
  const key = locationKey(business);
  state.coworkers = business === null ? { ...state.seen } : { ...state.coworkers, [key]: state.seen[key] ?? 0 };
}

function clear(state: GuardState, members: readonly HeldMember[], what: Asked, at: Instant): void {
  for (const { id, reason } of members) {
    state.cleared[id] = { what, reason, at };
    delete state.kept[id];
  }
}

/** Its members keep what they have until they are found entitled, or the set grows. */
export function keep(state: GuardState, hold: Hold, how: 'rejected' | 'expired', decision: Decision): void {
  const { cause, businessId, members, more } = hold;
  for (const { id } of members) {
    state.kept[id] = { cause, businessId };
    delete state.cleared[id];
  }
  if (more > 0) state.keptMore[keptKey(cause, businessId)] = members.length + more;
  close(hold, how, decision);
}

/** A sync by hand that lets everything through. */
export function approveAll(state: GuardState, { locations, run }: ChangeProposal, now: Instant): void {
  const decision = { by: `sync ${run}`, reason: 'the operator approved this run', at: now };
  for (const hold of openHolds(state)) approve(state, hold, null, decision);
  for (const location of locations)
    for (const what of ['changes', 'removals'] as const) clear(state, location[what], what, now);
}
