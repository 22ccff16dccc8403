import { z } from 'zod';
import { example, Instant, memberStatuses } from './fields';
import { operation } from './operation';

const MemberRow = z
  .object({
    id: z.string(),
    status: z.string().nullable(),
    plan: z.string().nullable(),
    group: z.string().nullable(),
    reason: z.string().nullable(),
    attention: z.string().nullable().meta({ description: 'The lane and the code, e.g. writer:throttled.' }),
    until: Instant.nullable(),
    location: z.string().nullable().meta({ description: 'Its id.' }),
  })
  .meta({ id: 'MemberRow', description: 'What the list of workflows says; it lags by seconds.' });

const Members = z
  .object({ members: z.array(MemberRow), page: z.int().min(1), pages: z.int().min(1) })
  .meta({ id: 'Members' });

const wrongFilter = {
  error: `status is one of ${memberStatuses.join(', ')}, attention true or false, page a number from 1.`,
};

export const listMembers = operation({
  method: 'get',
  path: '/api/v1/members',
  operationId: 'listMembers',
  tag: 'members',
  role: 'viewer',
  summary: 'The members, a hundred a page.',
  query: z.object({
    ids: z
      .string()
      .regex(/^[1-9]\d{0,18}(?:,[1-9]\d{0,18}){0,99}$/, {
        error: 'ids are up to a hundred ids of coworkers, separated by commas.',
      })
      .optional()
      .meta({ description: 'Only these members: up to a hundred ids, separated by commas.' }),
    status: z.enum(memberStatuses, wrongFilter).meta({ id: 'MemberStatus' }).optional(),
    attention: z
      .enum(['true', 'false'], wrongFilter)
      .optional()
      .meta({ description: 'true: only those that need an operator.' }),
    page: z
      .string(wrongFilter)
      .regex(/^[1-9]\d{0,5}$/, wrongFilter)
      .default('1')
      .transform(Number)
      .meta({ override: { type: 'integer', minimum: 1, pattern: undefined, default: 1 } }),
  }),
  replies: {
    200: {
      description: 'A page.',
      schema: Members,
      example: {
        members: [
          {
            id: example.member,
            status: 'granted',
            plan: '11',
            group: 'basic-wifi',
            reason: 'contract',
            attention: null,
            until: example.later,
            location: '1',
          },
        ],
        page: 1,
        pages: 1,
      },
    },
  },
  problems: { 400: 'A query parameter has no such value.' },
});
