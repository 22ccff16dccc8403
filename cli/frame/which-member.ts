import { z } from 'zod';
import { value } from './command';
import type { Context } from './context';
import { Trouble, usage } from './trouble';

/** The argument of every command about one member. */
export const memberArgument = value(
  'ID|E-MAIL|NAME',
  'the id of the coworker, or an e-mail address or a part of a name that only one member has',
  z.string({ error: 'is missing' }).trim().min(1, 'is empty'),
);

/** The id of the member who is meant. Throws a Trouble where nobody is, or several are, whom it then lists. */
export async function whichMember({ api }: Context, text: string): Promise<string> {
  if (/^[1-9]\d{0,18}$/.test(text)) return text;
  const { people, readAt } = await api.listPeople({ query: { find: text } });
  const byAddress = people.filter(({ email }) => email?.toLowerCase() === text.toLowerCase());
  const fitting = byAddress.length > 0 ? byAddress : people;
  const [person, ...others] = fitting;
  if (person === undefined)
    throw new Trouble(`Nobody fits "${text}".`, {
      todo:
        readAt === null ? 'Names are still being read from Nexudus: try again soon.' : 'latchkey members lists all.',
      code: 'unknownMember',
    });
  if (others.length === 0) return person.id;
  throw usage(
    `"${text}" fits ${fitting.length === 50 ? '50 or more' : fitting.length} members.`,
    'Say which one by its id.',
    fitting.slice(0, 10).map(({ id, name, email }) => `${id}  ${name}${email === null ? '' : `, ${email}`}`),
  );
}

/** Names by id, as far as they are known; what is shown does without where they cannot be had. */
export async function namesOf({ api }: Context, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const wanted = [...new Set(ids)].slice(0, 500);
  if (wanted.length === 0) return new Map();
  const { people } = await api.listPeople({ query: { ids: wanted.join(',') } }).catch(() => ({ people: [] }));
  return new Map(people.map(({ id, name }) => [id, name]));
}
