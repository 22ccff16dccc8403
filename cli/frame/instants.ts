import { z } from 'zod';

const UNITS = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

const inForm = (past: boolean) =>
  past
    ? 'is an instant such as 2026-11-03T18:00:00Z, or a time ago such as 24h or 7d'
    : 'is an instant such as 2026-11-03T18:00:00Z, or a time from now such as 90m, 24h or 7d';

const instant = (direction: 1 | -1) =>
  z
    .string()
    .transform((text, context): string => {
      const [, amount, unit] = /^(\d{1,6})([mhd])$/.exec(text) ?? [];
      if (amount !== undefined)
        return new Date(Date.now() + direction * Number(amount) * UNITS[unit as keyof typeof UNITS]).toISOString();
      const parsed = z.iso.datetime({ offset: true }).safeParse(text);
      if (parsed.success) return parsed.data;
      context.issues.push({ code: 'custom', message: inForm(direction === -1), input: text });
      return z.NEVER;
    })
    .optional();

/** An instant of the API, or how long from now: `90m`, `24h`, `7d`. */
export const until = instant(1);

/** An instant of the API, or how long ago. */
export const since = instant(-1);
