import { z } from 'zod';
import type { OverrideRequest } from '../../contracts/replayed';
import { bodyAs } from './json-body';

const LONGEST_REASON = 200;

const OverrideBody = z
  .strictObject({
    access: z.enum(['allow', 'block']).nullable(),
    until: z.iso
      .datetime({ offset: true, error: 'must be an instant such as 2026-11-03T18:00:00Z, or null' })
      .nullish(),
    reason: z
      .string()
      .trim()
      .max(LONGEST_REASON, `must be at most ${LONGEST_REASON} characters`)
      // It is kept in the member's history, which holds no personal data.
      .refine((text) => !text.includes('@'), 'must not name a person: leave out the address')
      .nullish(),
  })
  .refine(({ access, reason }) => access === null || reason, { path: ['reason'], message: 'is missing' });

/** What an operator says of a member's access; `until` must lie ahead of `now`. */
export function readOverride(body: unknown, by: string, now: number): OverrideRequest {
  const schema = OverrideBody.refine(({ until }) => !until || Date.parse(until) > now, {
    path: ['until'],
    message: 'must lie in the future',
  });
  const { access, until, reason } = bodyAs(schema, body);
  if (access === null) return { access, until: null, reason: reason ?? '', by };
  return { access, until: until ? Date.parse(until) : null, reason: reason ?? '', by };
}
