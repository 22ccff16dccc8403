import type { SyncCounts, SyncView } from '../../../../contracts/api/syncs';

type Finding = SyncView['members'][number];

/** What a run found, in the order in which somebody should look at it. `skipped` has ids, some have counts only. */
export const groups = [
  'held',
  'kept',
  'revoked',
  'granted',
  'moved',
  'refreshed',
  'adopted',
  'drifted',
  'awaited',
  'conflicts',
  'foreign',
  'orphans',
  'unnamed',
  'duplicates',
  'misnamed',
  'joined',
  'skipped',
] as const satisfies readonly (keyof SyncCounts)[];
export type Group = (typeof groups)[number];

const groupOf: Record<Finding['what'], Group> = {
  grant: 'granted',
  move: 'moved',
  revoke: 'revoked',
  held: 'held',
  kept: 'kept',
  refresh: 'refreshed',
  orphan: 'orphans',
  conflict: 'conflicts',
  unnamed: 'unnamed',
  misnamed: 'misnamed',
  joined: 'joined',
};

/** Accounts of another connector are findings of conflicts like others: where there are no others, they are those. */
export function findingsOf(run: SyncView, group: Group): Finding[] {
  const named = group === 'foreign' && run.counts.conflicts === 0 ? 'conflicts' : group;
  return run.members.filter(({ what }) => groupOf[what] === named);
}

/** Those of whom a run names no member: it counts them. */
export const countedOnly: readonly Group[] = ['adopted', 'drifted', 'awaited', 'foreign', 'duplicates'];

/** What a dry run calls otherwise. */
export const tense = ['granted', 'moved', 'revoked', 'refreshed'] as const;
export const isTense = (group: Group): group is (typeof tense)[number] => tense.some((each) => each === group);
