import type { UsernameResult } from '../account/person';
import type { MemberId } from '../replayed/ids';

/** The user names that new accounts would get. */
export interface Names {
  /** Who has each name first. */
  first: Map<string, MemberId>;
  /** Members who want the name of another, and those who have it. */
  shared: Set<MemberId>;
  duplicates: [MemberId, MemberId][];
}

interface NamedRoster {
  members(): Iterable<MemberId>;
  username(member: MemberId, options: { suffix: boolean }): UsernameResult;
}

export function namesOf(source: NamedRoster): Names {
  const names: Names = { first: new Map(), shared: new Set(), duplicates: [] };
  for (const member of source.members()) {
    const named = source.username(member, { suffix: false });
    if ('problem' in named) continue;
    const first = names.first.get(named.username);
    if (first === undefined) {
      names.first.set(named.username, member);
      continue;
    }
    names.duplicates.push([first, member]);
    names.shared.add(first).add(member);
  }
  return names;
}
