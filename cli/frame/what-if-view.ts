import type { WhatIfView } from '../../contracts/api/what-if';
import type { Context } from './context';
import { namesOf } from './which-member';

const MOST = 20;

/** What a draft would do to members, in words and in tables. */
export async function showWhatIf(whatIf: WhatIfView, context: Context): Promise<void> {
  const { output } = context;
  output.text(output.bold(whatIf.sentence));
  for (const warning of whatIf.warnings) output.text(output.warn(warning));
  await showMembers(whatIf, context);
  const { calls, minutes } = whatIf.cost;
  const letters = whatIf.letters.map(({ kind, members }) => `${members} ${kind}`).join(', ');
  output.pairs([
    ['held', whatIf.counts.held === 0 ? null : `${whatIf.counts.held} would wait for an operator`],
    ['later', whatIf.counts.rescheduled === 0 ? null : `${whatIf.counts.rescheduled} end at another time`],
    ['letters', letters === '' ? null : `${letters}${whatIf.lettersWait ? ' (they wait: mail.later)' : ''}`],
    ['cost', `${calls.nexudus} calls to Nexudus, ${calls.ironwifi} to IronWifi, ${minutes} min`],
    ['fingerprint', whatIf.fingerprint],
    ['good until', whatIf.expiresAt === null ? null : output.when(whatIf.expiresAt)],
  ]);
}

async function showMembers({ gains, loses, moves, counts }: WhatIfView, context: Context): Promise<void> {
  const all = [
    ...loses.map((member) => ['loses', member] as const),
    ...moves.map((member) => ['moves', member] as const),
    ...gains.map((member) => ['gains', member] as const),
  ];
  if (all.length === 0) return;
  const shown = all.slice(0, MOST);
  const names = await namesOf(
    context,
    shown.map(([, { id }]) => id),
  );
  context.output.table(
    ['what', 'member', 'name', 'from', 'to', 'reason', ''],
    shown.map(([what, { id, from, to, reason, held }]) => [
      ...[what, id, names.get(id) ?? '', from ?? 'none', to ?? 'none', reason, held ? 'held' : ''],
    ]),
  );
  const more = counts.gains + counts.loses + counts.moves - shown.length;
  if (more > 0) context.output.line(`and ${more} more; --json has up to 200 of each`);
}
