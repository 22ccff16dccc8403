import type { Instant } from '../replayed/ids';

/** An instant as a person at the desk thinks of it, by the clock of its location. */
export interface Moment {
  /** `near`: within six days; `far`: in the same year. */
  day: 'today' | 'tomorrow' | 'yesterday' | 'near' | 'far' | 'otherYear';
  /** The time of day of what is long over matters to nobody. */
  withTime: boolean;
  /** "18:00" */
  time: string;
  /** In the language. */
  weekday: string;
  /** In the language, as long as it has it in a sentence. */
  month: string;
  dayOfMonth: number;
  year: number;
}

/** What instants are told against. */
export interface Clock {
  /** Null: told with the whole date, for a text that is read later. */
  now: Instant | null;
  /** IANA zone of what has none of its own. */
  zone: string;
}

/** How a language names days. */
export interface Calendar {
  /** BCP 47. */
  locale: string;
  month: 'short' | 'long';
}

export function momentOf(at: Instant, zone: string, now: Instant | null, { locale, month }: Calendar): Moment {
  const local = numbersOf(at, zone);
  const today = now === null ? null : numbersOf(now, zone);
  const days = today && Math.round((local.midnight - today.midnight) / DAY);
  const names = formatter(locale, zone, { weekday: 'long', day: 'numeric', month }).formatToParts(at);
  return {
    day: days === null ? 'otherYear' : dayOf(days, local.year === today?.year),
    withTime: now === null || days === null || at >= now || days >= -1,
    time: local.time,
    weekday: partOf(names, 'weekday'),
    month: partOf(names, 'month'),
    dayOfMonth: local.dayOfMonth,
    year: local.year,
  };
}

const DAY = 86_400_000;

function dayOf(days: number, isThisYear: boolean): Moment['day'] {
  if (days === 0) return 'today';
  if (days === 1) return 'tomorrow';
  if (days === -1) return 'yesterday';
  if (Math.abs(days) < 7) return 'near';
  return isThisYear ? 'far' : 'otherYear';
}

const NUMBERS: Intl.DateTimeFormatOptions = {
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
};

function numbersOf(at: Instant, zone: string) {
  const parts = formatter('en', zone, NUMBERS).formatToParts(at);
  const number = (type: 'year' | 'month' | 'day'): number => Number(partOf(parts, type));
  const [year, dayOfMonth] = [number('year'), number('day')];
  return {
    year,
    dayOfMonth,
    time: `${partOf(parts, 'hour')}:${partOf(parts, 'minute')}`,
    /** Of its date, as if there were no zones: days apart are days of the calendar. */
    midnight: Date.UTC(year, number('month') - 1, dayOfMonth),
  };
}

const partOf = (parts: Intl.DateTimeFormatPart[], type: Intl.DateTimeFormatPartTypes): string =>
  parts.find((part) => part.type === type)?.value ?? '';

/** To make one takes a hundred times as long as to use it; there are as many as a space has zones. */
const known = new Map<string, Intl.DateTimeFormat>();

function formatter(locale: string, zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${zone} ${options.weekday ?? ''}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  const made = new Intl.DateTimeFormat(locale, { ...options, timeZone: zone });
  known.set(key, made);
  return made;
}
