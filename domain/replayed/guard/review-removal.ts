import type { Reason } from '../entitlement';
import type { BusinessId, Instant, MemberId, PlanId } from '../ids';
import { sameGround } from './ground';
import { markedBy, type Mark } from './class-marks';
import {
  askedOf,
  exceeds,
  heldSince,
  isCleared,
  isDue,
  keepingHold,
  locationKey,
  MOST_LISTED,
  openHoldOf,
  openHolds,
  prune,
  standingOf,
  type Asked,
  type GuardSettings,
  type GuardState,
  type HeldMember,
  type Hold,
  type HoldCause,
  type Standing,
} from './guard-state';
import { join, leaveHolds } from './holds';

/** A removal that a member's own refresh, outside a sync, has found. */
export interface Question {
  member: MemberId;
  businessId: BusinessId | null;
  reason: Reason;
  /** See `Ground`; absent where an earlier version asks. */
  stated?: string;
  /** The source states it positively. */
  sure: boolean;
  /** The plan by which access was given. */
  plan: PlanId | null;
  /** A hook has just announced it, and the source states why: such removals pass one by one and count nowhere. */
  announced: boolean;
  /** When the hook came in that may explain it; null: none did. Absent where an earlier version asks. */
  announcedAt?: Instant | null;
  /** What the member's workflow says of a hold; null: nothing. Absent where an earlier version asks. */
  mark?: Mark | null;
  /** To another level, as a hook has announced or Nexudus states it: it belongs to the changes, not to the removals. */
  move?: boolean;
  /** The second look agrees, or none is needed: access would be taken now. */
  confirmed: boolean;
}

/**
 * Where it may not pass the member keeps what it has: in this hold, or (null) kept. `since` and `kept` are absent in what an
 * earlier version has answered.
 */
export type Answer = { pass: true } | ({ pass: false } & Pick<Standing, 'hold'> & Partial<Standing>);

/** Whether Nexudus states it as a fact; everything else is what a lost role or a renamed plan looks like, too. */
const isStatement: Record<Reason, boolean> = {
  ended: true,
  passExpired: true,
  passUsedUp: true,
  paused: true,
  checkedOut: true,
  checkInClosed: true,
  outsideHours: true,
  archived: true,
  suspended: true,
  unpaid: true,
  blocked: true,
  joined: true,

  contract: false,
  pass: false,
  teamContract: false,
  teamPass: false,
  checkedIn: false,
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
 * May this member's access be taken? Not while the member is held, or kept, on this ground. Otherwise single removals pass;
 * a wave that nothing explains is held as one.
 */
export function ask(state: GuardState, question: Question, rules: GuardSettings, now: Instant): Answer {
  const { member, businessId, reason, stated, plan, announced, confirmed } = question;
  const asked: HeldMember = { id: member, reason, stated };
  prune(state, now);
  const what = question.move === true ? 'changes' : 'removals';
  if (isCleared(state, asked, what)) return pass;
  const open = openHoldOf(state, member, what);
  if (open && !isFree(open, question)) return waits(state, asked, what);
  if (open) leaveHolds(state, (id, other) => id === member && other === open, now);
  const keeping = keepingHold(state, asked, what);
  if (keeping && !isDue(keeping, asked, now)) return waits(state, asked, what);
  if (keeping) return heldWith(state, [asked], keeping.cause, question, rules, now);
  const marked = open ? undefined : markedBy(state, asked, what, question.mark ?? null);
  if (marked?.kept && marked.kept.until <= now)
    return heldWith(
      state,
      [asked],
      marked.hold?.cause ?? (what === 'changes' ? 'changes' : 'removals'),
      question,
      rules,
      now,
    );
  if (marked && !(marked.kept === null && cameFirst(question, marked.since)))
    return {
      pass: false,
      hold: marked.kept ? null : (marked.hold?.id ?? null),
      since: marked.since,
      kept: marked.kept,
    };
  if (announced || what === 'changes') return pass;
  if (plan !== null && state.gonePlans.includes(plan))
    return heldWith(state, [asked], 'planGone', question, rules, now);
  if (isStated(question)) return pass;
  noteVanishing(state, question, now);
  const here = state.vanishing.filter((each) => each.businessId === businessId);
  if (exceeds(here.length, rules.vanished, state.managed[locationKey(businessId)] ?? 0)) {
    const waiting = here.filter(({ done }) => !done).map((each) => ({ id: each.member, ...groundOf(each) }));
    return heldWith(state, waiting, 'vanished', question, rules, now);
  }
  if (confirmed) finish(state, member);
  return pass;
}

/** Nexudus says so, be it recent or not. */
const isStated = ({ sure, reason }: Question): boolean => sure || isStatement[reason];

/**
 * What a hook announces and Nexudus states is not the hold's where it is on another ground than the one that is held, nor where
 * the hook came first: a sync has only been quicker than the look that the hook brought about.
 */
function isFree(open: Hold, question: Question): boolean {
  const { member, reason, stated, announced, announcedAt = null } = question;
  const held = open.members.find(({ id }) => id === member);
  const isHooked = announced || (announcedAt !== null && isStated(question));
  if (stated === undefined || held === undefined || !isHooked) return false;
  return !sameGround(held, { reason, stated }) || cameFirst(question, heldSince(open, member));
}

const cameFirst = ({ announced, announcedAt = null, ...question }: Question, since: Instant): boolean =>
  announcedAt !== null && announcedAt < since && (announced || isStated({ announced, ...question }));

const waits = (state: GuardState, asked: HeldMember, what: Asked): Answer => ({
  pass: false,
  ...(standingOf(state, asked, what) ?? { hold: null }),
});

const groundOf = ({ reason, stated }: Omit<HeldMember, 'id'>) => ({ reason, stated });

/** Whether there is anything of the member that `withdraw` would forget. */
export const remembers = (state: GuardState, member: MemberId): boolean =>
  state.vanishing.some((each) => each.member === member && !each.done) ||
  openHolds(state).some(({ members }) => members.some(({ id }) => id === member)) ||
  member in state.kept ||
  member in state.cleared;

/** The member was found entitled: whatever held it is over. */
export function withdraw(state: GuardState, member: MemberId, now: Instant): void {
  state.vanishing = state.vanishing.filter((each) => each.member !== member || each.done);
  leaveHolds(state, (id) => id === member, now);
  delete state.kept[member];
  delete state.cleared[member];
}

function noteVanishing(state: GuardState, question: Question, at: Instant): void {
  const { member, businessId, reason, stated } = question;
  if (state.vanishing.some((each) => each.member === member && !each.done)) return;
  if (state.vanishing.length >= MOST_LISTED) state.vanishing.shift();
  state.vanishing.push({ member, businessId, reason, stated, at, done: false });
}

function finish(state: GuardState, member: MemberId): void {
  for (const each of state.vanishing) if (each.member === member) each.done = true;
}

/** These wait in a hold of the member's location. */
function heldWith(
  state: GuardState,
  members: HeldMember[],
  cause: HoldCause,
  { member, businessId, reason, stated }: Question,
  rules: GuardSettings,
  now: Instant,
): Answer {
  join(state, { cause, businessId, members }, rules, now);
  return waits(state, { id: member, reason, stated }, askedOf(cause));
}
