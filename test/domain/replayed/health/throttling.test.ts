import { afterReport, neverThrottled, throttledLastDay } from '../../../../domain/replayed/health/throttling';

const noon = Date.UTC(2026, 10, 3, 12);
const minute = 60_000;
const hour = 60 * minute;

describe('throttling', () => {
  test('lasts since the first report that tells of it, and is over with one that does not', () => {
    const first = afterReport(neverThrottled(), 2, noon);
    const second = afterReport(first, 1, noon + 15 * minute);
    expect(second.since).toBe(noon);
    expect(afterReport(second, 0, noon + 30 * minute).since).toBeNull();
  });

  test('is counted over a day, to the hour', () => {
    const reports = [0, 15, 70].reduce((seen, at) => afterReport(seen, 2, noon + at * minute), neverThrottled());
    expect(reports.hours).toEqual([
      { from: noon, count: 4 },
      { from: noon + hour, count: 2 },
    ]);
    expect(throttledLastDay(reports, noon + 2 * hour)).toBe(6);
    expect(throttledLastDay(reports, noon + 24.5 * hour)).toBe(2);
    expect(throttledLastDay(reports, noon + 26 * hour)).toBe(0);
  });

  test('takes no more room the longer it lasts', () => {
    let seen = neverThrottled();
    for (let at = 0; at < 30 * 24; at += 1) seen = afterReport(seen, 1, noon + at * hour);
    expect(seen.hours).toHaveLength(24);
  });
});
