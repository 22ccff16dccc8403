import { RosterSnapshot, type SourceTable } from '../../activities/runtime/roster-snapshot';
import { memberId } from '../../domain/replayed/ids';
import { factsOf } from '../domain/builders';

const hour = 3_600_000;
const [ada, bea, stranger] = [memberId('1'), memberId('2'), memberId('3')];
const table = {
  contradictory: new Set([bea]),
  facts: (id: string) => (id === ada || id === bea ? factsOf() : null),
} as unknown as SourceTable;

const snapshot = new RosterSnapshot();
beforeEach(() => snapshot.keep(table, hour));

test('what a sync has read does for an hour, for whom it knows and found no contradiction', () => {
  expect(snapshot.facts(ada, 2 * hour, null)).toEqual(factsOf());
  expect(snapshot.facts(bea, 2 * hour, null)).toBeNull();
  expect(snapshot.facts(stranger, 2 * hour, null)).toBeNull();
  expect(snapshot.facts(ada, 2 * hour + 1, null)).toBeNull();
});

test('what was looked at since is not undone by what a sync has read before', () => {
  expect(snapshot.facts(ada, 2 * hour, hour - 1)).not.toBeNull();
  expect(snapshot.facts(ada, 2 * hour, hour)).toBeNull();
});

test('what a what-if has read does for another one within ten minutes, while the settings are the same', () => {
  const minute = 60_000;
  const read = { table, listed: new Set<never>(), accounts: [], settingsVersion: 3, readAt: hour };
  snapshot.keepBoth(read);
  expect(snapshot.both(hour + 10 * minute, 3)).toBe(read);
  expect(snapshot.both(hour + 10 * minute, 4)).toBeNull();
  snapshot.keepBoth(read);
  expect(snapshot.both(hour + 10 * minute + 1, 3)).toBeNull();
  snapshot.keepBoth(read);
  snapshot.keep(table, hour + 15 * minute);
  expect(snapshot.both(hour + minute, 3)).toBeNull();
});
