import { z } from 'zod';
import { memberStatuses } from '../../contracts/api/fields';
import { listRoster, NO_STATUS, type Roster } from '../../contracts/api/roster';
import { answerOf, choice, command, flag, value } from '../frame/command';
import type { Context } from '../frame/context';
import { printCsv } from '../frame/print-stream';
import { usage } from '../frame/trouble';

const text = z.string().optional();

export const members = command({
  name: 'members',
  summary: 'List members by name, with what they have and what is wrong',
  examples: [
    ['members', 'everybody, fifty a page'],
    ['members byron', 'who has this in the name, the address, the user name or the id'],
    ['members --attention', 'only those who need an operator'],
    ['members --status granted --plan "Hot Desk" --csv', 'all who fit, for a spreadsheet'],
  ],
  arguments: { find: value('TEXT', 'words of the name, address, user name or id', text) },
  options: {
    status: choice('STATUS', 'only with this status', [...memberStatuses, NO_STATUS]),
    plan: value('PLAN', 'only with this plan, by id or name', text),
    location: value('LOCATION', 'only of this location, by id or name', text),
    attention: flag('only those who need an operator'),
    page: value('N', 'which page', text),
    csv: flag('print all who fit as CSV'),
  },
  json: answerOf(listRoster),
  run: async (context, { find, status, plan, location, attention, page, csv }) => {
    const query = {
      ...{ find, status, page },
      ...(plan !== undefined && { plan: await valueOf(context, 'plan', plan) }),
      ...(location !== undefined && { location: await valueOf(context, 'location', location) }),
      ...(attention && { attention: 'true' as const }),
    };
    if (!csv) return context.api.listRoster({ query });
    await printCsv(context, listRoster, { query: { ...query, format: 'csv' } });
    return undefined;
  },
  show: ({ members, page, pages, total, people, access }, { output, remarks }) => {
    if (members.length > 0)
      output.table(
        ['id', 'name', 'e-mail', 'status', 'plan', 'until', 'attention'],
        members.map(({ id, name, email, status, plan, until, attention }) => [
          ...[id, name ?? '', email ?? '', status ?? '–', plan ?? ''],
          ...[until === null ? '' : output.when(until), attention ?? ''],
        ]),
      );
    remarks.line(remarks.dim(`${total} ${total === 1 ? 'member' : 'members'}, page ${page} of ${pages}`));
    for (const { failing } of [people, access])
      if (failing !== null) remarks.text(remarks.warn(`As of ${remarks.when(failing.since)}: ${failing.message}`));
  },
});

/** A plan or a location by what people call it. */
async function valueOf({ api }: Context, filter: 'plan' | 'location', given: string): Promise<string> {
  if (/^\d+$/.test(given)) return given;
  const { choices }: Roster = await api.listRoster();
  const found = choices[filter].find(({ name }) => name.toLowerCase() === given.toLowerCase());
  if (found !== undefined) return found.value;
  throw usage(
    `There is no ${filter} "${given}".`,
    'Take one of these, or its id.',
    choices[filter].map(({ name, value }) => `${value}  ${name}`),
  );
}
