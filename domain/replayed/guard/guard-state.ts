import type { BusinessId, Instant, MemberId, PlanId } from '../ids';
import { sameGround, type Ground } from './ground';

/**
 * - `removals`: a sync found more removals in a location than it may make in 24 hours.
 * - `sourceShrank`: far fewer coworkers are listed than before.
 * - `planGone`: a plan of the map is gone from Nexudus, and its members' access with it.
 * - `changes`: a sync would grant or move a large part of a location at once.
 * - `vanished`: entitlements vanish, one look after the other, though nothing says that they ended.
 */
export type HoldCause = 'removals' | 'sourceShrank' | 'planGone' | 'changes' | 'vanished';

/** What a held change does: takes access away, or gives an account or another level. */
export type Asked = 'removals' | 'changes';

export const askedOf = (cause: HoldCause): Asked => (cause === 'changes' ? 'changes' : 'removals');

type HoldState = 'open' | 'approved' | 'rejected' | 'expired' | 'resolved';

export interface HeldMember extends Ground {
  id: MemberId;
  /** Since when; absent: since the hold was opened. */
  since?: Instant;
}

/** Who keeps members in spite of what Nexudus says, since when, and until when: then they are asked about again. */
export interface Kept {
  by: string;
  since: Instant;
  until: Instant;
}

/** Members who keep what they have until an operator decides. */
export interface Hold {
  id: string;
  cause: HoldCause;
  /** Null: the whole connector, or members whose location nobody knows. */
  businessId: BusinessId | null;
  members: HeldMember[];
  /** How many more are held than are listed. */
  more: number;
  openedAt: Instant;
  expiresAt: Instant;
  state: HoldState;
  /** Who decided, why and when; null while open. */
  decided: { by: string; reason: string; at: Instant } | null;
  /** Rejected or expired: its members are asked about again from then on. Null for others. */
  keptUntil: Instant | null;
  /** When the operator hears of it next; null once it is closed. */
  remindAt: Instant | null;
  reminders: number;
}

/** More than both is too much. */
export interface GuardShare {
  atLeast: number;
  /** Of a location's members with an account. */
  percent: number;
}

/** What a sync, or a wave of hooks, may do of its own accord; past that it is held until an operator decides. */
export interface GuardSettings {
  /** Removals that syncs find in any 24 hours. */
  removals: GuardShare;
  /** Entitlements that vanish within ten minutes though Nexudus states no end of them. */
  vanished: GuardShare;
  /** Grants and moves of one sync. */
  changes: GuardShare;
  /** Fewer coworkers than this percentage of the last good count: removals are held. */
  sourcePercent: number;
  /** A hold that nobody decides ends after this: its members keep what they have. */
  holdDays: number;
}

export const exceeds = (count: number, { atLeast, percent }: GuardShare, population: number): boolean =>
  count > Math.max(atLeast, (population * percent) / 100);

/** All that the guard remembers between runs: plain JSON, owned by the connector workflow. */
export interface GuardState {
  /** Numbers the holds. */
  serial: number;
  /** Open ones, and the last that were closed; oldest first. */
  holds: Hold[];
  /** Removals that syncs were allowed to make in the last 24 hours. */
  window: { run: string; businessId: BusinessId | null; at: Instant; count: number }[];
  /** Whom the last run was allowed to remove, by location: a retry of a run that died goes on counting. */
  lastRun: { run: string; removals: Record<string, MemberId[]> } | null;
  /** Members with an account, by location, as the last good sync counted; `''` where the location is not known. */
  managed: Record<string, number>;
  /** Coworkers, the same way. */
  coworkers: Record<string, number>;
  /** Coworkers as the last run saw them, good or not. */
  seen: Record<string, number>;
  /** Mapped plans that Nexudus did not list the last time. */
  gonePlans: PlanId[];
  /** Entitlements that refreshes outside a sync found vanished, in the last ten minutes. */
  vanishing: Vanishing[];
  /**
   * Members of rejected and expired holds, and the ground that was shown: on that ground they keep what they have, until
   * they are found entitled or the hold's time is over.
   */
  kept: Record<MemberId, Ground & { hold: string }>;
  /** For rejected and expired holds that did not list all their members: how many there were, by `keptKey`. */
  keptMore: Record<string, { count: number; hold: string }>;
  /** Approved by an operator, on the ground that was shown, and not carried out by a run yet. */
  cleared: Record<MemberId, Ground & { what: Asked; at: Instant }>;
  /** Approved holds that did not list all their members: the run that asks next may make all their changes. */
  waivers: { cause: HoldCause; businessId: BusinessId | null; at: Instant; usedBy: string | null }[];
  /** Until the first live sync is done, grants are the import that the operator asked for. */
  importing: boolean;
}

interface Vanishing extends Ground {
  member: MemberId;
  businessId: BusinessId | null;
  at: Instant;
  /** The second look has agreed and access was taken. */
  done: boolean;
}

export const newGuard = (): GuardState => ({
  serial: 0,
  holds: [],
  window: [],
  lastRun: null,
  managed: {},
  coworkers: {},
  seen: {},
  gonePlans: [],
  vanishing: [],
  kept: {},
  keptMore: {},
  cleared: {},
  waivers: [],
  importing: true,
});

/**
 * Ids that the guard remembers of open holds, and as many of kept members. The state and what the guard is asked lie in
 * histories, of which one value takes 2 MB at most, so they must not grow with the members: a hold counts those whom it does
 * not list, covers everybody of its cause and location, and the members' own workflows carry its mark.
 */
export const MOST_LISTED = 2_000;

/** As a key of a JSON object. */
export const locationKey = (business: BusinessId | null): string => business ?? '';

export const keptKey = (cause: HoldCause, business: BusinessId | null): string => `${cause} ${locationKey(business)}`;

const DAY = 24 * 3_600_000;
const TEN_MINUTES = 10 * 60_000;
/** Closed holds that are kept for the operator to look back at. */
const MOST_CLOSED = 50;

/** Forgets what no longer counts. */
export function prune(state: GuardState, now: Instant): void {
  state.window = state.window.filter(({ at }) => at > now - DAY);
  state.vanishing = state.vanishing.filter(({ at }) => at > now - TEN_MINUTES);
  state.waivers = state.waivers.filter(({ at }) => at > now - DAY);
  for (const [member, { at }] of Object.entries(state.cleared))
    if (at <= now - DAY) delete state.cleared[member as MemberId];
  forgetClosed(state);
}

/** Those whose members are kept are no history yet. */
function forgetClosed(state: GuardState): void {
  if (state.holds.length <= MOST_CLOSED) return;
  const keeping = new Set([...Object.values(state.kept), ...Object.values(state.keptMore)].map(({ hold }) => hold));
  const over = state.holds.filter(({ id, state: is }) => is !== 'open' && !keeping.has(id));
  const forgotten = new Set(over.slice(0, Math.max(0, over.length - MOST_CLOSED)));
  state.holds = state.holds.filter((hold) => !forgotten.has(hold));
}

export const openHolds = (state: GuardState): Hold[] => state.holds.filter((hold) => hold.state === 'open');

export const openHoldOf = (state: GuardState, member: MemberId, what: Asked): Hold | undefined =>
  openHolds(state).find(({ cause, members }) => askedOf(cause) === what && members.some(({ id }) => id === member));

/** An approval covers what was asked, on the ground that was shown, and nothing else. */
export function isCleared(state: GuardState, asked: HeldMember, what: Asked): boolean {
  const cleared = state.cleared[asked.id];
  return cleared !== undefined && cleared.what === what && sameGround(cleared, asked);
}

/** The reason of those of whom an earlier version did not remember it. */
export const ANY = '';

/** The rejected or expired hold that keeps the member on this ground. */
export function keepingHold(state: GuardState, asked: HeldMember, what: Asked): Hold | undefined {
  const kept = state.kept[asked.id];
  // what an earlier version asks is kept whatever its reason, as it was then
  const isSame = asked.stated === undefined || kept?.reason === ANY || (kept && sameGround(kept, asked));
  if (kept === undefined || !isSame) return undefined;
  return state.holds.find(({ id, cause }) => id === kept.hold && askedOf(cause) === what);
}

/** Its time is over. What an earlier version asks knows no such time. */
export const isDue = ({ keptUntil }: Hold, { stated }: Ground, now: Instant): boolean =>
  stated !== undefined && keptUntil !== null && keptUntil <= now;

/** Whom a rejected or expired hold still keeps, and whether there are some who are not listed one by one. */
export interface Keeping {
  members: MemberId[];
  more: boolean;
}

/** Undefined: it is open, or let everybody go. */
export function keepingOf(state: GuardState, { id, keptUntil }: Hold): Keeping | undefined {
  if (keptUntil === null) return undefined;
  const members = Object.entries(state.kept).flatMap(([member, { hold }]) => (hold === id ? [member as MemberId] : []));
  return { members, more: Object.values(state.keptMore).some(({ hold }) => hold === id) };
}

/** Nobody need be asked about it (again). */
export function isDecided(state: GuardState, asked: HeldMember, what: Asked, now: Instant): boolean {
  const keeping = keepingHold(state, asked, what);
  return keeping !== undefined && !isDue(keeping, asked, now);
}

/** Where a member stands who keeps what it has: in an open hold, or (null) kept. */
export interface Standing {
  hold: string | null;
  since: Instant;
  kept: Kept | null;
}

/** Undefined: nothing keeps the member on this ground. */
export function standingOf(state: GuardState, asked: HeldMember, what: Asked): Standing | undefined {
  const open = openHoldOf(state, asked.id, what);
  if (open) return { hold: open.id, since: heldSince(open, asked.id), kept: null };
  const keeping = keepingHold(state, asked, what);
  const decided = keeping?.decided;
  if (!keeping || !decided) return undefined;
  const { keptUntil } = keeping;
  return {
    hold: null,
    since: decided.at,
    kept: { by: decided.by, since: decided.at, until: keptUntil ?? decided.at },
  };
}

export const heldSince = ({ members, openedAt }: Hold, member: MemberId): Instant =>
  members.find(({ id }) => id === member)?.since ?? openedAt;
