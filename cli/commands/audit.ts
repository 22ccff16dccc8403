import { z } from 'zod';
import { type AuditEntry, readAudit } from '../../contracts/api/audit';
import { answerOf, command, flag, value } from '../frame/command';
import { since } from '../frame/instants';
import { printCsv } from '../frame/print-stream';
import { memberArgument, whichMember } from '../frame/which-member';

const text = z.string().optional();

export const audit = command({
  name: 'audit',
  summary: 'Show who did what, and which tokens were refused',
  examples: [
    ['audit --from 7d', 'the last week, a hundred entries at most'],
    ['audit --member ada@example.com --what overrideAccess', 'who has allowed or blocked her'],
    ['audit --from 30d --csv > audit.csv', 'everything that fits'],
  ],
  options: {
    who: value('WHO', 'only by this principal, by id or name', text),
    what: value('OPERATION', 'only this operation, such as overrideAccess', text),
    member: { ...memberArgument, placeholder: 'MEMBER', schema: memberArgument.schema.optional() },
    from: value('WHEN', 'not before: an instant, or how long ago', since),
    to: value('WHEN', 'before: an instant, or how long ago', since),
    after: value('PLACE', 'the next page, as the last one named it', text),
    csv: flag('print all entries that fit as CSV'),
  },
  json: answerOf(readAudit),
  run: async (context, { who, what, member, from, to, after, csv }) => {
    const query = {
      ...{ who, what, from, to, after },
      ...(member !== undefined && { member: await whichMember(context, member) }),
    };
    if (!csv) return context.api.readAudit({ query });
    await printCsv(context, readAudit, { query: { ...query, format: 'csv' } });
    return undefined;
  },
  show: ({ entries, next, unreadable }, { output, remarks }) => {
    output.table(
      ['at', 'who', 'what', 'members', 'subject', 'outcome'],
      entries.map((entry) => [
        ...[output.when(entry.at), entry.who?.name ?? `nobody${entry.from === null ? '' : `, ${entry.from}`}`],
        ...[entry.what, entry.members.join(' '), entry.subject ?? '', outcomeOf(entry)],
      ]),
    );
    if (next !== null) remarks.line(remarks.dim(`There are more: --after ${next}`));
    if (unreadable > 0) remarks.line(remarks.warn(`${unreadable} damaged lines are left out.`));
  },
});

function outcomeOf({ outcome, times }: AuditEntry): string {
  const told = outcome === null ? 'unknown' : [String(outcome.status), outcome.code].filter(Boolean).join(' ');
  return times > 1 ? `${told} (${times} times)` : told;
}
