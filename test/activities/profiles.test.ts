import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { type Profiles, readProfiles } from '../../activities/facts/profiles';
import type { Reader } from '../../activities/facts/read-facts';
import type { ActivityDeps } from '../../activities/runtime/deps';
import type { CoworkerRow, MembershipSource } from '../../clients/membership-source';
import type { ObserveInput } from '../../contracts/activities';
import { addressOf, identityKeyOf } from '../../domain/account/person';
import { memberId, type MemberId } from '../../domain/replayed/ids';
import { london, rulesOf } from '../domain/builders';

const [ann, annLtd] = [memberId('7'), memberId('12')];
const coworker = (id: string, changes: Partial<CoworkerRow> = {}): CoworkerRow => ({
  ...{ id: memberId(id), email: 'ann@pair.test', fullName: 'Ann', active: true, archived: false, businessId: london },
  ...{ contractIds: [], teamIds: [], unpaid: false, customFields: null },
  ...changes,
});

interface Space {
  coworkers: CoworkerRow[];
  /** Whom the list leaves out. */
  unlisted?: MemberId[];
  /** What is said of whom no record can be read of. */
  presence?: 'present' | 'absent' | 'unknown';
}

/** What a look reads of Ann, and of whom it has read the record. */
async function looked({ coworkers, unlisted = [], presence = 'absent' }: Space, input: Partial<ObserveInput> = {}) {
  const read: MemberId[] = [];
  const source = {
    coworker: (id: MemberId) => (read.push(id), Promise.resolve(coworkers.find((row) => row.id === id) ?? null)),
    coworkersAt: (email: string) =>
      Promise.resolve(coworkers.filter((row) => addressOf(row) === email && !unlisted.includes(row.id))),
    presence: () => Promise.resolve(presence),
    contracts: () => Promise.resolve([]),
    passes: () => Promise.resolve([]),
    timePasses: () => Promise.resolve([]),
  } as Partial<MembershipSource> as MembershipSource;
  const keys = { identityKey: identityKeyOf(Buffer.alloc(32, 7)) } as ActivityDeps['keys'];
  const reader: Reader = { source, keys, call: { priority: 'usual' } };
  const look: ObserveInput = {
    ...{ connector: 'test', member: ann, scope: 'full', remembered: null },
    ...{ fromRoster: false, lastLookAt: null, override: null },
    ...input,
  };
  const rules = rulesOf({ joinProfiles: 'sameAddress' });
  const profiles = await new MockActivityEnvironment({}, { logger: new DefaultLogger('ERROR') }).run<
    [],
    Profiles,
    () => Promise<Profiles>
  >(() => readProfiles(reader, rules, look));
  return { profiles, read };
}

const named = ({ others, gone }: Profiles) => ({
  others: others.map(({ memberId: id }) => id),
  gone: gone.map(({ memberId: id }) => id),
});

const pair = [coworker('7'), coworker('12', { email: 'Ann@Pair.test' }), coworker('20', { email: 'joann@pair.test' })];

test('a look reads the profiles of its address', async () => {
  const { profiles, read } = await looked({ coworkers: pair });
  expect(named(profiles)).toEqual({ others: [annLtd], gone: [] });
  expect(read).toEqual([ann, annLtd]);
});

test('one that was joined before still is while the list lacks it', async () => {
  const { profiles } = await looked({ coworkers: pair, unlisted: [annLtd] }, { partners: [annLtd] });
  expect(named(profiles)).toEqual({ others: [annLtd], gone: [] });
});

test('one with another address has parted', async () => {
  const moved = [coworker('7'), coworker('12', { email: 'ann@elsewhere.test' })];
  const { profiles } = await looked({ coworkers: moved }, { partners: [annLtd] });
  expect(named(profiles)).toEqual({ others: [], gone: [] });
});

test.each([
  ['deleted', [coworker('7')]],
  ['archived', [coworker('7'), coworker('12', { archived: true })]],
])('one that is %s is gone', async (_, coworkers) => {
  const { profiles } = await looked({ coworkers }, { partners: [annLtd] });
  expect(named(profiles)).toEqual({ others: [], gone: [annLtd] });
});

test('one that cannot be read is not taken for gone', async () => {
  const look = looked({ coworkers: [coworker('7')], presence: 'unknown' }, { partners: [annLtd] });
  await expect(look).rejects.toThrow('coworker 12 cannot be read by id, yet is not proven gone');
});

test('a list without the member itself says nothing', async () => {
  await expect(looked({ coworkers: pair, unlisted: [ann, annLtd] })).rejects.toThrow(
    'coworker 7 is not found by its own e-mail address',
  );
});

test('who is deleted leaves the account to those who still share an address', async () => {
  const { profiles } = await looked({ coworkers: [coworker('12')] }, { partners: [annLtd] });
  expect(profiles.facts.presence).toBe('absent');
  expect(named(profiles).others).toEqual([annLtd]);
});

test('after a check-in only those are read who are known', async () => {
  const { read } = await looked({ coworkers: pair }, { scope: 'checkIn' });
  expect(read).toEqual([ann]);
});

test('an address that many have is nobody’s own, and costs no reads', async () => {
  const desk = ['7', '12', '13', '14', '15', '16'].map((id) => coworker(id));
  const { profiles, read } = await looked({ coworkers: desk }, { partners: [annLtd] });
  expect(named(profiles)).toEqual({ others: [], gone: [] });
  expect(read).toEqual([ann]);
  expect(
    named((await looked({ coworkers: desk.slice(1).concat(coworker('7')).slice(1) })).profiles).others,
  ).toHaveLength(4);
});
