import { z } from 'zod';
import { Count, example, Instant, memberStatuses } from './fields';
import { operation } from './operation';
import { readState } from './people';

const RosterRow = z
  .object({
    id: z.string(),
    name: z.string().nullable().meta({ description: 'Null: not known now.' }),
    email: z.string().nullable(),
    username: z.string().nullable().meta({ description: 'As the settings make it.' }),
    status: z.string().nullable().meta({ description: 'Null: nobody has looked at this member yet.' }),
    plan: z.string().nullable().meta({ description: 'Name of the plan that counts, or else of an active contract.' }),
    until: Instant.nullable(),
    attention: z.string().nullable().meta({ description: 'The lane and the code, e.g. writer:throttled.' }),
    location: z.string().nullable(),
  })
  .meta({ id: 'RosterRow' });
export type RosterRow = z.infer<typeof RosterRow>;

const Choice = z
  .object({ value: z.string(), name: z.string(), count: Count })
  .meta({ id: 'RosterChoice', description: 'What a filter may be, and how many would be left by the other filters.' });

const Roster = z
  .object({
    members: z.array(RosterRow),
    page: z.int().min(1),
    pages: z.int().min(1),
    total: Count.meta({ description: 'How many fit.' }),
    everybody: Count,
    choices: z.object({
      status: z.array(Choice),
      plan: z.array(Choice),
      location: z.array(Choice),
      attention: z.array(Choice),
    }),
    people: z.object(readState).meta({ description: 'How old names, plans and locations are.' }),
    access: z
      .object({
        readAt: Instant.nullable().meta({
          description: 'Null: not read yet, and the members are those of Nexudus only.',
        }),
        failing: readState.failing,
      })
      .meta({ description: 'How old the rest is, which comes from the list of workflows.' }),
  })
  .meta({ id: 'Roster' });
export type Roster = z.infer<typeof Roster>;

/** Who has no status: a contact, or a member that nobody has looked at yet. */
export const NO_STATUS = 'none';

const badStatus = `status is one of ${memberStatuses.join(', ')}, ${NO_STATUS}.`;
const badPage = 'page is a number from 1.';
const badText = 'find is a text of up to 200 characters.';
const badAttention = 'attention is true.';

export const listRoster = operation({
  method: 'get',
  path: '/api/v1/roster',
  operationId: 'listRoster',
  tag: 'members',
  role: 'viewer',
  summary: 'Everybody, by name, with what the front desk wants to know: found, filtered and counted; fifty a page.',
  description:
    'From memory: people as `GET /people` has them, and the list of workflows, which is read anew while somebody asks.',
  query: z.object({
    find: z.string(badText).max(200, badText).optional().meta({ description: 'As in `GET /people`: the best first.' }),
    status: z.enum([...memberStatuses, NO_STATUS], badStatus).optional(),
    plan: z.string().optional().meta({ description: 'Id of a plan or pass product.' }),
    location: z.string().optional().meta({ description: 'Id of a location.' }),
    attention: z.literal('true', badAttention).optional().meta({ description: 'Only those that need an operator.' }),
    page: z
      .string(badPage)
      .regex(/^[1-9]\d{0,5}$/, badPage)
      .default('1')
      .transform(Number)
      .meta({ override: { type: 'integer', minimum: 1, pattern: undefined, default: 1 } }),
    format: z.string().optional().catch(undefined).meta({
      description: 'csv: all that fit, not one page, a line each, whatever the Accept header says.',
    }),
  }),
  replies: {
    200: {
      description: 'A page; as CSV, everybody who fits.',
      schema: Roster,
      media: 'text/csv',
      example: {
        members: [
          {
            id: example.member,
            name: 'Ada Byron',
            email: 'ada@members.example',
            username: 'ada@members.example',
            status: 'granted',
            plan: 'Hot Desk',
            until: example.later,
            attention: null,
            location: 'London',
          },
        ],
        page: 1,
        pages: 1,
        total: 1,
        everybody: 1,
        choices: {
          status: [{ value: 'granted', name: 'granted', count: 1 }],
          plan: [{ value: '11', name: 'Hot Desk', count: 1 }],
          location: [{ value: '1', name: 'London', count: 1 }],
          attention: [],
        },
        people: { readAt: example.now, failing: null },
        access: { readAt: example.now, failing: null },
      },
    },
  },
  problems: { 400: 'A query parameter has no such value.' },
});
