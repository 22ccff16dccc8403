import { z } from 'zod';
import { lookAgain } from '../../contracts/api/member-acts';
import type { Answer } from '../../contracts/api/operation';
import { readSync } from '../../contracts/api/syncs';
import { answerOf, command, flag } from '../frame/command';
import type { Context } from '../frame/context';
import { exitCodes, type ExitCode } from '../frame/exit-codes';
import { followRun } from '../frame/follow-run';
import { memberArgument, namesOf, whichMember } from '../frame/which-member';

type Sync = Answer<typeof readSync>;
type Taken = Answer<typeof lookAgain>;

const GOES_ON = 'The sync goes on; the next latchkey sync shows it, until it is done.';

export const sync = command({
  name: 'sync',
  summary: 'Compare the whole roster with the directory, and put right what differs',
  description: 'Where a sync is under way already, that one is followed.',
  examples: [
    ['sync', 'a whole sync, with its progress and what it found'],
    ['sync --dry-run', 'changes nothing, says what a sync would do; ends with 3 if there is anything'],
    ['sync --member ada@example.com', 'refreshes one member from Nexudus'],
  ],
  options: {
    dryRun: flag('change nothing, and say what would be done'),
    member: { ...memberArgument, placeholder: 'MEMBER', schema: memberArgument.schema.optional() },
  },
  json: z.union([answerOf(readSync), answerOf(lookAgain)]),
  exits: { pending: 'a dry run, and something would change', held: 'members wait in a hold (latchkey holds list)' },
  run: async (context, { dryRun, member }): Promise<Sync | Taken> => {
    const { api } = context;
    if (member === undefined) {
      const { id } = await api.startSync({ body: { dryRun } });
      context.whenInterrupted = GOES_ON;
      return followRun(context, dryRun ? 'The dry run' : 'The sync', () => api.readSync({ params: { id } }));
    }
    const id = await whichMember(context, member);
    const taken = await api.lookAgain({ params: { id }, body: { dryRun } });
    return dryRun ? followRun(context, 'The dry run', () => api.readSync({ params: taken })) : taken;
  },
  show: (answer, context) => ('counts' in answer ? showSync(answer, context) : showTaken(answer, context)),
  exitCode: (answer) => ('counts' in answer ? codeOf(answer) : exitCodes.done),
});

function showTaken({ id }: Taken, { output }: Context): void {
  output.line(`Member ${id} is being read from Nexudus; latchkey explain ${id} shows what comes of it.`);
}

async function showSync(run: Sync, context: Context): Promise<void> {
  const { output } = context;
  output.text(run.sentence);
  const found = run.members.filter(({ what }) => what !== 'refresh');
  if (found.length > 0) {
    const names = await namesOf(
      context,
      found.map(({ id }) => id),
    );
    output.line();
    output.table(
      ['member', 'name', 'what', 'reason', 'hold'],
      found.map(({ id, what, reason, hold, joinedTo }) => [
        id,
        names.get(id) ?? '',
        what,
        joinedTo === null ? reason : `${reason} (${joinedTo})`,
        hold ?? '',
      ]),
    );
  }
  for (const { name, members, gone } of run.unmappedPlans)
    output.text(
      output.warn(
        gone
          ? `Plan ${name} is mapped, and Nexudus no longer has it: ${members} with it keep what they have.`
          : `Plan ${name} is not mapped: ${members} with it get nothing.`,
      ),
    );
  if (run.counts.held > 0) output.text(output.warn('Members wait in a hold: latchkey holds list.'));
}

function codeOf({ counts, dryRun }: Sync): ExitCode {
  if (counts.held > 0) return exitCodes.held;
  const changes = counts.granted + counts.moved + counts.revoked;
  return dryRun && changes > 0 ? exitCodes.pending : exitCodes.done;
}
