import { Duration } from 'luxon';

const UNITS_MS = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;

/**
 * Milliseconds of "90m", "24h", "7d", "2w" or of an ISO 8601 duration ("PT24H", "P7D"); a day is 24 hours.
 * Null: not a duration, not above zero, or one of months or years, whose length depends on when they begin.
 */
export function durationMs(text: string): number | null {
  const length = shortForm(text) ?? isoForm(text);
  return length !== null && length > 0 ? length : null;
}

function shortForm(text: string): number | null {
  const [, count, unit] = /^(\d{1,6})([mhdw])$/.exec(text) ?? [];
  return count && unit ? Number(count) * UNITS_MS[unit as keyof typeof UNITS_MS] : null;
}

function isoForm(text: string): number | null {
  const duration = Duration.fromISO(text);
  return duration.isValid && !duration.years && !duration.months ? duration.toMillis() : null;
}
