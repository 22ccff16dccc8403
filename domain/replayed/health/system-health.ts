import { lasting, type FailureCode } from '../failure-codes';
import type { Instant } from '../ids';
import { notMaintained, type MaintenanceSwitch } from './maintenance';
import { afterReport, neverThrottled, type Throttling } from './throttling';

export interface SystemFailure {
  code: FailureCode;
  at: Instant;
}

/** A system that keeps failing: until a sync goes through, syncs are rare and begin with one small read of it. */
export interface Quarantine {
  since: Instant;
  /** What began it. */
  code: FailureCode;
}

/** What the connector knows about one system: plain JSON. */
export interface SystemHealth {
  /** Syncs in a row that ended because of it. */
  consecutiveFailures: number;
  lastFailure: SystemFailure | null;
  /** When it last answered a read well, and a write. */
  lastGoodAt: Instant | null;
  lastWriteAt: Instant | null;
  throttling: Throttling;
  /** Null before the first report. */
  limits: Limits | null;
  quarantine: Quarantine | null;
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

const FAILURES_TO_QUARANTINE = 3;

export const newSystemHealth = (): SystemHealth => ({
  consecutiveFailures: 0,
  lastFailure: null,
  lastGoodAt: null,
  lastWriteAt: null,
  throttling: neverThrottled(),
  limits: null,
  quarantine: null,
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
  before: SystemHealth,
  after: SystemHealth,
): { news: 'begun' | 'ended'; quarantine: Quarantine } | null {
  if (before.quarantine === null && after.quarantine !== null) return { news: 'begun', quarantine: after.quarantine };
  if (before.quarantine !== null && after.quarantine === null) return { news: 'ended', quarantine: before.quarantine };
  return null;
}
