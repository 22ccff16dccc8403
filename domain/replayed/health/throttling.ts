import type { Instant } from '../ids';

/** How often a system has said to wait. */
export interface Throttling {
  /** Since when every report has had such replies; null: the last one had none. */
  since: Instant | null;
  /** Such replies of the last day, by the hour in which they were reported; oldest first. */
  hours: { from: Instant; count: number }[];
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

export const neverThrottled = (): Throttling => ({ since: null, hours: [] });

/** @param count replies since the last report that said to wait */
export function afterReport({ since, hours }: Throttling, count: number, at: Instant): Throttling {
  const from = at - (at % HOUR);
  const recent = hours.filter((hour) => isOfLastDay(hour.from, at));
  if (count === 0) return { since: null, hours: recent };
  const before = recent.find((hour) => hour.from === from)?.count ?? 0;
  const others = recent.filter((hour) => hour.from !== from);
  return { since: since ?? at, hours: [...others, { from, count: before + count }] };
}

/** To the hour. */
export const throttledLastDay = ({ hours }: Throttling, now: Instant): number =>
  hours.filter(({ from }) => isOfLastDay(from, now)).reduce((sum, { count }) => sum + count, 0);

const isOfLastDay = (from: Instant, now: Instant): boolean => from > now - DAY;
