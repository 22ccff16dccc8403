import type { Person } from '../../../../contracts/api/people';
import type { Visit } from '../../frame/visit';

/** Who a member is, and how old that is. */
export interface Known {
  person: Person | null;
  /** Since when Nexudus cannot be read, so that this may be old; null: it can. */
  failingSince: string | null;
}

/** The page shows without it: then nobody knows the name. */
export async function knownPerson({ api }: Visit, id: string): Promise<Known> {
  try {
    const { people, failing } = await api.listPeople({ query: { ids: id } });
    return { person: people[0] ?? null, failingSince: failing?.since ?? null };
  } catch {
    return { person: null, failingSince: null };
  }
}
