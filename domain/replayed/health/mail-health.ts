import { lasting, type FailureCode } from '../failure-codes';
import type { Instant } from '../ids';
import { FAILURES_TO_QUARANTINE, newWatchedHealth, type WatchedHealth } from './system-health';

/** What the connector knows about the mail server: plain JSON. */
export interface MailHealth extends WatchedHealth {
  /** Since when no letter has gone out; null: the last one has. */
  failingSince: Instant | null;
  /** When the operator was last owed a letter about it. */
  alarmedAt: Instant | null;
}

/** What a worker has seen of the mail server since its last report: the failures came after the last letter that went out. */
export interface MailReport {
  goodAt: Instant | null;
  failed: { count: number; code: FailureCode; firstAt: Instant; at: Instant } | null;
}

const MINUTE = 60_000;
/** A restart of the server is no news, and greylisting defers every first letter for some minutes. */
const patienceWith = (code: FailureCode): number => (code === 'mailDeferred' ? 15 * MINUTE : MINUTE);
/** A server that comes and goes is told of once an hour. */
const ALARMS_APART_MS = 60 * MINUTE;

export const newMailHealth = (): MailHealth => ({ ...newWatchedHealth(), failingSince: null, alarmedAt: null });

export function afterMailReport(before: MailHealth, { goodAt, failed }: MailReport): MailHealth {
  const well = goodAt !== null && goodAt >= (before.lastFailure?.at ?? 0) ? afterLetter(before, goodAt) : before;
  return failed === null ? well : afterMailFailure(well, failed);
}

const afterLetter = (before: MailHealth, at: Instant): MailHealth => ({
  ...before,
  consecutiveFailures: 0,
  lastGoodAt: at,
  failingSince: null,
  quarantine: null,
});

function afterMailFailure(before: MailHealth, failed: NonNullable<MailReport['failed']>): MailHealth {
  const { count, code, firstAt, at } = failed;
  const consecutiveFailures = before.consecutiveFailures + count;
  const since = before.failingSince ?? firstAt;
  const lasts = consecutiveFailures >= FAILURES_TO_QUARANTINE && at - since >= patienceWith(code);
  const quarantine = before.quarantine ?? (lasts || lasting.includes(code) ? { since, code } : null);
  return { ...before, consecutiveFailures, lastFailure: { code, at }, failingSince: since, quarantine };
}

export const mayAlarm = ({ alarmedAt }: MailHealth, now: Instant): boolean =>
  alarmedAt === null || now - alarmedAt >= ALARMS_APART_MS;
