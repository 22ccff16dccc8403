import { z } from 'zod';
import { evidenceKinds } from '../../domain/replayed/entitlement';
import { factKinds } from '../../domain/verdict/evidence';
import { verdictLanguages } from '../../domain/verdict/languages';
import { pastKinds } from '../../domain/verdict/past';
import { allowedWords } from '../../domain/verdict/verdict';
import { wayKinds } from '../../domain/verdict/way';
import { example, Instant, Kept, memberPath } from './fields';
import { operation } from './operation';
import { unknownMember } from './problem';

/* What there is to see of one member; what an operator does with it is in member-acts.ts. */

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

const Attributes = z
  .object({
    downMbps: z.number(),
    upMbps: z.number(),
    priority: z.string(),
    sessionMinutes: z.number(),
    vlan: z.number(),
    devices: z.number(),
  })
  .partial()
  .meta({ id: 'PlanAttributes', description: 'RADIUS attributes of its own; megabits per second, minutes.' });

const InDirectory = z
  .object({
    readAt: Instant,
    found: z.boolean().meta({ description: 'False: there is no such account (any more).' }),
    enabled: z.boolean().nullable().meta({ description: 'Null: the tenant uses a word that is not known.' }),
    orgUnit: z.string().nullable(),
  })
  .meta({ id: 'InDirectory', description: 'The account as IronWifi has it.' });

const Account = z
  .object({
    id: z.string(),
    enabled: z.boolean(),
    orgUnit: z.string(),
    attributes: Attributes.nullable().meta({ description: 'As last written; null: none.' }),
    leftOut: z
      .array(z.string())
      .meta({ description: 'Fields that IronWifi has refused; tried again from time to time.' }),
    directory: InDirectory.nullable().meta({
      description: 'Read live, after the last write and look; null: it cannot be read now.',
    }),
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

const Pending = z
  .object({
    kind: z.enum(['settle', 'adopt', 'create', 'change', 'details', 'disable', 'delete']),
    fields: z.array(z.string()),
  })
  .meta({
    id: 'PendingWrite',
    description:
      'The write that would bring the account in line with what is decided, under way or owed. settle: find out what became of a create.',
  });

const Link = z.object({ expiresAt: Instant, openings: z.int(), opened: z.int() }).meta({
  id: 'MemberLink',
  description: "The link to the member's page; only the member's letter has the link itself.",
});

const TimelineLine = z
  .object({
    at: Instant,
    what: z.string().meta({ description: 'As the workflow keeps it and the Temporal UI shows it.' }),
    kind: z
      .enum(pastKinds)
      .meta({ description: 'hook: Nexudus called; look: it was read; directory: found in IronWifi.' }),
    text: z.string().meta({ description: 'The same in the language that was asked for.' }),
    access: z
      .enum(['granted', 'prepared', 'denied', 'keep'])
      .nullable()
      .meta({ description: 'Of a decision: what has held from then on.' }),
    by: z.string().nullable().meta({ description: "Of an operator's act: the id of the operator." }),
  })
  .meta({ id: 'TimelineLine' });

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
    timeline: z.array(TimelineLine).meta({ description: 'The last 100, the oldest first.' }),
    operators: z
      .record(z.string(), z.string())
      .meta({ description: 'Names of operators by the ids that stand in this answer, as far as they are known.' }),
    pending: Pending.nullable().meta({ description: 'Null: the account is as decided.' }),
    lastWriteAt: Instant.nullable().meta({ description: 'When IronWifi last answered a write.' }),
    link: Link.nullable().meta({ description: 'Null: no letter has brought one yet.' }),
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
      .meta({ description: 'Of the verdict and of the timeline.' }),
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
        account: {
          ...{ id: example.account, enabled: true, orgUnit: 'basic-wifi', username: 'ada@members.example' },
          ...{ attributes: { downMbps: 50 }, leftOut: [] },
          directory: { readAt: example.now, found: true, enabled: true, orgUnit: 'basic-wifi' },
        },
        attention: null,
        waiting: null,
        delivery: { state: 'sent', at: example.earlier, kind: 'welcome' },
        override: null,
        timeline: [
          {
            ...{ at: example.earlier, what: 'granted basic-wifi (contract Hot Desk #4411)', kind: 'decision' },
            ...{ text: 'May connect: contract Hot Desk #4411 (level basic-wifi)', access: 'granted', by: null },
          },
          {
            ...{ at: example.earlier, what: 'resend asked for by token:5f3a', kind: 'operator' },
            ...{ text: 'Resend asked for by token:5f3a', access: null, by: 'token:5f3a' },
          },
        ],
        operators: { 'token:5f3a': 'Front desk' },
        pending: null,
        lastWriteAt: example.earlier,
        link: { expiresAt: example.later, openings: 3, opened: 1 },
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
