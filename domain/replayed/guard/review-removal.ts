import type { Reason } from '../entitlement';
import type { BusinessId, Instant, MemberId, PlanId } from '../ids';
import {
  exceeds,
  isCleared,
  isKept,
  locationKey,
  openHoldOf,
  prune,
  type GuardSettings,
  type GuardState,
} from './guard-state';
import { hold, leaveHolds } from './holds';

/** A removal that a member's own refresh, outside a sync, has found. */
export interface Question {
  member: MemberId;
  businessId: BusinessId | null;
  reason: Reason;
  /** The source states it positively. */
  sure: boolean;
  /** The plan by which access was given. */
  plan: PlanId | null;
  /** A hook has just announced it, and the source states why: such removals pass one by one and count nowhere. */
  announced: boolean;
  /** The second look agrees, or none is needed: access would be taken now. */
  confirmed: boolean;
}

/** Where it may not pass the member keeps what it has: in this hold, or (null) because an operator rejected the removal. */
export type Answer = { pass: true } | { pass: false; hold: string | null };

/** Whether Nexudus states it as a fact; everything else is what a lost role or a renamed plan looks like, too. */
const isStatement: Record<Reason, boolean> = {
  ended: true,
  passExpired: true,
  passUsedUp: true,
  paused: true,
  checkedOut: true,
  checkInClosed: true,
  archived: true,
  suspended: true,
  unpaid: true,
  blocked: true,

  contract: false,
  pass: false,
  teamContract: false,
  teamPass: false,
  allowed: false,
  deleted: false,
  none: false,
  notStarted: false,
  checkInNeeded: false,
  noWifiPlan: false,
  unmappedPlan: false,
  retiredPlan: false,
  keptByPolicy: false,
};

const pass: Answer = { pass: true };

/**
 * May this member's access be taken? Not while the member is held, or kept by an operator's rejection. Otherwise single
 * removals pass; a wave that nothing explains is held as one.
 */
export function ask(state: GuardState, question: Question, rules: GuardSettings, now: Instant): Answer {
  const { member, businessId, reason, sure, plan, announced, confirmed } = question;
  prune(state, now);
  if (isCleared(state, { id: member, reason }, 'removals')) return pass;
  const open = openHoldOf(state, member, 'removals');
  if (open) return { pass: false, hold: open.id };
  if (isKept(state, member, 'removals')) return { pass: false, hold: null };
  if (announced) return pass;
  if (plan !== null && state.gonePlans.includes(plan)) {
    const members = [...membersOf(state, 'planGone', businessId), { id: member, reason }];
    return heldIn(state, () => hold(state, { cause: 'planGone', businessId, members, more: 0 }, rules, now), member);
  }
  if (sure || isStatement[reason]) return pass;
  noteVanishing(state, question, now);
  const here = state.vanishing.filter((each) => each.businessId === businessId);
  if (exceeds(here.length, rules.vanished, state.managed[locationKey(businessId)] ?? 0)) {
    const waiting = here.filter(({ done }) => !done).map((each) => ({ id: each.member, reason: each.reason }));
    const before = membersOf(state, 'vanished', businessId).filter(({ id }) => !waiting.some((each) => each.id === id));
    const members = [...before, ...waiting];
    return heldIn(state, () => hold(state, { cause: 'vanished', businessId, members, more: 0 }, rules, now), member);
  }
  if (confirmed) finish(state, member);
  return pass;
}

/** The member was found entitled: whatever held it is over. */
export function withdraw(state: GuardState, member: MemberId, now: Instant): void {
  state.vanishing = state.vanishing.filter((each) => each.member !== member || each.done);
  leaveHolds(state, (id) => id === member, now);
  delete state.kept[member];
  delete state.cleared[member];
}

function noteVanishing(state: GuardState, { member, businessId, reason }: Question, at: Instant): void {
  if (state.vanishing.some((each) => each.member === member && !each.done)) return;
  state.vanishing.push({ member, businessId, reason, at, done: false });
}

function finish(state: GuardState, member: MemberId): void {
  for (const each of state.vanishing) if (each.member === member) each.done = true;
}

function membersOf({ holds }: GuardState, cause: 'planGone' | 'vanished', businessId: BusinessId | null) {
  return (
    holds.find((each) => each.state === 'open' && each.cause === cause && each.businessId === businessId)?.members ?? []
  );
}

function heldIn(state: GuardState, open: () => void, member: MemberId): Answer {
  open();
  return { pass: false, hold: openHoldOf(state, member, 'removals')?.id ?? null };
}
