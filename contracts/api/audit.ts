import { z } from 'zod';
import { example, Instant, memberIdText } from './fields';
import { operation } from './operation';
import { Role } from './roles';

export const AuditEntry = z
  .object({
    id: z.string(),
    at: Instant,
    who: z.object({ id: z.string(), name: z.string(), role: Role }).nullable().meta({
      description:
        'As it was then. Of a refused token its holder; null: the token is that of nobody, or the person has no role.',
    }),
    from: z.string().nullable().meta({
      description: 'The address, by LATCHKEY_TRUST_PROXY; null: of many, in a flood.',
    }),
    what: z.string().meta({
      description: 'The operationId; `signIn`, `signOut`; `authenticate` where a token or a person was refused.',
    }),
    members: z.array(z.string()).meta({ description: 'The members it concerned.' }),
    subject: z
      .string()
      .nullable()
      .meta({ description: 'The hold, run, token or session it concerned; of a refused person its id.' }),
    outcome: z
      .object({ status: z.int(), code: z.string().nullable() })
      .nullable()
      .meta({ description: 'null: not known, because it is under way or the process died over it.' }),
    times: z.int().min(1).meta({ description: 'How many refused tokens this one entry stands for.' }),
  })
  .meta({ id: 'AuditEntry' });
export type AuditEntry = z.infer<typeof AuditEntry>;

const AuditPage = z
  .object({
    entries: z.array(AuditEntry).meta({ description: 'Newest first, a hundred at most.' }),
    next: z.string().nullable().meta({ description: 'What `after` gives the next page by; null: this is the last.' }),
    unreadable: z
      .int()
      .min(0)
      .meta({ description: 'Lines met on the way to this page that are damaged, and so left out.' }),
  })
  .meta({ id: 'AuditPage' });

const instant = (name: string) =>
  z.iso
    .datetime({ offset: true, error: `${name} must be an instant such as 2026-11-03T00:00:00Z.` })
    .transform((text) => Date.parse(text))
    .meta({ override: { type: 'string', format: 'date-time', pattern: undefined } });

const exampleEntry: AuditEntry = {
  id: '1962e1a4c00-1',
  at: example.now,
  who: { id: 'token:5f0c2a91d3', name: 'Front desk, London', role: 'desk' },
  from: '203.0.113.7',
  what: 'overrideAccess',
  members: [example.member],
  subject: null,
  outcome: { status: 202, code: null },
  times: 1,
};

export const readAudit = operation({
  method: 'get',
  path: '/api/v1/audit',
  operationId: 'readAudit',
  tag: 'access',
  role: 'admin',
  summary: 'Who did what, and which tokens were refused; newest first.',
  query: z.object({
    who: z.string().optional().meta({ description: "A principal's id, or its name." }),
    what: z.string().optional().meta({ description: 'An operationId, or one of the others.' }),
    member: memberIdText('member is the number of a coworker in Nexudus.').optional(),
    from: instant('from').optional().meta({ description: 'Not before.' }),
    to: instant('to').optional().meta({ description: 'Before.' }),
    after: z.string().optional().meta({ description: 'The `next` of the page before.' }),
    format: z.string().optional().catch(undefined).meta({
      description: 'csv: all entries, not one page, a line each, whatever the Accept header says.',
    }),
  }),
  replies: {
    200: {
      description: 'A page; as CSV, everything that fits.',
      schema: AuditPage,
      example: { entries: [exampleEntry], next: null, unreadable: 0 },
      media: 'text/csv',
    },
  },
  problems: { 400: 'A query parameter has no such value.' },
});
