import { ProblemError } from '../../../contracts/api/client';
import type { Person } from '../../../contracts/api/people';
import type { Visit } from './visit';

/** Who the members of a page are. */
export interface People {
  /** By id; of who is not in it nothing is known now. */
  known: ReadonlyMap<string, Person>;
  /** Why names are missing or old, in a sentence; null: nothing keeps them from being known. */
  trouble: string | null;
}

/** As many ids as one question may have. */
const AT_ONCE = 500;

/** Never fails: a page without names shows ids, and says why. */
export async function peopleOf({ api, say }: Pick<Visit, 'api' | 'say'>, ids: readonly string[]): Promise<People> {
  const all = [...new Set(ids)];
  const parts = Array.from({ length: Math.ceil(all.length / AT_ONCE) }, (_, i) =>
    all.slice(i * AT_ONCE, (i + 1) * AT_ONCE),
  );
  try {
    const answers = await Promise.all(parts.map((part) => api.listPeople({ query: { ids: part.join(',') } })));
    const known = new Map(answers.flatMap(({ people }) => people.map((person) => [person.id, person] as const)));
    const [first] = answers;
    const isComing = first !== undefined && first.readAt === null && known.size < all.length;
    const why = first?.failing?.message;
    if (isComing) return { known, trouble: why === undefined ? say('people.coming') : say('people.away', { why }) };
    return { known, trouble: null };
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return { known: new Map(), trouble: say('people.away', { why: error.problem?.detail ?? error.message }) };
  }
}
