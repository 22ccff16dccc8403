import { DateTime, IANAZone } from 'luxon';

/** Nexudus writes UTC to the second: `2025-01-15T10:30:00Z` (nexudus.md §2.7). */
export function toWire(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}

/** Reads any ISO date; one without a zone is UTC. Returns `null` for anything else. */
export function fromWire(text: string): number | null {
  const time = DateTime.fromISO(text, { zone: 'utc' });
  return time.isValid ? time.toMillis() : null;
}

/** The instant of a stored date, which is always in the form of {@link toWire}. */
export function instantOf(stored: string): number {
  return Date.parse(stored);
}

/** The read-only `…Local` twin of a date: the location's wall clock without a zone. */
export function toLocal(text: string | null, zone: string): string | null {
  if (text === null) return null;
  const instant = instantOf(text);
  return new Date(instant + offsetOf(zone, instant) * 60_000).toISOString().slice(0, 19);
}

const quarterHour = 15 * 60_000;
const offsets = new Map<string, number>();

/** Minutes ahead of UTC. No zone changes its offset within a quarter of an hour, so one lookup serves all of it. */
function offsetOf(zone: string, instant: number): number {
  const key = `${zone} ${Math.floor(instant / quarterHour)}`;
  const offset = offsets.get(key) ?? IANAZone.create(zone).offset(instant);
  if (offsets.size < 100_000) offsets.set(key, offset);
  return offset;
}

export function sameLocalDay(a: number, b: number, zone: string): boolean {
  return DateTime.fromMillis(a, { zone }).hasSame(DateTime.fromMillis(b, { zone }), 'day');
}

/** The weekday (0: Sunday) and the time of day ("HH:mm") that the clocks of a zone show. */
export function localTime(instant: number, zone: string): { weekday: number; time: string } {
  const local = DateTime.fromMillis(instant, { zone });
  return { weekday: local.weekday % 7, time: local.toFormat('HH:mm') };
}

/** The first instant after `at` at which they show `time`. */
export function nextTimeOfDay(at: number, time: string, zone: string): number {
  const [hour, minute] = time.split(':').map(Number);
  const today = DateTime.fromMillis(at, { zone }).startOf('day').set({ hour, minute });
  return (today.toMillis() > at ? today : today.plus({ days: 1 })).toMillis();
}

/** A time of day as Nexudus stores it: in UTC, on a base date in January 1976. */
export function slotTime(time: string, zone: string): string {
  return toWire(DateTime.fromISO(`1976-01-01T${time}`, { zone }).toMillis());
}

const zones: Record<number, string> = { 2023: 'Europe/London', 2003: 'America/New_York' };
export const timeZoneIds = { 'Europe/London': 2023, 'America/New_York': 2003 } as const;

export function zoneName(simpleTimeZoneId: number): string {
  return zones[simpleTimeZoneId] ?? 'UTC';
}
