import type { BusinessId, Instant, MemberId, PlanId } from '../ids';

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

export interface HeldMember {
  id: MemberId;
  /** A word of a closed union. */
  reason: string;
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
  /** Members of rejected and expired holds: they keep what they have until they are found entitled. */
  kept: Record<MemberId, { cause: HoldCause; businessId: BusinessId | null }>;
  /** For rejected and expired holds that did not list all their members: how many there were, by `keptKey`. */
  keptMore: Record<string, number>;
  /** Approved by an operator, for the reason that was shown, and not carried out by a run yet. */
  cleared: Record<MemberId, { what: Asked; reason: string; at: Instant }>;
  /** Approved holds that did not list all their members: the run that asks next may make all their changes. */
  waivers: { cause: HoldCause; businessId: BusinessId | null; at: Instant; usedBy: string | null }[];
  /** Until the first live sync is done, grants are the import that the operator asked for. */
  importing: boolean;
}

interface Vanishing {
  member: MemberId;
  businessId: BusinessId | null;
  reason: string;
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
  const closed = state.holds.filter((hold) => hold.state !== 'open');
  const forgotten = new Set(closed.slice(0, Math.max(0, closed.length - MOST_CLOSED)));
  state.holds = state.holds.filter((hold) => !forgotten.has(hold));
}

export const openHolds = (state: GuardState): Hold[] => state.holds.filter((hold) => hold.state === 'open');

export const openHoldOf = (state: GuardState, member: MemberId, what: Asked): Hold | undefined =>
  openHolds(state).find(({ cause, members }) => askedOf(cause) === what && members.some(({ id }) => id === member));

/** An approval covers what was asked, for the reason that was shown, and nothing else. */
export function isCleared(state: GuardState, { id, reason }: HeldMember, what: Asked): boolean {
  const cleared = state.cleared[id];
  return cleared !== undefined && cleared.what === what && cleared.reason === reason;
}

export function isKept(state: GuardState, member: MemberId, what: Asked): boolean {
  const kept = state.kept[member];
  return kept !== undefined && askedOf(kept.cause) === what;
}
