import { z } from 'zod';
import {
  eraseMember,
  overrideAccess,
  resendCredentials,
  retryNow,
  rotateCredentials,
} from '../../contracts/api/member-acts';
import { LONGEST_REASON } from '../../contracts/api/fields';
import { answerOf, choice, command, flag, value } from '../frame/command';
import type { Context } from '../frame/context';
import { until } from '../frame/instants';
import { usage } from '../frame/trouble';
import { memberArgument, namesOf, whichMember } from '../frame/which-member';

/* What an operator does with one member: the API takes it, and the member's workflow does it. */

const showTaken = ({ id }: { id: string }, { output }: Context): void =>
  output.line(`Taken. latchkey explain ${id} shows what comes of it.`);

const reason = z.string().trim().max(LONGEST_REASON, `has at most ${LONGEST_REASON} characters`);

export const resend = command({
  name: 'resend',
  summary: 'Mail the credentials again',
  examples: [['resend ada@example.com', 'a new letter with a new link']],
  arguments: { member: memberArgument },
  json: answerOf(resendCredentials),
  run: async (context, { member }) =>
    context.api.resendCredentials({ params: { id: await whichMember(context, member) } }),
  show: showTaken,
});

export const rotate = command({
  name: 'rotate',
  summary: 'Make a new password and mail it',
  description: 'Devices of the member have to be set up again.',
  examples: [['rotate 1001', 'after a password has become known']],
  arguments: { member: memberArgument },
  json: answerOf(rotateCredentials),
  run: async (context, { member }) =>
    context.api.rotateCredentials({ params: { id: await whichMember(context, member) } }),
  show: showTaken,
});

export const retry = command({
  name: 'retry',
  summary: 'Try at once again whatever needs attention',
  examples: [['retry 1001', 'instead of waiting for the next attempt']],
  arguments: { member: memberArgument },
  json: answerOf(retryNow),
  run: async (context, { member }) => context.api.retryNow({ params: { id: await whichMember(context, member) } }),
  show: showTaken,
});

export const override = command({
  name: 'override',
  summary: 'Allow or block a member whatever the membership says, or lift that',
  description: 'The reason is kept: name no person in it. The role desk may do so for up to 24 hours.',
  examples: [
    ['override 1001 --access block --reason "asked to leave"', 'until somebody lifts it'],
    ['override ada@example.com --access allow --until 24h --reason "invoice is paid"', 'for a day'],
    ['override 1001 --access lift', 'the membership decides again'],
  ],
  arguments: { member: memberArgument },
  options: {
    access: choice('ACCESS', 'what holds from now on', ['allow', 'block', 'lift']),
    until: value('WHEN', 'until when: an instant, or 90m, 24h, 7d; left out: until it is lifted', until),
    reason: value('TEXT', 'why; needed to allow and to block', reason.optional()),
  },
  json: answerOf(overrideAccess),
  run: async (context, { member, access, until, reason }) => {
    if (access === undefined) throw usage('--access is missing.', 'It is allow, block or lift.');
    if (access !== 'lift' && !reason) throw usage('--reason is missing.', 'Say why, without naming a person.');
    const id = await whichMember(context, member);
    const body = access === 'lift' ? { access: null } : { access, until: until ?? null, reason };
    return context.api.overrideAccess({ params: { id }, body });
  },
  show: showTaken,
});

export const erase = command({
  name: 'erase',
  summary: 'Delete the account and forget the member, as the GDPR gives a right to',
  description: 'It cannot be undone. The reason is asked for, and kept nowhere.',
  examples: [
    ['erase 1001 --reason "request of 3 November"', 'asks once more, by name'],
    ['erase 1001 --reason "request of 3 November" --force --yes', 'also while the membership runs; without a question'],
  ],
  arguments: { member: memberArgument },
  options: {
    reason: value('TEXT', 'why you may', z.string({ error: 'is missing' }).pipe(reason)),
    force: flag('also while the membership runs'),
    yes: flag('do not ask'),
  },
  json: answerOf(eraseMember),
  run: async (context, { member, reason, force, yes }) => {
    const id = await whichMember(context, member);
    if (!yes) {
      const name = (await namesOf(context, [id])).get(id);
      const who = name === undefined ? `member ${id}` : `${name} (${id})`;
      await context.ask.confirm(`Erase ${who} for good?`, 'Give --yes.', 'Nothing was erased.');
    }
    return context.api.eraseMember({ params: { id }, body: { reason, force } });
  },
  show: showTaken,
});
