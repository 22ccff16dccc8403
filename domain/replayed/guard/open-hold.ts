import type { BusinessId, Instant, MemberId } from '../ids';
import type { GuardSettings } from '../../settings/settings';
import { openHolds, type GuardState } from './guard-state';
import type { HeldMember, Hold, HoldCause } from './hold';

const DAY = 24 * 3_600_000;

export interface Holding {
  cause: HoldCause;
  businessId: BusinessId | null;
  members: HeldMember[];
  more: number;
}

/** Opens the hold of a cause and location, or lets the open one have these members. Nobody is in two holds. */
export function hold(state: GuardState, holding: Holding, rules: GuardSettings, now: Instant): void {
  const ids = new Set(holding.members.map(({ id }) => id));
  const open = openHolds(state).find(
    ({ cause, businessId }) => cause === holding.cause && businessId === holding.businessId,
  );
  leaveHolds(state, (id, other) => other !== open && ids.has(id), now);
  const members = holding.members.map(({ id, reason }) => ({ id, reason }));
  if (open) Object.assign(open, { members, more: holding.more });
  else state.holds.push(newHold(state, { ...holding, members }, rules, now));
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
    remindAt: now,
    reminders: 0,
  };
}

/** Takes members out of open holds; a hold that nobody is left in has resolved itself. */
export function leaveHolds(state: GuardState, leaves: (id: MemberId, hold: Hold) => boolean, now: Instant): void {
  for (const open of openHolds(state)) {
    open.members = open.members.filter(({ id }) => !leaves(id, open));
    if (open.members.length === 0 && open.more === 0)
      close(open, 'resolved', { by: 'latchkey', reason: 'the cause is gone', at: now });
  }
}

/** Who looks back later is content with some of its members. */
const MOST_REMEMBERED = 200;

export function close(hold: Hold, state: Exclude<Hold['state'], 'open'>, decided: Hold['decided']): void {
  const { members, more } = hold;
  const rest = Math.max(0, members.length - MOST_REMEMBERED);
  Object.assign(hold, { state, decided, remindAt: null });
  Object.assign(hold, { members: members.slice(0, MOST_REMEMBERED), more: more + rest });
}
