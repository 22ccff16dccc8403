import { explainMember } from '../../contracts/api/member';
import type { Answer } from '../../contracts/api/operation';
import { verdictLanguages } from '../../domain/verdict/languages';
import { answerOf, choice, command, flag } from '../frame/command';
import type { Context } from '../frame/context';
import type { Output } from '../frame/output';
import { memberArgument, whichMember } from '../frame/which-member';

type Member = Answer<typeof explainMember>;

const LAST_LINES = 5;

export const explain = command({
  name: 'explain',
  summary: 'Say why a member may connect or not, and the shortest way to yes',
  examples: [
    ['explain 1001', 'the verdict, what it rests on, and what comes next'],
    ['explain ada@example.com --timeline', 'with all that is remembered'],
  ],
  arguments: { member: memberArgument },
  options: {
    language: choice('LANGUAGE', 'of the verdict and the timeline', verdictLanguages),
    timeline: flag(`the whole timeline, not the last ${LAST_LINES} lines`),
  },
  json: answerOf(explainMember),
  run: async (context, { member, language, timeline }) => {
    const id = await whichMember(context, member);
    const answer = await context.api.explainMember({ params: { id }, query: { language } });
    return timeline || context.json ? answer : { ...answer, timeline: answer.timeline.slice(-LAST_LINES) };
  },
  show: (member, context) => showMember(member, context),
});

function showMember(member: Member, { output }: Context): void {
  const { verdict, attention, waiting, hold, timeline } = member;
  output.text(`${markOf(verdict.allowed, output)} ${output.bold(verdict.sentence)}`);
  for (const { text } of verdict.evidence) output.text(`- ${text}`, '  ');
  if (verdict.way !== null) output.text(`Shortest way to yes: ${verdict.way.text}`);
  for (const { text } of verdict.next) output.text(`Next: ${text}`);
  if (attention !== null)
    output.text(output.bad(`Needs an operator since ${output.when(attention.since)}: ${attention.message}`));
  if (waiting !== null) output.text(output.warn(waiting.message));
  if (hold !== null)
    output.text(output.warn(`Waits in hold ${hold.id ?? '(none any more)'} since ${output.when(hold.since)}`));
  output.line();
  output.pairs(factsOf(member, output));
  if (timeline.length === 0) return;
  output.line();
  for (const { at, text } of timeline) output.text(`${output.dim(output.when(at))}  ${text}`);
}

const factsOf = ({ id, access, account, delivery, override, pending, lastLookAt }: Member, output: Output) =>
  [
    ['member', id],
    ['level', access.group],
    [
      'account',
      account === null ? 'none' : `${account.username ?? account.id}, ${account.enabled ? 'open' : 'closed'}`,
    ],
    [
      'letter',
      delivery.state === 'none' ? null : `${delivery.kind ?? ''} ${delivery.state}, ${output.when(delivery.at)}`,
    ],
    [
      'override',
      override === null ? null : `${override.access} until ${output.when(override.until)}: ${override.reason}`,
    ],
    ['to be written', pending === null ? null : [pending.kind, ...pending.fields].join(' ')],
    ['last read', output.when(lastLookAt)],
  ] as const;

function markOf(allowed: Member['verdict']['allowed'], output: Output): string {
  if (allowed === 'yes' || allowed === 'soon') return output.good('✓');
  return allowed === 'unknown' ? output.warn('?') : output.bad('✗');
}
