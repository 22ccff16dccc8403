import { fingerprintOf, type Marks } from '../../domain/roster/marks';
import type { Rules } from '../../domain/settings/rules';
import type { Preview } from '../../contracts/replayed';
import type { ActivityDeps } from '../deps';
import type { Rosters } from './read-rosters';

/** Enough to see whether it is what was meant; the counts say the rest. */
const MOST_LISTED = 50;
/** Reads of the source that one member costs beside the roster's own. */
const READS_PER_GRANT = 1;

/** What going live would do, and what that would cost. */
export function previewOf(
  { importPerMinute }: Pick<ActivityDeps, 'importPerMinute'>,
  rules: Rules,
  { compared }: Rosters,
  marks: Marks,
): Preview {
  const { findings, namesakes, duplicates, tally } = compared;
  const of = (...what: string[]) => findings.filter((finding) => what.includes(finding.what));
  const wanting = new Set(of('grant', 'conflict').map(({ member }) => member));
  const writes = of('grant', 'move', 'revoke').length;
  const packed = marks.pack();
  return {
    fingerprint: fingerprintOf(packed, rules.version),
    byGroup: [...tally.byGroup].map(([group, members]) => ({ group, members })).sort(byMembers),
    byPlan: [...tally.byPlan]
      .map(([id, members]) => ({ id, name: (id && rules.plans[id]?.name) ?? '', members }))
      .sort(byMembers),
    grants: of('grant')
      .slice(0, MOST_LISTED)
      .map(({ member, to }) => ({ id: member, group: to?.group ?? '', planId: to?.planId ?? null })),
    conflicts: namesakes
      .filter(({ member, marked }) => marked && wanting.has(member))
      .slice(0, MOST_LISTED)
      .map(({ member, account }) => ({ id: member, account })),
    adoptable: namesakes
      .filter(({ member, marked }) => !marked && wanting.has(member))
      .slice(0, MOST_LISTED)
      .map(({ member, account, enabled }) => ({ id: member, account, enabled })),
    unnamed: of('unnamed')
      .slice(0, MOST_LISTED)
      .map(({ member }) => member),
    duplicates: duplicates.slice(0, MOST_LISTED),
    estimate: {
      calls: { nexudus: of('grant').length * READS_PER_GRANT, ironwifi: writes },
      minutes: Math.ceil(writes / importPerMinute),
    },
    marks: packed,
  };
}

const byMembers = (one: { members: number }, other: { members: number }): number => other.members - one.members;
