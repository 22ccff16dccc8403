import { z } from 'zod';
import { type MemberId, parseMemberId } from '../../domain/replayed/ids';
import { example, Instant } from './fields';
import { operation } from './operation';

const Person = z
  .object({
    id: z.string(),
    name: z.string().meta({ description: 'As in Nexudus; the address, or else the id, of who has none there.' }),
    email: z.string().nullable(),
    username: z.string().nullable().meta({
      description:
        'As the settings make it; null where they cannot. The account of one member may have another: its own is in GET /members/{id}.',
    }),
    plans: z.array(z.string()).meta({ description: 'Names of the plans of contracts that are active.' }),
    businessId: z.string().nullable(),
    location: z.string().nullable().meta({ description: 'The name of that location, where it is known.' }),
  })
  .meta({ id: 'Person', description: 'Who a member is, as Nexudus says. It is kept in memory only.' });
export type Person = z.infer<typeof Person>;

export const readState = {
  readAt: Instant.nullable().meta({
    description: 'When Nexudus was last read for it; null: not yet as a whole, and who is missing may come.',
  }),
  failing: z
    .object({ since: Instant, message: z.string() })
    .nullable()
    .meta({ description: 'Since when Nexudus cannot be read; what was known before is still told.' }),
};

const People = z.object({ people: z.array(Person), ...readState }).meta({ id: 'People' });

const MOST_IDS = 500;
const LONGEST_TEXT = 200;
const badIds = `ids are up to ${MOST_IDS} numbers of coworkers in Nexudus, separated by commas.`;

const Ids = z.string(badIds).transform((text, context): MemberId[] => {
  const ids = text.split(',').map((part) => parseMemberId(part.trim()));
  if (ids.length <= MOST_IDS && ids.every((id) => id !== null)) return ids;
  context.issues.push({ code: 'custom', message: badIds, input: text });
  return z.NEVER;
});

const badText = `find is a text of up to ${LONGEST_TEXT} characters.`;

export const listPeople = operation({
  method: 'get',
  path: '/api/v1/people',
  operationId: 'listPeople',
  tag: 'members',
  role: 'viewer',
  summary: 'Who members are: those of these ids, or those that a text finds.',
  description: 'From an index of the roster in memory: no call to Nexudus waits for it, and it says how old it is.',
  query: z.object({
    ids: Ids.optional().meta({
      description: `Up to ${MOST_IDS}, separated by commas. Who is not known is left out.`,
      override: { type: 'string' },
    }),
    find: z.string(badText).max(LONGEST_TEXT, badText).optional().meta({
      description:
        'Each word must stand in the name, e-mail address, user name or id; case and accents do not matter. The best 50, best first.',
    }),
  }),
  replies: {
    200: {
      description: 'Those who are known. In the order of the ids, or the best first.',
      schema: People,
      example: {
        people: [
          {
            id: example.member,
            name: 'Ada Byron',
            email: 'ada@members.example',
            username: 'ada@members.example',
            plans: ['Hot Desk'],
            businessId: '1',
            location: 'London',
          },
        ],
        readAt: example.now,
        failing: null,
      },
    },
  },
  problems: { 400: 'A query parameter is not as documented, or ids and find are both given, or neither.' },
});
