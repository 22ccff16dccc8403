import { Duration, IANAZone } from 'luxon';
import { z } from 'zod';
import { shown } from './section';

/** Kinds of values. An error message continues the path of the setting. */

export const words = () => z.string().trim().min(1);

/** Control characters, and what XML 1.0 cannot hold however it is escaped. */
export const UNSAYABLE = /[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu;
export const isSayable = (text: string): boolean => text.search(UNSAYABLE) < 0;
const NOT_SAYABLE = {
  error: 'must not hold control characters, such as a tab or a newline: no profile can carry them',
};

/** 802.11 allows 32 bytes for a network's name. */
export const networkName = () =>
  z
    .string()
    .min(1)
    .refine((name) => Buffer.byteLength(name) <= 32, {
      error: 'must be at most 32 bytes: no network has a longer name',
    })
    .refine(isSayable, NOT_SAYABLE)
    .refine((name) => name === '' || name.trim() !== '', { error: 'must not be blank' });

/** Text that goes into the profiles of devices as it is. */
export const profileWords = () => words().refine(isSayable, NOT_SAYABLE);

export const timeOfDay = () =>
  z
    .string()
    .refine((text) => /^(?:[01]\d|2[0-3]):[0-5]\d$/.test(text), {
      error: (issue) => `must be a time of day like "23:59", not ${shown(issue.input)}`,
    })
    .meta({ examples: ['03:00'] });

export const timeZone = () =>
  z
    .string()
    .refine(isZone, {
      error: (issue) => `must be an IANA time zone like "Europe/London", not ${shown(issue.input)}`,
    })
    .meta({ examples: ['Europe/London'] });

/** Newer runtimes accept offsets such as "+01:00" as zones, but these have no daylight saving. */
export const isZone = (name: string): boolean => /^[A-Za-z]/.test(name) && IANAZone.isValidZone(name);

export const duration = () =>
  z
    .string()
    .refine((text) => durationMs(text) !== null, {
      error: (issue) => `must be a duration like "24h", "90m", "7d" or "PT24H", not ${shown(issue.input)}`,
    })
    .meta({ examples: ['24h', '90m', '7d', 'PT24H'] });

type CustomField = `customField:${string}`;

/** One of the known words, or a custom field of the member: `customField:<name>`. */
export function wordOrCustomField<const Word extends string>(...known: Word[]) {
  const fits = (text: unknown): text is Word | CustomField =>
    typeof text === 'string' && (known.some((word) => word === text) || /^customField:\S.*$/.test(text));
  return z
    .custom<Word | CustomField>(fits, {
      // it is not repeated: who misunderstands `password` writes one
      error: `must be one of ${known.join(', ')}, customField:<name>`,
    })
    .meta({ type: 'string', examples: [...known, 'customField:<name>'] });
}

const UNITS_MS = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;

/**
 * Milliseconds of "90m", "24h", "7d", "2w" or of an ISO 8601 duration ("PT24H", "P7D"); a day is 24 hours.
 * Null: not a duration, not above zero, or one of months or years, which vary in length.
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
