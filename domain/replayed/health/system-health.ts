import { lasting, type FailureCode } from '../failure-codes';
import type { Instant } from '../ids';
import { notMaintained, type MaintenanceSwitch } from './maintenance';
import { afterReport, neverThrottled, type Throttling } from './throttling';

export interface SystemFailure {
  code: FailureCode;
  at: Instant;
}

/**
 * A system that keeps failing: until a sync goes through, syncs are rare and begin with one small read of it. The mail
 * server's only says so, until a letter goes out: each letter has a pause of its own.
 */
export interface Quarantine {
  since: Instant;
  /** What began it. */
  code: FailureCode;
}

/** What is known of every watched system. */
export interface WatchedHealth {
  /** Syncs, or letters, in a row that failed because of it. */
  consecutiveFailures: number;
  lastFailure: SystemFailure | null;
  /** When it last answered a read well, or took a letter. */
  lastGoodAt: Instant | null;
  quarantine: Quarantine | null;
}

/** What the connector knows about one synced system: plain JSON. */
export interface SystemHealth extends WatchedHealth {
  lastWriteAt: Instant | null;
  throttling: Throttling;
  /** Null before the first report. */
  limits: Limits | null;
  maintenance: MaintenanceSwitch;
}

/** Calls of the last minute and how many are allowed (null: no limit), as the worker of the last sync counted them. */
interface Limits {
  calls: number;
  allowed: number | null;
  at: Instant;
}

/** What a worker has seen of a system. */
export interface SystemReport extends Omit<Limits, 'at'> {
  lastReadAt: Instant | null;
  lastWriteAt: Instant | null;
  /** Replies since its last report that said to wait. */
  throttled: number;
}

export const FAILURES_TO_QUARANTINE = 3;

export const newWatchedHealth = (): WatchedHealth => ({
  consecutiveFailures: 0,
  lastFailure: null,
  lastGoodAt: null,
  quarantine: null,
});

export const newSystemHealth = (): SystemHealth => ({
  ...newWatchedHealth(),
  lastWriteAt: null,
  throttling: neverThrottled(),
  limits: null,
  maintenance: notMaintained(),
});

/** A sync failed because of this system. */
export function afterFailure(before: SystemHealth, failure: SystemFailure): SystemHealth {
  const consecutiveFailures = before.consecutiveFailures + 1;
  const tooMany = consecutiveFailures >= FAILURES_TO_QUARANTINE || lasting.includes(failure.code);
  const quarantine = before.quarantine ?? (tooMany ? { since: failure.at, code: failure.code } : null);
  return { ...before, consecutiveFailures, lastFailure: failure, quarantine };
}

/**
 * A sync went through. A probe would prove less: with a missing role, or a page missing in a list, it passes and the sync
 * behind it fails.
 */
export const afterSuccess = (before: SystemHealth, at: Instant): SystemHealth => ({
  ...before,
  consecutiveFailures: 0,
  lastGoodAt: later(before.lastGoodAt, at),
  quarantine: null,
});

export const afterSystemReport = (before: SystemHealth, report: SystemReport, at: Instant): SystemHealth => ({
  ...before,
  lastGoodAt: later(before.lastGoodAt, report.lastReadAt),
  lastWriteAt: later(before.lastWriteAt, report.lastWriteAt),
  throttling: afterReport(before.throttling, report.throttled, at),
  limits: { calls: report.calls, allowed: report.allowed, at },
});

function later(one: Instant | null, other: Instant | null): Instant | null {
  if (one === null || other === null) return one ?? other;
  return Math.max(one, other);
}

/** The quarantine that has begun or ended, which the operator is to hear about. */
export function quarantineNews(
  before: WatchedHealth,
  after: WatchedHealth,
): { news: 'begun' | 'ended'; quarantine: Quarantine } | null {
  if (before.quarantine === null && after.quarantine !== null) return { news: 'begun', quarantine: after.quarantine };
  if (before.quarantine !== null && after.quarantine === null) return { news: 'ended', quarantine: before.quarantine };
  return null;
}
