import type { Say, TextKey } from '.';

/** A text that has another one, with `.one` behind its key, for exactly one of something. */
export type CountedKey = { [Key in TextKey]: `${Key}.one` extends TextKey ? Key : never }[TextKey];

/** The text for this many. */
export const sayCount = (say: Say, key: CountedKey, count: number, values: Record<string, string> = {}): string =>
  say(count === 1 ? `${key}.one` : key, { count: String(count), ...values });
