import type { Instant } from '../ids';
import type { Priority } from '../priority';
import { eachSystem, systemName, type SyncedSystem } from './synced-system';

/** An operator stops all calls to a system; nothing that waits for it is lost. */
interface Maintenance {
  since: Instant;
  by: string;
}

export interface MaintenanceSwitch {
  /** Null: off. */
  on: Maintenance | null;
  /** When the last one ended; null: there was none. */
  endedAt: Instant | null;
}

export type MaintenanceSwitches = Record<SyncedSystem, MaintenanceSwitch>;

export const notMaintained = (): MaintenanceSwitch => ({ on: null, endedAt: null });
export const nothingMaintained = (): MaintenanceSwitches => eachSystem(notMaintained);

/** How long a member's lane waits before it tries a system under maintenance again. */
export const MAINTENANCE_PAUSE_MS = 60_000;
/** Long enough for every waiting lane to have tried again, including those that learn late that the maintenance is over. */
const STAGE_MS = MAINTENANCE_PAUSE_MS + 15_000;

/** Switching on what is on already changes nothing: the first one counts. */
export function switched(
  before: MaintenanceSwitch,
  on: boolean,
  { by, at }: { by: string; at: Instant },
): MaintenanceSwitch {
  if (on === (before.on !== null)) return before;
  return on ? { ...before, on: { since: at, by } } : { on: null, endedAt: at };
}

/** Why a call may not be made now, and how long to wait before asking again, ms. */
export interface HeldBack {
  why: string;
  retryAfterMs: number;
}

/**
 * Null: the call may be made. When a maintenance ends, what waited goes in the order of its priority: reads and urgent writes
 * (enabling and disabling) at once, usual ones a stage later, names and imports another stage later.
 * @param priority null for a read, and for whatever has none
 */
export function heldBack(
  side: SyncedSystem,
  { on, endedAt }: MaintenanceSwitch,
  priority: Priority | null,
  now: Instant,
): HeldBack | null {
  const name = systemName[side];
  if (on !== null)
    return {
      why: `${name} is under maintenance since ${iso(on.since)}, by ${on.by}`,
      retryAfterMs: MAINTENANCE_PAUSE_MS,
    };
  const openAt = (endedAt ?? -Infinity) + (priority === null ? 0 : stages[priority]) * STAGE_MS;
  if (now >= openAt) return null;
  return {
    why: `The maintenance of ${name} is over: what is urgent goes first, this from ${iso(openAt)} on`,
    retryAfterMs: openAt - now,
  };
}

const stages: Record<Priority, number> = { urgent: 0, usual: 1, background: 2 };

const iso = (at: Instant): string => new Date(at).toISOString();
