import { z } from 'zod';
import { approveHold, type HoldView, listHolds, rejectHold } from '../../contracts/api/holds';
import { answerOf, command, flag, type Group, value } from '../frame/command';
import type { Context } from '../frame/context';
import type { Output } from '../frame/output';
import { Trouble } from '../frame/trouble';
import { namesOf } from '../frame/which-member';

const holdId = value('HOLD', 'its id, as latchkey holds list has it', z.string({ error: 'is missing' }));
const memberIds = z
  .string()
  .regex(/^\d+(?:,\d+)*$/, 'is ids of members, separated by commas')
  .transform((text) => text.split(','))
  .optional();

const list = command({
  name: 'list',
  summary: 'List what waits for an operator, and what was decided last',
  examples: [['holds list', 'newest first']],
  json: answerOf(listHolds),
  run: ({ api }) => api.listHolds(),
  show: ({ holds }, { output }) => {
    if (holds.length === 0) output.line('Nothing waits, and nothing was decided lately.');
    else
      output.table(
        ['hold', 'state', 'cause', 'members', 'opened', 'expires'],
        holds.map(({ id, state, cause, members, more, openedAt, expiresAt }) => [
          ...[id, state, cause, String(members.length + more)],
          ...[output.when(openedAt), state === 'open' ? output.when(expiresAt) : ''],
        ]),
      );
  },
});

const show = command({
  name: 'show',
  summary: 'Show a hold: whom it concerns, and what the change rests on',
  examples: [['holds show hold-1', 'everybody in it, by name']],
  arguments: { hold: holdId },
  // the list has them whole; a single one is what a decision answers
  json: answerOf(approveHold),
  run: (context, { hold }) => find(context, hold),
  show: showHold,
});

const approve = command({
  name: 'approve',
  summary: 'Let it happen, for all members of a hold or for some; a sync carries it out',
  examples: [
    ['holds approve hold-1', 'for all, after a question'],
    ['holds approve hold-1 --members 1001,1002 --yes', 'for two of them, without a question'],
  ],
  arguments: { hold: holdId },
  options: { members: value('IDS', 'only these, separated by commas', memberIds), yes: flag('do not ask') },
  json: answerOf(approveHold),
  run: async (context, { hold, members, yes }) => {
    if (!yes) {
      const found = await find(context, hold);
      const count = members?.length ?? found.members.length + found.more;
      const question = `Approve ${hold} (${found.cause}) for ${count} ${count === 1 ? 'member' : 'members'}?`;
      await context.ask.confirm(question, 'Give --yes.', 'Nothing was decided.');
    }
    return context.api.approveHold({ params: { id: hold }, body: members === undefined ? {} : { members } });
  },
  show: (hold, { output }) => output.line(`${hold.id} is ${hold.state}; a sync carries it out.`),
});

const reject = command({
  name: 'reject',
  summary: 'Let the members of a hold keep what they have',
  examples: [['holds reject hold-1 --reason "the plan is renamed, not gone"', 'they are asked about again later']],
  arguments: { hold: holdId },
  options: { reason: value('TEXT', 'why; it is kept, so name no person', z.string({ error: 'is missing' })) },
  json: answerOf(rejectHold),
  run: ({ api }, { hold, reason }) => api.rejectHold({ params: { id: hold }, body: { reason } }),
  show: ({ id, state, keptUntil }, { output }) =>
    output.line(`${id} is ${state}; its members keep what they have until ${output.when(keptUntil)}.`),
});

export const holds: Group = {
  name: 'holds',
  summary: 'See and decide what waits for an operator',
  commands: [list, show, approve, reject],
};

async function find({ api }: Context, wanted: string): Promise<HoldView> {
  const { holds } = await api.listHolds();
  const found = holds.find(({ id }) => id === wanted);
  if (found === undefined)
    throw new Trouble(`There is no hold ${wanted}.`, { todo: 'latchkey holds list has all.', code: 'unknownHold' });
  return found;
}

async function showHold(hold: HoldView, context: Context): Promise<void> {
  const { output } = context;
  const names = await namesOf(
    context,
    hold.members.map(({ id }) => id),
  );
  output.pairs(headOf(hold, output));
  output.line();
  output.table(
    ['member', 'name', 'reason', 'at', 'since'],
    hold.members.map(({ id, reason, at, since }) => [
      ...[id, names.get(id) ?? '', reason],
      ...[at === null ? '' : output.when(at), output.when(since)],
    ]),
  );
  if (hold.more > 0) output.line(`and ${hold.more} more`);
}

const headOf = ({ id, state, cause, openedAt, expiresAt, decided }: HoldView, output: Output) =>
  [
    ['hold', id],
    ['state', state],
    ['cause', cause],
    ['opened', output.when(openedAt)],
    ['expires', state === 'open' ? output.when(expiresAt) : null],
    ['decided', decided === null ? null : `by ${decided.by}, ${output.when(decided.at)} ${decided.reason}`],
  ] as const;
