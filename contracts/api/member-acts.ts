import { z } from 'zod';
import { accountId } from '../../domain/replayed/ids';
import { example, LONGEST_REASON, memberIdText, memberPath, NAMES_SOMEBODY, namesNobody, Ref } from './fields';
import { operation } from './operation';
import { refused, unknownMember } from './problem';
import type { Role } from './roles';

/* What an operator does with a member; what there is to see of one is in members.ts. */

const MemberRef = Ref.meta({ id: 'MemberRef' });

const taken = {
  202: {
    description: 'Taken; follow the outcome with GET members/{id}.',
    schema: MemberRef,
    example: { id: example.member },
  },
};

export const lookAgain = operation({
  method: 'post',
  path: '/api/v1/members/{id}/sync',
  operationId: 'lookAgain',
  tag: 'members',
  role: 'desk',
  summary: 'Refresh this member from Nexudus; starts the workflow if none runs.',
  params: memberPath,
  body: {
    required: false,
    schema: z
      .strictObject({
        dryRun: z
          .boolean()
          .default(false)
          .meta({ description: 'Changes nothing; the run reports what would be done.' }),
      })
      .meta({ id: 'LookBody' }),
    example: { dryRun: true },
  },
  replies: {
    202: {
      ...taken[202],
      description:
        'Taken: follow the outcome with GET members/{id}; of a dry run the id of the run, with GET syncs/{id}.',
      headers: { Location: { schema: { type: 'string' } } },
    },
  },
  problems: { 404: unknownMember },
});

const act = <const Id extends string, const Name extends string>(
  operationId: Id,
  name: Name,
  role: Role,
  summary: string,
) =>
  operation({
    method: 'post',
    path: `/api/v1/members/{id}/${name}`,
    operationId,
    tag: 'members',
    role,
    summary,
    params: memberPath,
    replies: taken,
    problems: { 404: unknownMember, 409: refused },
  });

export const resendCredentials = act('resendCredentials', 'resend', 'desk', 'Mail the credentials again.');
export const rotateCredentials = act('rotateCredentials', 'rotate', 'admin', 'Make a new password and mail it.');
export const retryNow = act('retryNow', 'retry', 'desk', 'Retry at once whatever needs attention.');
export const renameMember = act(
  'renameMember',
  'rename',
  'admin',
  'Give the account the user name that the settings make today; the member gets a letter.',
);

const reason = z
  .string()
  .trim()
  .max(LONGEST_REASON, `must be at most ${LONGEST_REASON} characters`)
  .refine(namesNobody, NAMES_SOMEBODY);

const OverrideBody = z
  .strictObject({
    access: z.enum(['allow', 'block']).nullable().meta({ description: 'Null lifts the override.' }),
    until: z.iso
      .datetime({ offset: true, error: 'must be an instant such as 2026-11-03T18:00:00Z, or null' })
      .nullish()
      .meta({ description: 'An instant in the future; null: until lifted.' }),
    reason: reason
      .nullish()
      .meta({ description: 'Required with allow and block. It is kept in the history: name no person.' }),
  })
  .refine(({ access, reason }) => access === null || reason, { path: ['reason'], message: 'is missing' })
  .refine(({ until }) => !until || Date.parse(until) > Date.now(), {
    path: ['until'],
    message: 'must lie in the future',
  })
  .meta({ id: 'OverrideBody' });

export const overrideAccess = operation({
  method: 'post',
  path: '/api/v1/members/{id}/override',
  operationId: 'overrideAccess',
  tag: 'members',
  role: 'desk',
  summary: 'Allow or block this member, whatever the membership says.',
  description:
    'The role desk may do so for up to 24 hours, and neither replace nor lift an override that lasts longer: that is a 403.',
  params: memberPath,
  body: {
    required: true,
    schema: OverrideBody,
    example: { access: 'block', until: null, reason: 'asked to leave' },
  },
  replies: taken,
  problems: { 404: unknownMember, 409: refused },
});

const EraseBody = z
  .strictObject({
    reason: reason.min(1, 'is missing').meta({
      description: 'Why you may: it is asked for, and kept nowhere. The audit trail has who and when.',
    }),
    force: z.boolean().default(false).meta({
      description: 'Also while the membership runs. A block then keeps access off until an operator lifts it.',
    }),
  })
  .meta({ id: 'EraseBody' });

export const eraseMember = operation({
  method: 'post',
  path: '/api/v1/members/{id}/erase',
  operationId: 'eraseMember',
  role: 'admin',
  tag: 'members',
  summary: 'Delete the account and forget the member, as the GDPR gives a right to (Art. 17).',
  description:
    'The links are dead and no letter goes out once this is answered. The account is deleted and the Nexudus profile cleared ' +
    'as soon as the systems answer; erasure in GET members/{id} shows what is left, and the date when it is done. A second ' +
    'request changes nothing, except that force holds from then on.',
  params: memberPath,
  body: { required: true, schema: EraseBody, example: { reason: 'request of 3 November', force: false } },
  replies: taken,
  problems: {
    404: unknownMember,
    409: 'The membership runs, or something else hides that it does not; the detail says what to do.',
  },
});

const account = z.string().trim().min(1).max(100).transform(accountId);

export const adopt = operation({
  method: 'post',
  path: '/api/v1/members/{id}/adopt',
  operationId: 'adopt',
  tag: 'members',
  role: 'admin',
  summary: 'Give this member an account that nobody has marked.',
  params: memberPath,
  body: {
    required: true,
    schema: z.strictObject({ account }).meta({ id: 'AdoptBody' }),
    example: { account: example.account },
  },
  replies: taken,
  problems: { 404: unknownMember, 409: 'The member has another account already.' },
});

const AdoptManyBody = z
  .strictObject({
    members: z
      .array(
        z.strictObject({
          id: memberIdText('must be a coworker id'),
          account,
        }),
      )
      .min(1)
      .max(200),
  })
  .meta({ id: 'AdoptManyBody' });

const Adopted = z
  .object({ taken: z.array(z.string()), failed: z.array(z.object({ id: z.string(), message: z.string() })) })
  .meta({ id: 'Adopted' });

export const adoptMany = operation({
  method: 'post',
  path: '/api/v1/adopt',
  operationId: 'adoptMany',
  tag: 'members',
  role: 'admin',
  summary:
    'Give members accounts that nobody has marked (a preview lists them): each is marked, gets a new password, and its member a letter.',
  body: {
    required: true,
    schema: AdoptManyBody,
    example: { members: [{ id: example.member, account: example.account }] },
  },
  replies: {
    202: {
      description: 'Taken; follow each with GET members/{id}.',
      schema: Adopted,
      example: { taken: [example.member], failed: [] },
    },
  },
});
