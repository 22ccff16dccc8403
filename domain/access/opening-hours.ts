import type { BusinessId, Instant } from '../replayed/ids';
import { zoneOf } from '../settings/locations';
import type { Rules } from '../settings/rules';
import { instantOnDay, januaryTimeOfDay, localWeekday } from '../time/local-time';
import type { Availability, TimeSlot } from './facts';

const DAY = 86_400_000;

/** How far ahead openings are told: a whole week, with room for a change of clocks. */
const HOURS_AHEAD_MS = 8 * DAY;

/** The hours in which a pass counts, by the clock of one location. */
export interface OpeningHours {
  slots: TimeSlot[];
  /** IANA: of the location whose product it is, in which Nexudus was told the hours. */
  writtenIn: string;
  /** IANA: of the pass's location, in which they hold. */
  zone: string;
}

/** `until` is exclusive. */
interface Opening {
  from: Instant;
  until: Instant;
}

/** Null: at all hours. */
export function openingHoursOf(
  availability: Availability | null,
  businessId: BusinessId,
  rules: Rules,
): OpeningHours | null {
  if (availability === null || availability.slots.length === 0) return null;
  const writtenIn = zoneOf(rules, availability.businessId ?? businessId);
  return { slots: availability.slots, writtenIn, zone: zoneOf(rules, businessId) };
}

/** Null: it is open. Otherwise when it opens next. */
export function opensAfter(hours: OpeningHours, at: Instant): Instant | null {
  const openings = openingsAround(hours, at);
  if (openings.some(({ from, until }) => from <= at && at < until)) return null;
  return openings.find(({ from }) => from > at)?.from ?? null;
}

/** The openings and closings between two instants, both exclusive: those of the first and of the last eight days. */
export function openingsBetween(hours: OpeningHours, from: Instant, until: Instant): Instant[] {
  const isFar = until !== Infinity && until - from > HOURS_AHEAD_MS;
  return [...edgesAfter(hours, from, until), ...(isFar ? edgesAfter(hours, until - HOURS_AHEAD_MS, until) : [])];
}

function edgesAfter(hours: OpeningHours, from: Instant, until: Instant): Instant[] {
  const end = Math.min(until, from + HOURS_AHEAD_MS);
  const edges = openingsAround(hours, from).flatMap((opening) => [opening.from, opening.until]);
  return edges.filter((edge) => from < edge && edge < end);
}

/** Hours as a string to compare. */
export function hoursKey({ slots, writtenIn, zone }: OpeningHours): string {
  let text = texts.get(slots);
  if (text === undefined) texts.set(slots, (text = JSON.stringify(slots)));
  return `${text} ${writtenIn} ${zone}`;
}
const texts = new WeakMap<TimeSlot[], string>();

/** A roster has a hundred thousand passes of a few products, and the openings of a day are the same for all of them. */
const known = new WeakMap<TimeSlot[], Map<string, Opening[]>>();
const MOST_KNOWN = 1_000;

/** From yesterday, since an opening may pass midnight, to more than eight days ahead. */
function openingsAround({ slots, writtenIn, zone }: OpeningHours, at: Instant): Opening[] {
  const today = instantOnDay(0, at, '00:00', zone);
  const key = `${writtenIn} ${zone} ${today}`;
  let ofSlots = known.get(slots);
  if (ofSlots === undefined || ofSlots.size >= MOST_KNOWN) known.set(slots, (ofSlots = new Map<string, Opening[]>()));
  let openings = ofSlots.get(key);
  if (openings === undefined) ofSlots.set(key, (openings = openingsFrom(slots, writtenIn, zone, at)));
  return openings;
}

function openingsFrom(slots: TimeSlot[], writtenIn: string, zone: string, at: Instant): Opening[] {
  const openings: Opening[] = [];
  for (let day = -1; day <= 9; day++) {
    const weekday = localWeekday(day, at, zone);
    for (const slot of slots) if (slot.weekday === weekday) openings.push(openingOf(slot, day, writtenIn, zone, at));
  }
  return joined(openings.sort((one, other) => one.from - other.from));
}

/** One that ends no later than it begins ends the next day. Forms tell a whole day as one until 23:59. */
function openingOf(slot: TimeSlot, day: number, writtenIn: string, zone: string, at: Instant): Opening {
  const begins = januaryTimeOfDay(slot.from, writtenIn);
  const ends = januaryTimeOfDay(slot.to, writtenIn);
  const closes = ends === '23:59' ? '00:00' : ends;
  return {
    from: instantOnDay(day, at, begins, zone),
    until: instantOnDay(closes <= begins ? day + 1 : day, at, closes, zone),
  };
}

function joined(sorted: Opening[]): Opening[] {
  const all: Opening[] = [];
  for (const { from, until } of sorted) {
    const last = all.at(-1);
    if (last !== undefined && from <= last.until) last.until = Math.max(last.until, until);
    else if (from < until) all.push({ from, until });
  }
  return all;
}
