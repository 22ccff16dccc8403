import { z } from 'zod';
import { Calls, Count, example, Instant, Ref } from './fields';

const RunState = z.enum(['running', 'done', 'failed']).meta({ id: 'SyncState' });

/** What every run of a roster sync shows. */
export const runHead = {
  id: z.string(),
  state: RunState,
  reason: z.string().nullable().meta({ description: 'Why it failed.' }),
  startedAt: Instant,
  finishedAt: Instant.nullable(),
  sentence: z.string(),
};

export const RunProgress = z
  .object({
    phase: z.enum(['source', 'directory', 'telling']),
    done: Count,
    of: Count.nullable(),
    endsAt: Instant.nullable(),
    calls: Calls.nullable().meta({ description: 'Made so far; null: not known.' }),
  })
  .meta({ id: 'RunProgress', description: 'How far a run has come.' });

export const UnmappedPlan = z
  .object({
    id: z.string(),
    name: z.string(),
    members: Count,
    gone: z.boolean().meta({ description: 'Mapped, but Nexudus no longer lists it: its members keep what they have.' }),
  })
  .meta({ id: 'UnmappedPlan' });

/** Whatever is not a run's id names no run. */
const RunId = z
  .string()
  .regex(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'There is no run of this id.')
  .meta({ description: 'The run id.', override: { format: 'uuid', pattern: undefined } });
export const runPath = z.object({ id: RunId });

const SyncRef = Ref.meta({ id: 'SyncRef' });
export const started = (description: string) => ({
  202: {
    description,
    schema: SyncRef,
    example: { id: example.run },
    headers: { Location: { schema: { type: 'string' } } },
  } as const,
});
