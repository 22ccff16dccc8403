import { z } from 'zod';

/** Ids are integers on the wire, and strings from here on. */
export const wireId = z.union([z.int().nonnegative(), z.string().regex(/^\d+$/)]).transform(String);

/** `2025-01-15T10:30:00Z`; one without a zone is UTC (nexudus.md §2.7). Epoch ms. */
export const wireInstant = z.string().transform((text, context) => {
  const zoned = /(?:Z|[+-]\d\d:?\d\d)$/i.test(text) ? text : `${text}Z`;
  const instant = Date.parse(zoned);
  if (Number.isFinite(instant)) return instant;
  context.issues.push({ code: 'custom', message: 'not a date', input: '' });
  return z.NEVER;
});

/** Absent and null alike. */
export const optionalInstant = wireInstant.nullish().transform((instant) => instant ?? null);
export const optionalId = wireId.nullish().transform((id) => id ?? null);
/** A flag whose absence says no; only for flags that decide nothing alone. */
export const weakFlag = z
  .boolean()
  .nullish()
  .transform((flag) => flag ?? false);

/** `"12,34"` or null, as CoworkerContractIds and TeamIds are (nexudus.md §3.1). */
export function idList(text: string | null): string[] {
  return (text ?? '').split(',').flatMap((part) => part.trim() || []);
}

/** For a range filter, which counts in minutes: with a `Z`, so that no zone is assumed (nexudus.md §2.2). */
export function wireMinute(instant: number): string {
  return `${new Date(instant).toISOString().slice(0, 16)}:00Z`;
}
