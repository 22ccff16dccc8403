import { DateTime } from 'luxon';
import type { Instant } from './ids';

/** Calendar arithmetic in a location's zone; never in a workflow, whose replay must not depend on zone data. */

/** The first instant of the local day that `at` falls into; not 00:00 where daylight saving skips midnight. */
export function startOfLocalDay(at: Instant, zone: string): Instant {
  return earliest(local(at, zone).startOf('day'));
}

/** The first instant of the next local day. */
export function nextLocalMidnight(at: Instant, zone: string): Instant {
  return earliest(local(at, zone).startOf('day').plus({ days: 1 }).startOf('day'));
}

/** The first time after `at` that the local clock shows `timeOfDay` ("HH:mm"), once a day. */
export function nextTimeOfDay(at: Instant, timeOfDay: string, zone: string): Instant {
  const [hour, minute] = timeOfDay.split(':').map(Number);
  const today = local(at, zone).startOf('day');
  const onDay = (days: number) => earliest(today.plus({ days }).set({ hour, minute }));
  const candidate = onDay(0);
  return candidate > at ? candidate : onDay(1);
}

const local = (at: Instant, zone: string): DateTime => DateTime.fromMillis(at, { zone });

/** When clocks go back an hour is shown twice; the earlier one counts, whatever the season of the computation. */
const earliest = (shown: DateTime): Instant => Math.min(...shown.getPossibleOffsets().map((each) => each.toMillis()));
