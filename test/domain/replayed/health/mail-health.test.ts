import type { FailureCode } from '../../../../domain/replayed/failure-codes';
import {
  afterMailReport,
  mayAlarm,
  newMailHealth,
  type MailHealth,
  type MailReport,
} from '../../../../domain/replayed/health/mail-health';

const noon = Date.UTC(2026, 10, 3, 12);
const minute = 60_000;

const failed = (code: FailureCode, minutes: number, count = 1): MailReport => {
  const at = noon + minutes * minute;
  return { goodAt: null, failed: { count, code, firstAt: at, at } };
};
const good = (minutes: number): MailReport => ({ goodAt: noon + minutes * minute, failed: null });
const after = (...reports: MailReport[]): MailHealth => reports.reduce(afterMailReport, newMailHealth());

describe('the mail server', () => {
  test.each(['unauthorized', 'forbidden'] as const)('is in quarantine at once when it refuses us: %s', (code) => {
    expect(after(failed(code, 0))).toMatchObject({ consecutiveFailures: 1, quarantine: { since: noon, code } });
  });

  test('is in quarantine after three failures in a row that last a minute, since the first of them', () => {
    expect(after(failed('unreachable', 0, 5)).quarantine).toBeNull();
    expect(after(failed('unreachable', 0), failed('timeout', 1)).quarantine).toBeNull();
    const quarantined = after(failed('unreachable', 0, 2), failed('timeout', 1));
    expect(quarantined).toMatchObject({ consecutiveFailures: 3, quarantine: { since: noon, code: 'timeout' } });
    expect(after(failed('unreachable', 0, 2), failed('timeout', 1), failed('forbidden', 2)).quarantine).toEqual(
      quarantined.quarantine,
    );
  });

  test('may put letters off for a quarter of an hour, as greylisting does', () => {
    expect(after(failed('mailDeferred', 0, 3), failed('mailDeferred', 14, 3)).quarantine).toBeNull();
    expect(after(failed('mailDeferred', 0, 3), failed('mailDeferred', 15)).quarantine).not.toBeNull();
  });

  test('is well once a letter has gone out, whatever failed before it', () => {
    expect(after(failed('unauthorized', 0), good(1))).toMatchObject({
      ...{ consecutiveFailures: 0, failingSince: null, quarantine: null, lastGoodAt: noon + minute },
      lastFailure: { code: 'unauthorized', at: noon },
    });
    const { failed: later } = failed('unreachable', 3);
    expect(after(failed('unreachable', 0, 7), { goodAt: noon + minute, failed: later })).toMatchObject({
      ...{ consecutiveFailures: 1, failingSince: noon + 3 * minute },
    });
  });

  test('is not well because another worker’s report of an older letter comes late', () => {
    expect(after(failed('unauthorized', 5), good(4)).quarantine).not.toBeNull();
  });

  test('is told of once an hour', () => {
    const told = { ...newMailHealth(), alarmedAt: noon };
    expect([
      mayAlarm(newMailHealth(), noon),
      mayAlarm(told, noon + 59 * minute),
      mayAlarm(told, noon + 60 * minute),
    ]).toEqual([true, false, true]);
  });
});
