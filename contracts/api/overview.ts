import { z } from 'zod';
import { Count, example, Instant } from './fields';
import { operation } from './operation';
import { readState } from './people';

const Change = z.object({
  id: z.string(),
  at: Instant.meta({ description: 'When it last changed.' }),
  status: z.string().nullable(),
  group: z.string().nullable(),
  reason: z.string().nullable(),
  attention: z.string().nullable(),
});

const seen = (description: string) => Count.nullable().meta({ description: `${description} null: nobody watched.` });
const Day = z
  .object({
    day: z.iso.date().meta({ description: 'By the clock of the space.' }),
    withAccess: seen('Members with access at its end, or now.'),
    granted: seen('Members who got access.'),
    moved: seen('Members who came to another group.'),
    shutOut: seen('Members who lost access.'),
    whole: z
      .boolean()
      .meta({ description: 'false: for a part of it nobody watched, and what happened then is missing.' }),
  })
  .meta({ id: 'Day' });
export type Day = z.infer<typeof Day>;

const Overview = z
  .object({
    readAt: Instant.nullable().meta({
      description: 'When the workflows of all members were last asked; null: not yet, and nothing is known of members.',
    }),
    members: z
      .object({
        all: Count,
        withAccess: Count.meta({ description: 'Now, as decided; before going live nobody.' }),
        attention: Count.meta({ description: 'Waiting for attention.' }),
      })
      .nullable(),
    presence: z
      .object({
        count: Count.nullable().meta({ description: 'Members; null: not read yet.' }),
        reading: z.boolean().meta({ description: 'It is being read: ask again in a second.' }),
        ...readState,
      })
      .meta({
        description:
          'Who is in the building: by check-ins that are open in Nexudus and count until the next cut-off. They are read while ' +
          'somebody asks, once a minute at most.',
      }),
    nextSync: Instant.nullable().meta({ description: 'null: not known, or the Schedule is paused.' }),
    latest: z.array(Change).meta({ description: 'Members by their last change, newest first; at most 20.' }),
    days: z.array(Day).meta({ description: 'The last 14, the oldest first.' }),
  })
  .meta({ id: 'Overview' });
export type OverviewView = z.infer<typeof Overview>;

export const readOverview = operation({
  method: 'get',
  path: '/api/v1/overview',
  operationId: 'readOverview',
  tag: 'health',
  role: 'viewer',
  summary: 'How many members have access, what changed last, and how the last two weeks were.',
  description: 'From memory: it answers while Temporal is away, and `readAt` says how old it is.',
  replies: {
    200: {
      description: 'What is known.',
      schema: Overview,
      example: {
        readAt: example.now,
        members: { all: 412, withAccess: 398, attention: 0 },
        presence: { count: 57, reading: false, readAt: example.now, failing: null },
        nextSync: example.later,
        latest: [
          {
            ...{ id: example.member, at: example.now, status: 'granted', group: 'basic-wifi' },
            ...{ reason: 'contract', attention: null },
          },
        ],
        days: [{ day: '2026-11-03', withAccess: 398, granted: 4, moved: 0, shutOut: 2, whole: true }],
      },
    },
  },
});
