import type { BusinessId, Instant, MemberId, PlanId } from '../ids';
import { askedOf, type Asked, type HeldMember, type Hold, type HoldCause } from './hold';

/** All that the guard remembers between runs: plain JSON, owned by the connector workflow. */
export interface GuardState {
  /** Numbers the holds. */
  serial: number;
  /** Open ones, and the last that were closed; oldest first. */
  holds: Hold[];
  /** Removals that syncs found and were let through, in the last 24 hours. */
  window: { run: string; businessId: BusinessId | null; at: Instant; count: number }[];
  /** Whom the last run was allowed to remove, by location: a run that dies and asks again goes on counting. */
  lastRun: { run: string; removals: Record<string, MemberId[]> } | null;
  /** Members with an account, by location, as the last good sync counted; `''` where the location is not known. */
  managed: Record<string, number>;
  /** Coworkers, the same way. */
  coworkers: Record<string, number>;
  /** Coworkers as the last run saw them, good or not. */
  seen: Record<string, number>;
  /** Mapped plans that Nexudus did not list the last time. */
  gonePlans: PlanId[];
  /** Looks outside a sync that found an entitlement vanished, in the last ten minutes. */
  vanishing: Vanishing[];
  /** Members of rejected and expired holds, who keep what they have until they are found entitled. */
  kept: Record<MemberId, { cause: HoldCause; businessId: BusinessId | null }>;
  /** Of those holds that had more members than they listed: how many in all, by `keptKey`. */
  keptMore: Record<string, number>;
  /** What an operator has approved, for the reason that was shown, and no run has carried out yet. */
  cleared: Record<MemberId, { what: Asked; reason: string; at: Instant }>;
  /** Holds that were approved with more members than they listed: the run that asks next may do all of it. */
  waivers: { cause: HoldCause; businessId: BusinessId | null; at: Instant; usedBy: string | null }[];
  /** Until the first live sync has been done, grants are the import that the operator asked for. */
  importing: boolean;
}

export interface Vanishing {
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
/** Of holds that were decided, for who looks back. */
const MOST_CLOSED = 50;

/** Forgets what counts no longer. */
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

/** An operator's word holds for what was asked, and for the reason that was shown. */
export function isCleared(state: GuardState, { id, reason }: HeldMember, what: Asked): boolean {
  const cleared = state.cleared[id];
  return cleared !== undefined && cleared.what === what && cleared.reason === reason;
}

export function isKept(state: GuardState, member: MemberId, what: Asked): boolean {
  const kept = state.kept[member];
  return kept !== undefined && askedOf(kept.cause) === what;
}
