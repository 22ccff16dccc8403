import { DateTime } from 'luxon';
import type { Instant } from '../replayed/ids';

/** Calendar arithmetic and formats in the zone of a location. Not for workflows: a replay must not depend on zone data. */

/** The first instant of the local day of `at`; not 00:00 if daylight saving skips midnight. */
export function startOfLocalDay(at: Instant, zone: string): Instant {
  return remembered(`start ${zone} ${quarterOf(at)}`, () => earliest(startOfDay(at, zone)));
}

/** The first instant of the next local day. */
export function nextLocalMidnight(at: Instant, zone: string): Instant {
  return remembered(`next ${zone} ${quarterOf(at)}`, () =>
    earliest(startOfDay(at, zone).plus({ days: 1 }).startOf('day')),
  );
}

/** The first instant after `at` at which the local clock shows `timeOfDay` ("HH:mm"). It happens once a day. */
export function nextTimeOfDay(at: Instant, timeOfDay: string, zone: string): Instant {
  const today = instantOnDay(0, at, timeOfDay, zone);
  return today > at ? today : instantOnDay(1, at, timeOfDay, zone);
}

/** The instant at which the local clock shows `timeOfDay` ("HH:mm"), so many days after the local day of `at`. */
export function instantOnDay(days: number, at: Instant, timeOfDay: string, zone: string): Instant {
  const [hour, minute] = timeOfDay.split(':').map(Number);
  return remembered(`${days} ${timeOfDay} ${zone} ${quarterOf(at)}`, () =>
    earliest(startOfDay(at, zone).plus({ days }).set({ hour, minute })),
  );
}

/** The weekday (0: Sunday) of the local day so many days after that of `at`. */
export function localWeekday(days: number, at: Instant, zone: string): number {
  return remembered(`weekday ${days} ${zone} ${quarterOf(at)}`, () => startOfDay(at, zone).plus({ days }).weekday % 7);
}

const MINUTES_OF_DAY = 1_440;
/** Offsets of old years are not what today's clocks and zone tables of other systems say. */
const A_JANUARY = Date.UTC(2026, 0, 1, 12);

/** The time of day ("HH:mm") that the clocks of a zone show in January at the time of day of `at`, whatever its date. */
export function januaryTimeOfDay(at: Instant, zone: string): string {
  const offset = remembered(`january ${zone}`, () => DateTime.fromMillis(A_JANUARY, { zone }).offset);
  const minutes = (((Math.floor(at / 60_000) + offset) % MINUTES_OF_DAY) + MINUTES_OF_DAY) % MINUTES_OF_DAY;
  const twoDigits = (number: number): string => String(number).padStart(2, '0');
  return `${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`;
}

const startOfDay = (at: Instant, zone: string): DateTime => DateTime.fromMillis(at, { zone }).startOf('day');

/** When clocks go back, an hour is shown twice; the earlier instant counts. */
const earliest = (shown: DateTime): Instant => Math.min(...shown.getPossibleOffsets().map((each) => each.toMillis()));

/** Clocks change on a quarter of an hour everywhere, so the local date is the same within one. */
const quarterOf = (at: Instant): number => Math.floor(at / 900_000);

/** Zone arithmetic takes 0.1 ms, and a roster has a hundred thousand dates, most of them equal. */
const memory = new Map<string, Instant>();
const MOST_REMEMBERED = 20_000;

function remembered(key: string, compute: () => Instant): Instant {
  const known = memory.get(key);
  if (known !== undefined) return known;
  if (memory.size >= MOST_REMEMBERED) memory.clear();
  const instant = compute();
  memory.set(key, instant);
  return instant;
}

/** "4 Nov 2026 at 00:00 Europe/London". */
export function formatInstant(at: Instant, zone: string): string {
  const local = DateTime.fromMillis(at, { zone, locale: 'en-US' });
  const clock = local.second === 0 ? 'HH:mm' : 'HH:mm:ss';
  return `${local.toFormat(`d LLL yyyy 'at' ${clock}`)} ${zone}`;
}
