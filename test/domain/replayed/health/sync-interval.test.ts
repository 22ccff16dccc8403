import { effectiveInterval } from '../../../../domain/replayed/health/sync-interval';

const minute = 60_000;
const every = (minutes: number, { read = null as number | null, isQuarantined = false } = {}): number =>
  effectiveInterval({
    settingMs: minutes * minute,
    lastReadMs: read === null ? null : read * minute,
    isQuarantined,
  }) / minute;

describe('the time between two syncs', () => {
  test('is what the settings say, while a read takes less than a quarter of it', () => {
    expect(every(15)).toBe(15);
    expect(every(15, { read: 0.1 })).toBe(15);
    expect(every(15, { read: 3.75 })).toBe(15);
  });

  test('is never shorter than four times the last read, in whole minutes', () => {
    expect(every(15, { read: 3.76 })).toBe(16);
    expect(every(15, { read: 20 })).toBe(80);
    expect(every(1, { read: 0.3 })).toBe(2);
  });

  test('is four times as long while a side is in quarantine, and an hour at most', () => {
    expect(every(5, { isQuarantined: true })).toBe(20);
    expect(every(15, { isQuarantined: true })).toBe(60);
    expect(every(30, { isQuarantined: true })).toBe(60);
  });

  test('is not made shorter by a quarantine', () => {
    expect(every(1440, { isQuarantined: true })).toBe(1440);
    expect(every(15, { read: 20, isQuarantined: true })).toBe(80);
  });
});
