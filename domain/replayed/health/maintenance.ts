import type { Instant } from '../ids';
import { eachSystem, systemName, type SyncedSystem } from './synced-system';

/** An operator holds a side back: no call is made to it, and nothing that waits for it is lost. */
export interface Maintenance {
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

/** So long a member's lane waits before it tries a side under maintenance again. */
export const MAINTENANCE_PAUSE_MS = 60_000;
/** Within it everybody who waits has tried again, whoever learns a little late that the maintenance is over included. */
const STAGE_MS = MAINTENANCE_PAUSE_MS + 15_000;

/** Switched on twice it is the first that counts. */
export function switched(
  before: MaintenanceSwitch,
  on: boolean,
  { by, at }: { by: string; at: Instant },
): MaintenanceSwitch {
  if (on === (before.on !== null)) return before;
  return on ? { ...before, on: { since: at, by } } : { on: null, endedAt: at };
}

/** Why a call may not be made now, and after how long to ask again, ms. */
export interface HeldBack {
  why: string;
  retryAfterMs: number;
}

/**
 * Null: the call may be made. When a maintenance ends, reads and urgent writes (priority 1: ends, revocations, the door)
 * may go at once, the usual ones one stage later, imports two: so what waited goes in this order.
 * @param priority as Temporal counts it, 1 to 5; null for a read, and for whatever has none
 */
export function heldBack(
  side: SyncedSystem,
  { on, endedAt }: MaintenanceSwitch,
  priority: number | null,
  now: Instant,
): HeldBack | null {
  const name = systemName[side];
  if (on !== null)
    return {
      why: `${name} is under maintenance since ${iso(on.since)}, by ${on.by}`,
      retryAfterMs: MAINTENANCE_PAUSE_MS,
    };
  const openAt = (endedAt ?? -Infinity) + stagesOf(priority) * STAGE_MS;
  if (now >= openAt) return null;
  return {
    why: `The maintenance of ${name} is over: what is urgent goes first, this from ${iso(openAt)} on`,
    retryAfterMs: openAt - now,
  };
}

function stagesOf(priority: number | null): number {
  if (priority === null || priority <= 1) return 0;
  return priority < 5 ? 1 : 2;
}

const iso = (at: Instant): string => new Date(at).toISOString();
