import { z } from 'zod';
import {
  Count,
  example,
  HoldCause,
  Instant,
  LONGEST_REASON,
  memberIdText,
  NAMES_SOMEBODY,
  namesNobody,
} from './fields';
import { operation } from './operation';

const HeldMember = z
  .object({
    id: z.string(),
    reason: z.string().meta({ description: 'What the change rests on.' }),
    since: Instant,
    at: Instant.nullable().meta({ description: 'The instant that Nexudus states for it, such as an end.' }),
    plan: z.string().nullable().meta({ description: 'The plan that would give access then; null: none is named.' }),
  })
  .meta({ id: 'HeldMember' });
export type HeldMemberView = z.infer<typeof HeldMember>;

const Hold = z
  .object({
    id: z.string(),
    cause: HoldCause,
    businessId: z.string().nullable(),
    members: z.array(HeldMember),
    more: Count.meta({ description: 'How many more are held than are listed.' }),
    openedAt: Instant,
    expiresAt: Instant,
    state: z.enum(['open', 'approved', 'rejected', 'expired', 'resolved']),
    decided: z.object({ by: z.string(), reason: z.string(), at: Instant }).nullable(),
    keptUntil: Instant.nullable().meta({
      description: 'Rejected or expired: its members keep what they have, and are asked about again from then on.',
    }),
    keeps: z
      .object({
        members: z.array(z.string()),
        more: z.boolean().meta({ description: 'It also keeps some who are not listed one by one.' }),
      })
      .nullable()
      .meta({ description: 'Rejected or expired: whom it still keeps. Null of others, and where that is not known.' }),
  })
  .meta({ id: 'Hold' });
export type HoldView = z.infer<typeof Hold>;

const open: HoldView = {
  id: 'hold-1',
  cause: 'removals',
  businessId: '1',
  members: [{ id: example.member, reason: 'ended', since: example.earlier, at: example.earlier, plan: null }],
  more: 0,
  openedAt: example.earlier,
  expiresAt: example.later,
  state: 'open',
  decided: null,
  keptUntil: null,
  keeps: null,
};
const decided: HoldView = {
  ...open,
  state: 'approved',
  decided: { by: 'admin', reason: '', at: example.now },
};

export const listHolds = operation({
  method: 'get',
  path: '/api/v1/holds',
  operationId: 'holds',
  tag: 'holds',
  role: 'viewer',
  summary: 'What waits for an operator, and the last that was decided; newest first.',
  replies: {
    200: {
      description: 'All of them.',
      schema: z.object({ holds: z.array(Hold) }).meta({ id: 'Holds' }),
      example: { holds: [open] },
    },
  },
});

const holdPath = z.object({ id: z.string() });
const problems = {
  404: 'There is no hold of this id.',
  409: 'It is decided already, or these members are not in it (any more).',
};

export const approveHold = operation({
  method: 'post',
  path: '/api/v1/holds/{id}/approve',
  operationId: 'approveHold',
  tag: 'holds',
  role: 'admin',
  summary: 'Let it happen, for all members or some; a sync carries it out.',
  params: holdPath,
  body: {
    required: false,
    schema: z
      .strictObject({
        members: z.array(memberIdText('must be coworker ids')).min(1).optional(),
      })
      .meta({ id: 'ApproveBody' }),
    example: { members: [example.member] },
  },
  replies: { 200: { description: 'The hold now.', schema: Hold, example: decided } },
  problems,
});

export const rejectHold = operation({
  method: 'post',
  path: '/api/v1/holds/{id}/reject',
  operationId: 'rejectHold',
  tag: 'holds',
  role: 'admin',
  summary: 'Its members keep what they have, on the ground that was shown, until they are asked about again.',
  params: holdPath,
  body: {
    required: true,
    schema: z
      .strictObject({
        reason: z.string().trim().min(1, 'is missing').max(LONGEST_REASON).refine(namesNobody, NAMES_SOMEBODY),
      })
      .meta({ id: 'RejectBody' }),
    example: { reason: 'the plan is renamed, not gone' },
  },
  replies: {
    200: {
      description: 'The hold now.',
      schema: Hold,
      example: {
        ...decided,
        state: 'rejected',
        keptUntil: example.later,
        keeps: null,
      },
    },
  },
  problems,
});
