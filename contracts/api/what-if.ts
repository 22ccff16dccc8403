import { z } from 'zod';
import { letterKinds } from '../../domain/replayed/letter-kinds';
import { Calls, Count, example, HoldCause, Instant, Settings } from './fields';
import { operation } from './operation';
import { refused } from './problem';
import { runHead, runPath, RunProgress, started, UnmappedPlan } from './runs';

const effectCounts = {
  gains: Count,
  loses: Count,
  moves: Count.meta({ description: 'To another org unit, or to other attributes.' }),
  unchanged: Count,
  unknown: Count.meta({ description: 'Members about whom nothing can be told.' }),
};

const Affected = z
  .object({
    id: z.string(),
    businessId: z.string().nullable(),
    planId: z.string().nullable(),
    reason: z.string().meta({ description: 'What it rests on, by the draft.' }),
    from: z.string().nullable().meta({ description: 'The org unit, by the settings of today; null: no access.' }),
    to: z.string().nullable().meta({ description: 'The org unit, by the draft.' }),
    held: z.boolean().meta({ description: 'It would wait for an operator.' }),
  })
  .meta({ id: 'Affected' });
const affected = z.array(Affected).meta({ description: 'At most 200.' });

const bySide = <Value extends z.ZodType>(value: Value) => z.object({ today: value, draft: value });

const Rescheduled = z
  .object({
    id: z.string(),
    businessId: z.string().nullable(),
    planId: z.string().nullable(),
    until: bySide(Instant.nullable()).meta({ description: 'When access that holds now ends; null: no end is known.' }),
  })
  .meta({ id: 'Rescheduled' });

const DraftHold = z
  .object({
    hold: z.string().nullable().meta({ description: 'Null: it would be opened.' }),
    cause: HoldCause,
    businessId: z.string().nullable(),
    members: bySide(Count),
    ids: z.array(z.string()).meta({ description: 'At most 200.' }),
  })
  .meta({ id: 'DraftHold' });

const WhatIf = z
  .object({
    ...runHead,
    progress: RunProgress.nullable(),
    fingerprint: z.string().nullable().meta({ description: 'For PUT settings, which then saves just this.' }),
    expiresAt: Instant.nullable().meta({ description: 'Of the fingerprint.' }),
    version: Count.nullable().meta({ description: 'Of the settings that the draft would replace.' }),
    decidedAt: Instant.nullable().meta({ description: 'The one instant at which both were decided.' }),
    readAt: Instant.nullable().meta({ description: 'When both rosters began to be read.' }),
    counts: z
      .object({
        ...effectCounts,
        held: Count.meta({ description: 'Of those who gain, lose or move.' }),
        rescheduled: Count.meta({ description: 'Of the unchanged: the same now, something else later.' }),
        overruled: Count.meta({ description: "Members about whom an operator's allow or block decides." }),
      })
      .meta({ id: 'WhatIfCounts' }),
    byPlan: z.array(z.object({ id: z.string().nullable(), name: z.string(), ...effectCounts })),
    byLocation: z.array(z.object({ id: z.string().nullable(), ...effectCounts })),
    gains: affected,
    loses: affected,
    moves: affected,
    rescheduled: z.array(Rescheduled).meta({ description: 'At most 200.' }),
    unknown: z.array(z.string()).meta({ description: 'At most 200.' }),
    holds: z.array(DraftHold).meta({ description: 'Holds that would not be as by the settings of today.' }),
    cost: z.object({ calls: Calls, minutes: Count }).meta({
      description: 'What it costs more than the settings of today, at the allowed rates.',
    }),
    letters: z.array(z.object({ kind: z.enum(letterKinds), members: Count })).meta({
      description: 'What would be mailed because of it, without what is held.',
    }),
    lettersWait: z.boolean().meta({ description: 'They wait until mail.later is false.' }),
    warnings: z.array(z.string()).meta({ description: 'What may not be meant.' }),
    unmappedPlans: z.array(UnmappedPlan),
  })
  .meta({ id: 'WhatIf' });
export type WhatIfView = z.infer<typeof WhatIf>;

/** Both are documents, so one of them is to be there. */
const WhatIfBody = z
  .strictObject({
    settings: Settings.optional(),
    plans: z.record(z.string(), z.unknown()).optional().meta({
      description: 'A plan map; all other settings are as they are saved.',
    }),
  })
  .refine(({ settings, plans }) => (settings === undefined) !== (plans === undefined), {
    message: 'takes either settings or plans',
  })
  .meta({ id: 'WhatIfBody' });

export const startWhatIf = operation({
  method: 'post',
  path: '/api/v1/what-if',
  operationId: 'startWhatIf',
  tag: 'settings',
  role: 'admin',
  summary: 'Say what settings would do to the whole roster, without saving them.',
  description:
    'Both are decided for every member at one instant, by the settings of today and by the draft. One what-if runs at a time. ' +
    'What another one has read within ten minutes, under the same saved settings, is not read again.',
  query: z.object({
    cutOff: z
      .enum(['accept'], { error: 'cutOff is accept, or left out.' })
      .optional()
      .meta({ description: 'As in PUT settings.' }),
  }),
  body: {
    required: true,
    schema: WhatIfBody,
    example: { plans: { 'Hot Desk': { group: 'premium-wifi', precedence: 20 } } },
  },
  replies: started('Its id; follow it with GET what-if/{id}.'),
  problems: { 409: refused },
});

export const readWhatIf = operation({
  method: 'get',
  path: '/api/v1/what-if/{id}',
  operationId: 'whatIf',
  tag: 'settings',
  role: 'viewer',
  summary: 'A what-if.',
  params: runPath,
  replies: {
    200: {
      description: 'The what-if, as far as it has come.',
      schema: WhatIf,
      example: {
        id: example.run,
        state: 'done',
        reason: null,
        startedAt: example.earlier,
        finishedAt: example.now,
        sentence: 'What-if: 12 move to another level, 12 calls in 1 min; 14 calls in 9 s',
        progress: null,
        fingerprint: 'b1946ac92492d234',
        expiresAt: example.later,
        version: 3,
        decidedAt: example.earlier,
        readAt: example.earlier,
        counts: {
          ...{ gains: 0, loses: 0, moves: 12, unchanged: 28, unknown: 0 },
          ...{ held: 0, rescheduled: 0, overruled: 1 },
        },
        byPlan: [{ id: '11', name: 'Hot Desk', gains: 0, loses: 0, moves: 12, unchanged: 0, unknown: 0 }],
        byLocation: [{ id: '1', gains: 0, loses: 0, moves: 12, unchanged: 28, unknown: 0 }],
        gains: [],
        loses: [],
        moves: [
          {
            ...{ id: example.member, businessId: '1', planId: '11', reason: 'contract' },
            ...{ from: 'basic-wifi', to: 'premium-wifi', held: false },
          },
        ],
        rescheduled: [],
        unknown: [],
        holds: [],
        cost: { calls: { nexudus: 0, ironwifi: 12 }, minutes: 1 },
        letters: [{ kind: 'planChanged', members: 12 }],
        lettersWait: false,
        warnings: [],
        unmappedPlans: [],
      },
    },
  },
  problems: { 404: 'There is no what-if of this id.' },
});
