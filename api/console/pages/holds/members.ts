import { ProblemError } from '../../../../contracts/api/client';
import type { HeldMemberView, HoldView } from '../../../../contracts/api/holds';
import { peopleOf, type People } from '../../frame/people';
import type { Visit } from '../../frame/visit';

/** What a member has now, as the list of members says. */
interface Access {
  /** Null: no WiFi. */
  group: string | null;
}

export interface KnownMembers extends Pick<People, 'known'> {
  /** By id; who is not in it is not known. */
  access: ReadonlyMap<string, Access>;
  /** Why something of them is not known, in sentences. */
  troubles: string[];
}

/** Members that a page shows at once, which is what one question may name. */
export const AT_ONCE = 100;

/** @param shown those of it whom the page shows, at most `AT_ONCE` */
export async function membersOf(visit: Visit, hold: HoldView, shown: readonly HeldMemberView[]): Promise<KnownMembers> {
  const ids = shown.map(({ id }) => id);
  const kept = hold.keeps?.members.slice(0, AT_ONCE) ?? [];
  const [{ known, trouble }, now] = await Promise.all([
    peopleOf(visit, [...ids, ...kept]),
    accessOf(visit, hold.state === 'open' ? ids : []),
  ]);
  return { known, access: now.access, troubles: [trouble, now.trouble].filter((each) => each !== null) };
}

async function accessOf({ api, say }: Visit, ids: readonly string[]) {
  if (ids.length === 0) return { access: new Map<string, Access>(), trouble: null };
  try {
    const { members } = await api.listMembers({ query: { ids: ids.join(',') } });
    const known = members.flatMap(({ id, status, group }): [string, Access][] => {
      if (status === 'denied') return [[id, { group: null }]];
      return group === null ? [] : [[id, { group }]];
    });
    return { access: new Map(known), trouble: null };
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    const why = error.problem?.detail ?? error.message;
    return { access: new Map<string, Access>(), trouble: say('hold.noRows', { why }) };
  }
}
