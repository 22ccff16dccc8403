import type { BusinessId, Instant, MemberId } from '../ids';
import {
  askedOf,
  isDue,
  keepingHold,
  keptKey,
  locationKey,
  MOST_LISTED,
  openHolds,
  type Asked,
  type GuardSettings,
  type GuardState,
  type HeldMember,
  type Hold,
  type HoldCause,
} from './guard-state';

const DAY = 24 * 3_600_000;

export interface Holding {
  cause: HoldCause;
  businessId: BusinessId | null;
  members: HeldMember[];
  more: number;
}

/** Opens the hold of a cause and location, or gives the open one these members. Nobody is in two holds. */
export function hold(state: GuardState, holding: Holding, rules: GuardSettings, now: Instant): void {
  const ids = new Set(holding.members.map(({ id }) => id));
  const open = openHolds(state).find(
    ({ cause, businessId }) => cause === holding.cause && businessId === holding.businessId,
  );
  leaveHolds(state, (id, other) => other !== open && ids.has(id), now);
  const before = new Map(open?.members.map(({ id, since }) => [id, since]));
  const members = holding.members.map(({ id, reason, stated }) => ({
    id,
    reason,
    stated,
    since: before.get(id) ?? now,
  }));
  forgetDue(state, members, askedOf(holding.cause), now);
  const room = roomFor(state, members, open);
  const listed = { members: members.slice(0, room), more: holding.more + Math.max(0, members.length - room) };
  if (open) Object.assign(open, listed);
  else state.holds.push(newHold(state, { ...holding, ...listed }, rules, now));
}

/** How many of these may be listed. What an earlier version proposed is listed as it was then. */
function roomFor(state: GuardState, members: readonly HeldMember[], open: Hold | undefined): number {
  if (members.some(({ stated }) => stated === undefined)) return members.length;
  const others = openHolds(state).filter((other) => other !== open);
  return Math.max(0, MOST_LISTED - others.reduce((sum, other) => sum + other.members.length, 0));
}

/** Adds members to the open hold of a cause and location, or opens one for them. */
export function join(state: GuardState, joining: Omit<Holding, 'more'>, rules: GuardSettings, now: Instant): void {
  const { cause, businessId, members } = joining;
  const ids = new Set(members.map(({ id }) => id));
  const open = openHolds(state).find((each) => each.cause === cause && each.businessId === businessId);
  const others = open?.members.filter(({ id }) => !ids.has(id)) ?? [];
  hold(state, { ...joining, members: [...others, ...members], more: open?.more ?? 0 }, rules, now);
}

/** Whose time is over is asked about again: the hold has taken the place of the old answer. */
function forgetDue(state: GuardState, members: readonly HeldMember[], what: Asked, now: Instant): void {
  for (const member of members) {
    const keeping = keepingHold(state, member, what);
    if (keeping && isDue(keeping, member, now)) delete state.kept[member.id];
  }
}

function newHold(state: GuardState, holding: Holding, { holdDays }: GuardSettings, now: Instant): Hold {
  state.serial += 1;
  return {
    id: String(state.serial),
    ...holding,
    openedAt: now,
    expiresAt: now + holdDays * DAY,
    state: 'open',
    decided: null,
    keptUntil: null,
    remindAt: now,
    reminders: 0,
  };
}

/** Takes members out of open holds; a hold that is left empty has resolved itself. */
export function leaveHolds(state: GuardState, leaves: (id: MemberId, hold: Hold) => boolean, now: Instant): void {
  for (const open of openHolds(state)) {
    open.members = open.members.filter(({ id }) => !leaves(id, open));
    if (open.members.length === 0 && open.more === 0)
      close(open, 'resolved', { by: 'latchkey', reason: 'the cause is gone', at: now });
  }
}

/** A closed hold is history: some of its members are enough. */
const MOST_REMEMBERED = 50;

function close(hold: Hold, state: Exclude<Hold['state'], 'open'>, decided: Hold['decided']): void {
  hold.state = state;
  hold.decided = decided;
  hold.remindAt = null;
  hold.more += Math.max(0, hold.members.length - MOST_REMEMBERED);
  hold.members = hold.members.slice(0, MOST_REMEMBERED);
}

export interface Decision {
  by: string;
  reason: string;
  at: Instant;
}

export type Refusal = 'unknown' | 'closed' | 'notHeld' | 'notListed';

/** An open hold by its id, if all these members are in it (null: whoever is). */
export function findHold(state: GuardState, id: string, members: readonly MemberId[] | null): Hold | Refusal {
  const hold = state.holds.find((each) => each.id === id);
  if (!hold) return 'unknown';
  if (hold.state !== 'open') return 'closed';
  const held = new Set(hold.members.map((member) => member.id));
  if (members?.every((member) => held.has(member)) !== false) return hold;
  return hold.more > 0 ? 'notListed' : 'notHeld';
}

/** Lets the change of these members happen: the next sync carries it out. The hold stays open for the rest. */
export function approve(state: GuardState, hold: Hold, members: readonly MemberId[] | null, decision: Decision): void {
  const isApproved = ({ id }: HeldMember): boolean => members?.includes(id) ?? true;
  clear(state, hold.members.filter(isApproved), askedOf(hold.cause), decision.at);
  const rest = hold.members.filter((each) => !isApproved(each));
  if (rest.length > 0 || (members !== null && hold.more > 0)) {
    hold.members = rest;
    return;
  }
  const { cause, businessId, more } = hold;
  acceptCounts(state, hold);
  if (more > 0) state.waivers.push({ cause, businessId, at: decision.at, usedBy: null });
  close(hold, 'approved', decision);
}

/** Whatever was decided about a shrunken source: the count of now is the good one from here on. */
export function acceptCounts(state: GuardState, { cause, businessId }: Hold): void {
  if (cause !== 'sourceShrank') return;
  const key = locationKey(businessId);
  state.coworkers = businessId === null ? { ...state.seen } : { ...state.coworkers, [key]: state.seen[key] ?? 0 };
}

/** A sync follows every approval at once, so these are those of some approvals. */
const MOST_CLEARED = 2 * MOST_LISTED;

export function clear(state: GuardState, members: readonly HeldMember[], what: Asked, at: Instant): void {
  for (const { id, reason, stated } of members) {
    state.cleared[id] = { what, reason, stated, at };
    delete state.kept[id];
  }
  // whose approval is forgotten before a sync has carried it out is asked about again
  const byAge = Object.entries(state.cleared).sort(([, one], [, other]) => other.at - one.at);
  for (const [id] of byAge.slice(MOST_CLEARED)) delete state.cleared[id as MemberId];
}

/**
 * Rejects or expires a hold: on the ground that was shown its members keep what they have, until they are found entitled or
 * as long a time as the hold had is over.
 */
export function keep(state: GuardState, hold: Hold, how: 'rejected' | 'expired', decision: Decision): void {
  const { cause, businessId, members, more, openedAt, expiresAt } = hold;
  const room = members.some(({ stated }) => stated === undefined)
    ? members.length
    : Math.max(0, MOST_LISTED - Object.keys(state.kept).length);
  for (const { id } of members) delete state.cleared[id];
  for (const { id, reason, stated } of members.slice(0, room)) state.kept[id] = { hold: hold.id, reason, stated };
  if (more > 0 || members.length > room)
    state.keptMore[keptKey(cause, businessId)] = { count: members.length + more, hold: hold.id };
  hold.keptUntil = decision.at + (expiresAt - openedAt);
  close(hold, how, decision);
}

const HOUR = 3_600_000;
/** Of the first reminder, hours after the letter that a hold was opened; then daily. */
const FIRST_REMINDER = 4;

export type HoldNews = 'opened' | 'reminder' | 'expired';

/** When the next hold expires or asks for attention; null: never. */
export function holdsDueAt(state: GuardState): Instant | null {
  const instants = openHolds(state).flatMap(({ expiresAt, remindAt }) => [
    expiresAt,
    ...(remindAt === null ? [] : [remindAt]),
  ]);
  return instants.length === 0 ? null : Math.min(...instants);
}

/** Expires holds and counts reminders. @returns what the operator is to hear of now. */
export function tick(state: GuardState, now: Instant): { hold: Hold; news: HoldNews }[] {
  return openHolds(state).flatMap((hold): { hold: Hold; news: HoldNews }[] => {
    if (hold.expiresAt <= now) {
      keep(state, hold, 'expired', { by: 'latchkey', reason: 'nobody decided in time', at: now });
      return [{ hold, news: 'expired' }];
    }
    if (hold.remindAt === null || hold.remindAt > now) return [];
    const news = hold.reminders === 0 ? 'opened' : 'reminder';
    hold.reminders += 1;
    hold.remindAt = now + (hold.reminders === 1 ? FIRST_REMINDER : 24) * HOUR;
    return [{ hold, news }];
  });
}
