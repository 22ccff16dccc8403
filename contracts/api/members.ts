import { z } from 'zod';
import { evidenceKinds } from '../../domain/replayed/entitlement';
import { factKinds } from '../../domain/verdict/evidence';
import { verdictLanguages } from '../../domain/verdict/languages';
import { allowedWords } from '../../domain/verdict/verdict';
import { wayKinds } from '../../domain/verdict/way';
import { example, Instant, Kept, memberPath } from './fields';
import { operation } from './operation';
import { unknownMember } from './problem';

const MemberRow = z
  .object({
    id: z.string(),
    status: z.string().nullable(),
    plan: z.string().nullable(),
    group: z.string().nullable(),
    reason: z.string().nullable(),
    attention: z.string().nullable().meta({ description: 'The lane and the code, e.g. writer:throttled.' }),
    until: Instant.nullable(),
  })
  .meta({ id: 'MemberRow', description: 'What the list of workflows says; it lags by seconds.' });

const Members = z
  .object({ members: z.array(MemberRow), page: z.int().min(1), pages: z.int().min(1) })
  .meta({ id: 'Members' });

const AccessState = z.enum(['granted', 'denied']).meta({ id: 'AccessState' });

const Evidence = z
  .object({
    kind: z.enum(evidenceKinds),
    id: z.string(),
    planName: z.string().optional(),
    businessId: z.string().optional(),
    at: Instant.optional(),
    zone: z.string().optional(),
  })
  .meta({ id: 'Evidence' });

const Fact = z.object({ kind: z.enum(factKinds), id: z.string().nullable(), text: z.string() }).meta({
  id: 'Fact',
  description: 'Something that led to a verdict; the id is that of the record, the account, the hold …',
});

const Way = z
  .object({
    kind: z.enum(wayKinds).meta({
      description:
        'Who goes it: the member checks in, a record changes in Nexudus, the settings change, an operator acts, or time passes.',
    }),
    text: z.string(),
    at: Instant.nullable().meta({ description: 'When it comes by itself, where that is known.' }),
  })
  .meta({ id: 'Way', description: 'The shortest way to access, as far as it is known.' });

const Verdict = z
  .object({
    allowed: z.enum(allowedWords).meta({
      description:
        'Whether the member can connect now. soon: may, and can in a moment; still: may not, and can for a moment more; ' +
        'unknown: not read yet, not live, or told at another profile of the same person.',
    }),
    sentence: z.string(),
    evidence: z.array(Fact),
    way: Way.nullable(),
    next: z.array(z.object({ at: Instant, text: z.string() })).meta({ description: 'What changes by itself.' }),
  })
  .meta({ id: 'Verdict', description: 'What the front desk says, in the language that was asked for.' });

const level = {
  state: AccessState,
  group: z.string().nullable(),
  prepared: z
    .boolean()
    .optional()
    .meta({ description: 'The account is there, disabled, and its credentials are with the member.' }),
  kept: z.boolean().optional().meta({ description: 'Whatever the account is now, it stays.' }),
};
export type AccessLevel = z.infer<z.ZodObject<typeof level>>;

const Access = z
  .object({
    ...level,
    until: Instant.nullable().meta({ description: 'When the next step begins; null: nothing ahead.' }),
    reason: z.string().nullable().meta({ description: 'Null until the first refresh has succeeded.' }),
    sentence: z.string().meta({ description: 'That of the verdict.' }),
    evidence: z.array(Evidence),
  })
  .meta({ id: 'Access' });
export type AccessView = z.infer<typeof Access>;

const NextStep = z.object({ at: Instant, ...level, reason: z.string() }).meta({ id: 'NextStep' });

const Account = z
  .object({
    id: z.string(),
    enabled: z.boolean(),
    orgUnit: z.string(),
    username: z
      .string()
      .optional()
      .meta({ description: 'Read live from the directory; absent when it cannot be read.' }),
  })
  .meta({ id: 'Account' });

const lane = z.enum(['looker', 'writer', 'details', 'courier', 'portal']);
const Attention = z.object({ lane, reason: z.string(), message: z.string(), since: Instant }).meta({ id: 'Attention' });
const Waiting = z
  .object({ lane, message: z.string(), since: Instant })
  .meta({ description: 'Held back by a maintenance.' });
const Delivery = z
  .object({ state: z.enum(['none', 'owed', 'sent', 'stuck']), at: Instant.nullable(), kind: z.string().nullable() })
  .meta({ id: 'Delivery' });
const Override = z
  .object({
    access: z.enum(['allow', 'block']),
    until: Instant.nullable(),
    reason: z.string(),
    by: z.string(),
    at: Instant,
  })
  .meta({ id: 'Override' });

const Erasure = z
  .object({
    state: z.enum(['underWay', 'done']),
    since: Instant,
    by: z.string(),
    doneAt: Instant.nullable(),
    left: z.array(z.enum(['account', 'portal', 'guard', 'profiles'])).meta({
      description:
        'What is still to be done: delete the account, clear the Nexudus profile, have the guard forget the member, have joined profiles erased.',
    }),
  })
  .meta({ id: 'Erasure', description: 'An operator has asked for it; null once the member is back.' });

const Member = z
  .object({
    id: z.string(),
    verdict: Verdict,
    access: Access,
    next: z.array(NextStep),
    account: Account.nullable(),
    attention: Attention.nullable(),
    waiting: Waiting.nullable(),
    delivery: Delivery,
    override: Override.nullable(),
    timeline: z.array(z.object({ at: Instant, what: z.string() })).meta({ description: 'The last 50.' }),
    unsettled: z.boolean().meta({ description: 'A write whose outcome is not known yet.' }),
    secondLookAt: Instant.nullable(),
    eraseAt: Instant.nullable(),
    erasure: Erasure.nullable(),
    lastLookAt: Instant.nullable(),
    links: z.object({ temporal: z.string() }),
    live: z
      .boolean()
      .nullable()
      .meta({ description: 'False: the connector is not live, so this is what would be done.' }),
    hold: z
      .object({ id: z.string().nullable(), reason: z.string(), since: Instant, kept: Kept.nullable() })
      .meta({ description: 'What waits for an operator; without an id it is kept from happening.' })
      .nullable(),
  })
  .meta({ id: 'Member' });
export type MemberView = z.infer<typeof Member>;

const memberStatuses = ['granted', 'prepared', 'denied', 'keep', 'unknown', 'erasing', 'erased'] as const;
export type MemberStatus = (typeof memberStatuses)[number];

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
          },
        ],
        page: 1,
        pages: 1,
      },
    },
  },
  problems: { 400: 'A query parameter has no such value.' },
});

export const explainMember = operation({
  method: 'get',
  path: '/api/v1/members/{id}',
  operationId: 'explainMember',
  tag: 'members',
  role: 'viewer',
  summary: 'Why this member may connect or not, and what comes next.',
  params: memberPath,
  query: z.object({
    language: z
      .enum(verdictLanguages, { error: `language is one of ${verdictLanguages.join(', ')}.` })
      .default('en')
      .meta({ description: 'Of the verdict.' }),
  }),
  replies: {
    200: {
      description: 'The member.',
      schema: Member,
      example: {
        id: example.member,
        verdict: {
          allowed: 'yes',
          sentence: 'May connect until today 18:00: contract Hot Desk #4411',
          evidence: [
            { kind: 'contract', id: '4411', text: 'Contract Hot Desk #4411 is valid until today 18:00' },
            { kind: 'account', id: example.account, text: 'The account is open at level basic-wifi' },
            { kind: 'look', id: example.member, text: 'Nexudus was last read today 12:00' },
          ],
          way: null,
          next: [{ at: example.later, text: 'Access ends today 18:00' }],
        },
        access: {
          state: 'granted',
          group: 'basic-wifi',
          until: example.later,
          reason: 'contract',
          sentence: 'May connect until today 18:00: contract Hot Desk #4411',
          evidence: [{ kind: 'contract', id: '4411', planName: 'Hot Desk', at: example.later, zone: 'Europe/London' }],
        },
        next: [{ at: example.later, state: 'denied', group: null, reason: 'ended' }],
        account: { id: example.account, enabled: true, orgUnit: 'basic-wifi', username: 'ada@members.example' },
        attention: null,
        waiting: null,
        delivery: { state: 'sent', at: example.earlier, kind: 'welcome' },
        override: null,
        timeline: [{ at: example.earlier, what: 'account created' }],
        unsettled: false,
        secondLookAt: null,
        eraseAt: null,
        erasure: null,
        lastLookAt: example.now,
        links: { temporal: 'http://127.0.0.1:8233/namespaces/default/workflows/member%3Amain%3A1001' },
        live: true,
        hold: null,
      },
    },
  },
  problems: { 400: 'There is no such language.', 404: unknownMember },
});
