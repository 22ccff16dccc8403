import { readSource } from '../../activities/roster/read-source';
import type { Call, OddRow } from '../../clients/call';
import type {
  ContractRow,
  CoworkerRow,
  MembershipSource,
  PassRow,
  TeamRow,
  TimePassRow,
} from '../../clients/membership-source';
import { identityKeyOf } from '../../domain/account/person';
import { businessId, memberId, planId, type MemberId } from '../../domain/replayed/ids';
import type { Rules } from '../../domain/settings/rules';
import { now, rulesOf } from '../domain/builders';

const [ada, bea, cyd] = [memberId('1'), memberId('2'), memberId('3')];
const key = identityKeyOf(Buffer.alloc(32, 7));
const rules = rulesOf({ teamEntitlement: 'payingMember' });

const coworker = (id: typeof ada, parts: Partial<CoworkerRow> = {}): CoworkerRow => ({
  id,
  email: `${id}@members.example`,
  fullName: 'A Member',
  active: true,
  archived: false,
  businessId: businessId('1001'),
  contractIds: [],
  teamIds: [],
  unpaid: false,
  customFields: null,
  ...parts,
});
const contract = (id: string, owner: typeof ada): ContractRow => ({
  id,
  uniqueId: null,
  coworkerId: owner,
  planId: planId('3001'),
  planName: 'Hot Desk',
  businessId: businessId('1001'),
  start: null,
  cancellation: null,
  active: true,
  main: true,
  pausedNow: null,
});

const pass = (id: string, owner: typeof ada, product: string): PassRow => ({
  id,
  coworkerId: owner,
  businessId: businessId('1001'),
  productId: planId(product),
  productName: 'Pass',
  created: null,
  expires: null,
  used: false,
  usedAt: null,
  remaining: null,
  issuedBy: null,
});
const product = (id: string, minutesIncluded: TimePassRow['minutesIncluded']): TimePassRow => ({
  id: planId(id),
  name: 'Pass',
  businessId: null,
  archived: false,
  slots: [],
  minutesIncluded,
});

interface Space {
  coworkers?: CoworkerRow[];
  contracts?: ContractRow[];
  teams?: TeamRow[];
  passes?: PassRow[];
  products?: TimePassRow[];
  odd?: Partial<OddRow> & Pick<OddRow, 'of'>;
  rules?: Rules;
}

/** Which members something can be concluded about, from a space with one odd row. */
async function clear({
  coworkers = [ada, bea, cyd].map((id) => coworker(id)),
  contracts = [],
  teams = [],
  passes = [],
  products = [],
  odd,
  rules: settings = rules,
}: Space) {
  const tell = (of: OddRow['of'], call: Call) => {
    if (odd?.of === of) call.onOdd?.({ id: '9', member: null, contractId: null, ...odd });
  };
  const pages = <Row>(of: OddRow['of'], rows: Row[]) =>
    async function* (...args: unknown[]) {
      tell(of, args.at(-1) as Call);
      yield await Promise.resolve(rows);
    };
  const source = {
    timePasses: () => Promise.resolve(products),
    pauses: (call: Call) => Promise.resolve((tell('pauses', call), [])),
    allCoworkers: pages('coworkers', coworkers),
    allContracts: pages('contracts', contracts),
    allPasses: pages('passes', passes),
    allCheckIns: pages('checkIns', []),
    allTeams: pages('teams', teams),
  } as Partial<MembershipSource> as MembershipSource;
  const told: string[] = [];
  const onOdd = ({ of, id }: OddRow) => void told.push(`${of} ${id}`);
  const table = await readSource(source, settings, key, now, { priority: 'background', onOdd });
  const members = [...table.members()];
  return {
    table,
    members,
    clear: members.filter((member) => table.facts(member) !== null && !table.contradictory.has(member)),
    contradictory: table.contradictory.size,
    told,
    shared: members.map((member) => table.profilesOf(member)),
  };
}

describe('a record of the source that cannot be read', () => {
  test.each(['contracts', 'passes', 'checkIns'] as const)('of %s concerns the member whom it names', async (of) => {
    expect(await clear({ odd: { of, member: bea } })).toMatchObject({
      members: [ada, bea, cyd],
      clear: [ada, cyd],
      contradictory: 0,
      told: [`${of} 9`],
      shared: [[], [], []],
    });
  });

  test('concerns nobody when nobody can be named', async () => {
    expect(await clear({ odd: { of: 'passes' } })).toMatchObject({ clear: [ada, bea, cyd], told: ['passes 9'] });
  });

  test('a coworker is there, but nothing else is known', async () => {
    const coworkers = [coworker(ada)];
    const found = await clear({ coworkers, odd: { of: 'coworkers', id: bea, member: bea } });
    expect(found).toMatchObject({ members: [ada, bea], clear: [ada] });
  });

  test('a contract concerns whoever names it, and is no contradiction', async () => {
    const coworkers = [coworker(ada, { contractIds: ['9'] }), coworker(bea)];
    expect(await clear({ coworkers, odd: { of: 'contracts' } })).toMatchObject({ clear: [bea], contradictory: 0 });
  });

  test('a pause concerns the owner of its contract', async () => {
    const contracts = [contract('11', ada), contract('12', bea)];
    expect(await clear({ contracts, odd: { of: 'pauses', contractId: '11' } })).toMatchObject({ clear: [bea, cyd] });
  });

  test('a team concerns the coworkers who name it', async () => {
    const coworkers = [coworker(ada, { teamIds: ['9'] }), coworker(bea)];
    expect(await clear({ coworkers, odd: { of: 'teams' } })).toMatchObject({ clear: [bea] });
  });

  test('a pass product concerns those who have a pass of it', async () => {
    const products = [product('51', 600), product('52', 'unreadable'), product('53', null)];
    const passes = [pass('41', ada, '51'), pass('42', bea, '52'), pass('43', cyd, '53')];
    expect(await clear({ products, passes })).toMatchObject({ clear: [ada, cyd], told: ['passes 42'] });
  });

  describe('concerns those whose team its member pays for', () => {
    const teams = [{ id: '21', payingMemberId: ada, memberIds: [ada, bea], sharesPasses: false }];

    test('when it is a contract', async () => {
      expect(await clear({ teams, odd: { of: 'contracts', member: ada } })).toMatchObject({ clear: [cyd] });
    });

    test('as a contradiction does', async () => {
      const coworkers = [coworker(ada, { contractIds: ['11'] }), coworker(bea), coworker(cyd)];
      const found = await clear({ coworkers, teams, odd: { of: 'passes' } });
      expect(found).toMatchObject({ clear: [cyd], contradictory: 1 });
    });
  });
});

describe('profiles of one person', () => {
  const joining = rulesOf({ joinProfiles: 'sameAddress' });
  const at = (email: string | null, id: MemberId, archived = false) => ({ ...coworker(id), email, archived });

  test('are those with one address, in whatever spelling', async () => {
    const coworkers = [at('a@x.test', ada), at('A@x.test ', bea), at('c@x.test', cyd)];
    expect((await clear({ coworkers, rules: joining })).shared).toEqual([[bea], [ada], []]);
    expect((await clear({ coworkers })).shared).toEqual([[], [], []]);
  });

  test('are not those without an address, nor archived ones', async () => {
    const coworkers = [at(null, ada), at(null, bea), at('c@x.test', cyd), at('c@x.test', memberId('99'), true)];
    expect((await clear({ coworkers, rules: joining })).shared).toEqual([[], [], [], []]);
  });

  test('are nobody’s where more than five share the address', async () => {
    const sharing = (number: number) =>
      clear({
        coworkers: Array.from({ length: number }, (_, i) => at('desk@x.test', memberId(`${i + 1}`))),
        rules: joining,
      });
    expect((await sharing(5)).shared.map((others) => others.length)).toEqual([4, 4, 4, 4, 4]);
    expect((await sharing(6)).shared.flat()).toEqual([]);
  });
});

describe('one reading for other rules', () => {
  const teams = [{ id: '21', payingMemberId: ada, memberIds: [ada, bea], sharesPasses: false }];
  const withoutTeams = rulesOf({ teamEntitlement: 'off' });

  test('has what they ask for: teams, joined profiles, and fingerprints of what they write', async () => {
    const coworkers = [
      { ...coworker(ada), customFields: { login: 'ada' } },
      { ...coworker(bea), email: '1@members.example' },
    ];
    const { table } = await clear({ coworkers, teams });
    expect(table.facts(bea)?.teams).toHaveLength(1);
    expect(table.under(withoutTeams)?.facts(bea)?.teams).toEqual([]);
    expect(table.under(rulesOf({ joinProfiles: 'sameAddress' }))?.profilesOf(ada)).toEqual([bea]);
    const renaming = table.under(rulesOf({ username: 'customField:login' }));
    expect(renaming?.facts(ada)?.identity).not.toBe(table.facts(ada)?.identity);
    expect(table.under(rules)?.facts(ada)).toEqual(table.facts(ada));
  });

  test('is none where it lacks the teams', async () => {
    const { table } = await clear({ teams, rules: withoutTeams });
    expect(table.under(rules)).toBeNull();
    expect(table.under(withoutTeams)?.facts(bea)?.teams).toEqual([]);
  });
});
