import { z } from 'zod';
import { memberId, recordIdPattern } from '../../domain/replayed/ids';

/** Every instant of the API: ISO 8601, UTC. */
export const Instant = z.iso.datetime();
export const toIso = (epochMs: number): string => new Date(epochMs).toISOString();
export const toIsoOrNull = (epochMs: number | null | undefined): string | null =>
  epochMs === null || epochMs === undefined ? null : toIso(epochMs);

export const Count = z.int().min(0);

/** @param otherwise the message for what is no such id */
export const memberIdText = (otherwise: string) => z.string().regex(recordIdPattern, otherwise).transform(memberId);

export const memberPath = z.object({
  id: memberIdText('A member is named by the number of the coworker in Nexudus.').meta({
    description: 'Id of the coworker in Nexudus.',
  }),
});

/** The shortest way to say that something was taken: by its id. */
export const Ref = z.object({ id: z.string() });

/** Words of an operator are kept in histories, which hold no personal data. */
export const namesNobody = (text: string): boolean => !text.includes('@');
export const NAMES_SOMEBODY = 'must not name a person: leave out the address';
export const LONGEST_REASON = 200;

/** As the operator writes them. */
export const Settings = z.record(z.string(), z.unknown()).meta({
  id: 'Settings',
  description: "The operator's settings, with the same keys as the YAML file; unknown keys are refused.",
});

/** See `searchAttributes.LatchkeyStatus`. */
export const memberStatuses = ['granted', 'prepared', 'denied', 'keep', 'unknown', 'erasing', 'erased'] as const;
export type MemberStatus = (typeof memberStatuses)[number];

/** What changes are held for, see `HoldCause` of the guard. */
export const HoldCause = z.enum(['removals', 'sourceShrank', 'planGone', 'changes', 'vanished']);

/** How many calls were made to each system. */
export const Calls = z.object({ nexudus: Count, ironwifi: Count });

export const example = {
  member: '1001',
  account: '8e3c7a52-6f0b-4a3e-9d52-4d1f6a0b2c11',
  run: '7c1b8f0e-3a52-4c1e-8a6b-0d9f5e2b7a44',
  earlier: '2026-11-02T08:00:00.000Z',
  now: '2026-11-03T12:00:00.000Z',
  later: '2026-11-03T18:00:00.000Z',
} as const;

/** Who keeps members although Nexudus says otherwise, and until when: then they are asked about again. */
export const Kept = z
  .object({ by: z.string(), since: Instant, until: Instant })
  .meta({ id: 'Kept', description: 'A hold was rejected, or nobody decided about it (by latchkey).' });
