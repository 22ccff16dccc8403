import fc from 'fast-check';
import { DateTime } from 'luxon';
import { formatInstant, nextLocalMidnight, nextTimeOfDay, startOfLocalDay } from '../../../domain/time/local-time';
import { at } from '../builders';

// Daylight saving moves midnight itself in Beirut, Havana and Santiago; Kathmandu is a quarter of an hour off.
const zones = [
  'Europe/London',
  'America/New_York',
  'America/Havana',
  'Asia/Beirut',
  'America/Santiago',
  'Asia/Kathmandu',
  'UTC',
];
const anInstant = fc.integer({ min: Date.UTC(2024, 0), max: Date.UTC(2028, 0) });
const date = (instant: number, zone: string) => DateTime.fromMillis(instant, { zone }).toISODate();

test('a local day begins with the first instant of its date', () => {
  fc.assert(
    fc.property(anInstant, fc.constantFrom(...zones), (instant, zone) => {
      const start = startOfLocalDay(instant, zone);
      expect(start).toBeLessThanOrEqual(instant);
      expect(date(start, zone)).toBe(date(instant, zone));
      expect(date(start - 1, zone)).not.toBe(date(instant, zone));
    }),
    { numRuns: 300 },
  );
});

test('the next one begins where it ends', () => {
  fc.assert(
    fc.property(anInstant, fc.constantFrom(...zones), (instant, zone) => {
      const next = nextLocalMidnight(instant, zone);
      expect(next).toBeGreaterThan(instant);
      expect(startOfLocalDay(next, zone)).toBe(next);
      expect(date(next - 1, zone)).toBe(date(instant, zone));
    }),
    { numRuns: 300 },
  );
});

test('a time of day comes within a day and an hour', () => {
  fc.assert(
    fc.property(
      anInstant,
      fc.constantFrom(...zones),
      fc.constantFrom('00:00', '01:30', '23:59'),
      (instant, zone, time) => {
        const next = nextTimeOfDay(instant, time, zone);
        expect(next).toBeGreaterThan(instant);
        expect(next - instant).toBeLessThanOrEqual(26 * 3_600_000);
      },
    ),
    { numRuns: 300 },
  );
});

test('a midnight that the clock skips is the hour after it', () => {
  expect(startOfLocalDay(at('2026-03-29T12:00', 'Asia/Beirut'), 'Asia/Beirut')).toBe(
    at('2026-03-29T01:00', 'Asia/Beirut'),
  );
});

test('a midnight that the clock shows twice is the first one, in whatever season it is computed', () => {
  const first = Date.UTC(2026, 10, 1, 4);
  expect(startOfLocalDay(at('2026-11-01T12:00', 'America/Havana'), 'America/Havana')).toBe(first);
  expect(nextLocalMidnight(at('2026-10-31T12:00', 'America/Havana'), 'America/Havana')).toBe(first);
});

test('a time of day that has just come is that of the next day', () => {
  expect(nextTimeOfDay(at('2026-11-03T23:59'), '23:59', 'Europe/London')).toBe(at('2026-11-04T23:59'));
  expect(nextTimeOfDay(at('2026-11-03T23:59') - 1, '23:59', 'Europe/London')).toBe(at('2026-11-03T23:59'));
});

test('an instant is told by the clock of its location, to the second where it needs it', () => {
  const midnight = at('2026-11-01T00:00', 'America/New_York');
  expect(formatInstant(midnight, 'America/New_York')).toBe('1 Nov 2026 at 00:00 America/New_York');
  expect(formatInstant(midnight + 5_000, 'Europe/London')).toBe('1 Nov 2026 at 04:00:05 Europe/London');
});
