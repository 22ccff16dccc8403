import { accountId, memberId, type MemberId } from '../../../domain/replayed/ids';
import { adoptionMark, ownershipMark } from '../../../domain/account/ownership';
import { Comparison, type SeenRow, type SourceRoster } from '../../../domain/roster/comparison';
import { entitlementTag } from '../../../domain/replayed/entitlement';
import type { Held } from '../../../domain/roster/held';
import { countsOf, sentenceOf, type SyncCounts } from '../../../domain/roster/report';
import { decideAccess } from '../../../domain/access/decide-access';
import { contract, factsOf, london, now, rulesOf } from '../builders';

const connector = 'main';
const anna = memberId('1');
const ben = memberId('2');
const rules = rulesOf();
const facts = (member: MemberId) => factsOf({ memberId: member, contracts: [contract()] });

/** Entitled members, by the user names that they would get. */
function source(names: Record<MemberId, string>): SourceRoster {
  const members = Object.keys(names) as MemberId[];
  return {
    members: () => members,
    has: (member) => member in names,
    facts,
    profilesOf: () => [],
    businessOf: () => london,
    username: (member, { suffix }) => ({ username: suffix ? `${names[member]}-${member}` : (names[member] ?? '') }),
  };
}

const row = (parts: Partial<SeenRow>): SeenRow => ({
  id: accountId('a-1'),
  username: 'anna@x',
  notes: ownershipMark(connector, anna),
  enabled: true,
  orgUnit: 'basic-wifi',
  ...parts,
});

/** What the workflow of a member who is as she should be shows. */
function settled(member: MemberId): [MemberId, Held] {
  const entitlement = decideAccess(facts(member), rules, now);
  const [step] = entitlement.steps;
  if (step === undefined) throw new Error('nothing was decided');
  const tag = entitlementTag(entitlement, step);
  const shown = { status: 'granted', reason: step.reason, planId: contract().planId, businessId: london };
  return [
    member,
    { ...shown, tag, until: null, attention: null, credential: null, news: null, hold: null, awaits: false },
  ];
}

/** Anna alone, with her account and settled, unless the case says otherwise. */
interface Case {
  names?: Record<MemberId, string>;
  rows?: Partial<SeenRow>[];
  held?: MemberId[];
  counts: Partial<SyncCounts>;
  says?: string;
}

const cases: Record<string, Case> = {
  'all is well': { counts: { read: 1, inSync: 1, drifted: 0 } },
  'an account that nobody marked has her user name': {
    rows: [{ notes: 'made by hand' }],
    counts: { conflicts: 1, foreign: 0, granted: 0, inSync: 0 },
    says: '1 user name taken by an account that is not ours',
  },
  'an account of another connector has her user name': {
    rows: [{ notes: ownershipMark('annex', anna) }],
    counts: { conflicts: 0, foreign: 1, granted: 0 },
    says: '1 user name taken by an account of another connector',
  },
  'an account that was adopted': {
    rows: [{ notes: adoptionMark(connector, anna, 'made by hand') }],
    counts: { inSync: 1, adopted: 1, conflicts: 0 },
  },
  'a marked account whose member nobody knows': {
    rows: [{}, { id: accountId('a-9'), username: 'ben@x', notes: ownershipMark(connector, ben) }],
    counts: { orphans: 1, inSync: 1, revoked: 0 },
    says: '1 account without a member',
  },
  'two accounts with one mark': {
    rows: [{}, { id: accountId('a-2'), username: 'anna@y' }],
    counts: { orphans: 1, inSync: 1 },
  },
  'two members who want one user name': {
    names: { [anna]: 'anna@x', [ben]: 'anna@x' },
    rows: [{}, { id: accountId('a-2'), username: 'anna@x-2', notes: ownershipMark(connector, ben) }],
    held: [anna, ben],
    counts: { duplicates: 1, inSync: 2, misnamed: 0, conflicts: 0 },
    says: '1 member who wants the user name of another',
  },
  'her account was deleted by hand': { rows: [], counts: { granted: 1, drifted: 1 } },
  'her account was disabled by hand': { rows: [{ enabled: false }], counts: { granted: 1, drifted: 1 } },
  'her account was moved by hand': { rows: [{ orgUnit: 'premium-wifi' }], counts: { moved: 1, drifted: 1 } },
  'her account was renamed by hand, or she was': {
    rows: [{ username: 'anna@before' }],
    counts: { misnamed: 1, inSync: 1 },
  },
};

it.each(Object.entries(cases))('%s', (_, { names = { [anna]: 'anna@x' }, rows = [{}], held = [anna], ...expected }) => {
  const comparison = new Comparison({
    gonePlans: [],
    connector,
    source: source(names),
    held: new Map(held.map(settled)),
    rules,
    now,
  });
  for (const parts of rows) comparison.take(row(parts));
  const compared = comparison.finish();
  const counts = countsOf({ compared, told: compared.findings, held: [], byHook: 0 });
  expect(counts).toMatchObject(expected.counts);
  const sentence = sentenceOf({ ...{ counts, dryRun: false, unmappedPlans: 0 }, ...more });
  expect(sentence).toContain(expected.says ?? ' read, ');
});

const more = { reactivatedWebhooks: 0, calls: 14, durationMs: 9_000 };

it('describes a run in one sentence', () => {
  const comparison = new Comparison({ gonePlans: [], connector, source: source({}), held: new Map(), rules, now });
  const none = countsOf({ compared: comparison.finish(), told: [], held: [], byHook: 0 });
  const counts = { ...none, read: 412, inSync: 409, granted: 2, revoked: 1 };
  expect(sentenceOf({ ...{ counts, dryRun: false, unmappedPlans: 0 }, ...more })).toBe(
    '412 members read, 409 in sync, 2 granted, 1 shut out; 14 calls in 9 s',
  );
});
