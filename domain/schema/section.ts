import { z } from 'zod';
import { closest, distance } from 'fastest-levenshtein';

/** `path` and `message` read as a sentence together: `plans.Hot Desk.group` `is missing`. */
export interface SettingsError {
  path: string;
  message: string;
}

const SEPARATOR = '\n';

/**
 * An object that refuses keys it does not know, and says which was probably meant.
 * @param removed keys of earlier versions, with what to do instead; it continues the path.
 */
export function section<Shape extends z.ZodRawShape>(shape: Shape, removed: Record<string, string> = {}) {
  const known = Object.keys(shape);
  const unknownKey = (key: string) => removed[key] ?? `is not a setting${didYouMean(key, known)}`;
  return z.strictObject(shape, {
    error: (issue) => (issue.code === 'unrecognized_keys' ? issue.keys.map(unknownKey).join(SEPARATOR) : undefined),
  });
}

/** Every issue as path and message; each unknown key has its own. */
export function settingsErrors(issues: z.core.$ZodIssue[]): SettingsError[] {
  return issues.flatMap((issue) => {
    if (issue.code !== 'unrecognized_keys') return [{ path: issue.path.join('.'), message: issue.message }];
    const messages = issue.message.split(SEPARATOR);
    return issue.keys.map((key, index) => ({
      path: [...issue.path, isLong(key) ? '(a long key)' : key].join('.'),
      message: messages[index] ?? '',
    }));
  });
}

/** A zod issue in words that continue the path. */
export function issueMessage(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.input === undefined && issue.code !== 'custom') return 'is missing';
  if (issue.code === 'invalid_type')
    return `must be ${KINDS[issue.expected] ?? issue.expected}, not ${shown(issue.input)}`;
  if (issue.code === 'invalid_value') return `must be one of ${issue.values.join(', ')}, not ${shown(issue.input)}`;
  if (issue.code === 'too_small') return tooSmall(issue);
  if (issue.code === 'too_big') return `must be at most ${String(issue.maximum)}, not ${shown(issue.input)}`;
  return undefined;
}

function tooSmall({ origin, inclusive, minimum, input }: z.core.$ZodRawIssue<z.core.$ZodIssueTooSmall>): string {
  if (origin === 'string') return 'must not be empty';
  return `must be ${inclusive ? 'at least' : 'above'} ${String(minimum)}, not ${shown(input)}`;
}

const KINDS: Record<string, string> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'a group of settings',
  record: 'a group of settings',
};

const MAX_SHOWN = 40;

/** Longer text, or text of several lines, may be a key or a password in the wrong place. */
const isLong = (text: string): boolean => text.length > MAX_SHOWN || /[\r\n]/.test(text);

/** A value as a message may repeat it: messages end up in answers and logs. */
export function shown(value: unknown): string {
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? 'a list' : 'a group of settings';
  if (typeof value === 'string' && isLong(value)) return `a text of ${value.length} characters`;
  return JSON.stringify(value) ?? String(value);
}

/** The known word that was probably meant; null if none is similar. */
function nearest(word: string, known: readonly string[]): string | null {
  const sameLetters = known.find((candidate) => candidate.toLowerCase() === word.toLowerCase());
  if (sameLetters !== undefined) return sameLetters;
  if (known.length === 0) return null;
  const candidate = closest(word, known);
  return distance(word, candidate) <= Math.max(2, Math.floor(candidate.length / 3)) ? candidate : null;
}

/** `; did you mean "…"?`, or an empty text. */
export function didYouMean(word: string, known: readonly string[]): string {
  const candidate = nearest(word, known);
  return candidate === null ? '' : `; did you mean "${candidate}"?`;
}
