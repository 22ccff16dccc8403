import { decideAccess } from '../../../domain/access/decide-access';
import type { Facts } from '../../../domain/access/facts';
import { ownershipMark } from '../../../domain/account/ownership';
import { entitlementTag } from '../../../domain/replayed/entitlement';
import { accountId, memberId, type MemberId } from '../../../domain/replayed/ids';
import { Comparison, type SeenRow } from '../../../domain/roster/comparison';
import type { Held } from '../../../domain/roster/held';
import { proposalOf } from '../../../domain/roster/propose-changes';
import { countsOf, listed, sentenceOf } from '../../../domain/roster/report';
import { contract, dedicatedDesk, factsOf, london, newYork, now, rulesOf } from '../builders';

const connector = 'main';
/** One person: the first profile is older and cheaper. */
const [ann, annLtd] = [memberId('7'), memberId('12')];
const rules = rulesOf();

const own = (changes: Partial<Facts> = {}): Facts => factsOf({ memberId: ann, contracts: [contract()], ...changes });
const other = (changes: Partial<Facts> = {}): Facts =>
  factsOf({
    ...{ memberId: annLtd, businessId: newYork, identity: 'fedcba543210' },
    contracts: [contract({ id: '4412', planId: dedicatedDesk })],
    ...changes,
  });

const accountOf = (member: MemberId, parts: Partial<SeenRow> = {}): SeenRow => ({
  ...{ id: accountId(`a-${member}`), username: 'ann@x', enabled: true, orgUnit: 'premium-wifi' },
  notes: ownershipMark(connector, member),
  ...parts,
});

const shows = (facts: Facts): [MemberId, Held] => {
  const entitlement = decideAccess(facts, rules, now);
  const [step] = entitlement.steps;
  if (step === undefined) throw new Error('nothing was decided');
  const status = step.access.state;
  const shown = { tag: entitlementTag(entitlement, step), reason: step.reason, status, businessId: facts.businessId };
  const nothing = { until: null, attention: null, credential: null, news: null, hold: null, planId: null };
  return [facts.memberId, { ...shown, ...nothing, awaits: false }];
};

interface Scene {
  facts?: (Facts | null)[];
  rows?: SeenRow[];
  held?: [MemberId, Held][];
}

function sync({ facts = [own(), other()], rows = [accountOf(ann)], held = settled() }: Scene) {
  const members = [ann, annLtd];
  const comparison = new Comparison({
    source: {
      members: () => members,
      has: (member) => members.includes(member),
      facts: (member) => facts[members.indexOf(member)] ?? null,
      profilesOf: (member) => members.filter((each) => each !== member),
      businessOf: (member) => (member === ann ? london : newYork),
      username: (member, { suffix }) => ({ username: suffix ? `ann.${member}@x` : 'ann@x' }),
    },
    ...{ connector, rules, now, gonePlans: [], held: new Map(held) },
  });
  for (const row of rows) comparison.take(row);
  const compared = comparison.finish();
  const outcome = { compared, told: compared.findings, held: [], byHook: 0 };
  return { compared, counts: countsOf(outcome), lines: listed(outcome) };
}

const joinedTo = (owner: MemberId, facts: Facts, others: Facts[]) => shows({ ...facts, joined: { owner, others } });
const settled = (): [MemberId, Held][] => [joinedTo(ann, own(), [other()]), joinedTo(ann, other(), [own()])];

test('one account is enough for both, and the other profile is told as joined', () => {
  const { counts, lines, compared } = sync({});
  expect(counts).toMatchObject({ read: 2, inSync: 2, joined: 1, duplicates: 0, misnamed: 0 });
  expect(lines).toEqual([
    { id: annLtd, what: 'joined', reason: 'joined', businessId: newYork, hold: null, kept: null, joinedTo: ann },
  ]);
  expect([...compared.tally.byGroup]).toEqual([['premium-wifi', 1]]);
  const facts = { counts, dryRun: false, unmappedPlans: 0, reactivatedWebhooks: 0, calls: 9, durationMs: 0 };
  expect(sentenceOf(facts)).toContain('1 profile joined to another one');
});

test('a person who is new gets one account', () => {
  const { counts, compared } = sync({ rows: [], held: [] });
  expect(counts).toMatchObject({ granted: 1, joined: 1 });
  expect(compared.findings).toMatchObject([{ member: ann, what: 'grant', to: { group: 'premium-wifi' } }]);
});

test('a part that ended although its hook was lost moves the account that both share', () => {
  const { compared } = sync({ facts: [own(), other({ active: false })] });
  expect(compared.findings).toMatchObject([{ member: ann, what: 'move', takes: true }]);
});

test('what a block has taken from one profile is not given back', () => {
  const blocked = { access: 'block', until: null, reason: '', by: 'desk', at: now } as const;
  const held = [
    joinedTo(ann, own(), [other({ override: blocked })]),
    joinedTo(ann, other({ override: blocked }), [own()]),
  ];
  const { counts } = sync({ rows: [accountOf(ann, { orgUnit: 'basic-wifi' })], held });
  expect(counts).toMatchObject({ inSync: 2, moved: 0 });
});

test('a block of the one that has the account is about the person: the other profile gets none', () => {
  const blocked = shows(own({ override: { access: 'block', until: null, reason: '', by: 'desk', at: now } }));
  const { counts, compared } = sync({ rows: [accountOf(ann, { enabled: false })], held: [blocked] });
  expect(counts).toMatchObject({ granted: 0, joined: 1 });
  expect(compared.joined).toMatchObject([{ member: annLtd, owner: ann }]);
});

test('of two accounts one is given up, which the guard counts as one removal', () => {
  const second = accountOf(annLtd, { username: 'ann.12@x' });
  const { compared } = sync({ rows: [accountOf(ann), second], held: [shows(own()), shows(other())] });
  const { locations } = proposalOf(compared.findings, compared.tally, { run: 'r', gonePlans: [], approve: false });
  const removals = locations.map(({ businessId, managed, removals }) => [businessId, managed, removals.length]);
  expect(removals).toEqual([
    [london, 1, 0],
    [newYork, 1, 1],
  ]);
  expect(compared.findings).toContainEqual(
    expect.objectContaining({ member: annLtd, what: 'revoke', reason: 'joined' }),
  );
});

test('the account stays with the profile that has it, though the other one is older', () => {
  const { counts, compared } = sync({ rows: [accountOf(annLtd)], held: [joinedTo(annLtd, other(), [own()])] });
  expect(counts).toMatchObject({ inSync: 2, joined: 1 });
  expect(compared.joined).toMatchObject([{ member: ann, owner: annLtd }]);
});

test.each([
  ['of the other profile', [own(), null]],
  ['of the one that has it', [null, other()]],
])('nothing is concluded about either where the reads %s contradict each other', (_, facts) => {
  const { counts, compared } = sync({ facts, rows: [accountOf(ann, { enabled: false })] });
  expect(counts).toMatchObject({ skipped: 2, joined: 0 });
  expect(compared.findings).toEqual([]);
});
