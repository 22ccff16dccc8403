import { MockActivityEnvironment } from '@temporalio/testing';
import { observeActivities } from '../../activities/facts/observe';
import type { ActivityDeps } from '../../activities/runtime/deps';
import type { CoworkerRow, MembershipSource, PassRow, TimePassRow } from '../../clients/membership-source';
import type { Observation, Remembered } from '../../contracts/activities';
import type { PassFact } from '../../domain/access/facts';
import { identityKeyOf } from '../../domain/account/person';
import { memberId } from '../../domain/replayed/ids';
import { contract, dayPass, hours, london, pass, rulesOf, team } from '../domain/builders';

const member = memberId('1');
const coworker: CoworkerRow = {
  id: member,
  email: 'ada@members.example',
  fullName: 'Ada Byron',
  active: true,
  archived: false,
  businessId: london,
  contractIds: [],
  teamIds: ['7'],
  unpaid: false,
  customFields: null,
};
const always = hours([0, 1, 2, 3, 4, 5, 6], '00:00', '23:59');
const never: TimePassRow['slots'] = [];

/** A space with one member in a team that shares a pass of its payer. */
function space({ slots = never, passes = [] as PassRow[] } = {}) {
  const asked: string[] = [];
  const says =
    <T>(name: string, answer: T) =>
    () => (asked.push(name), Promise.resolve(answer));
  const source = {
    coworker: says('coworker', coworker),
    contracts: says('contracts', []),
    passes: says('passes', passes),
    pauses: says('pauses', []),
    checkIns: says('checkIns', []),
    timePasses: says('timePasses', [
      { id: dayPass, name: 'Day Pass', businessId: london, archived: false, minutesIncluded: null, slots },
    ]),
    team: says('team', { id: '7', payingMemberId: memberId('2'), memberIds: [member], sharesPasses: true }),
  } as Partial<MembershipSource> as MembershipSource;
  const deps = {
    source,
    rules: () => Promise.resolve(rulesOf()),
    letGo: () => Promise.resolve(),
    keys: { newest: 'k1', identityKey: identityKeyOf(Buffer.alloc(32, 7)) },
  } as unknown as ActivityDeps;
  const activities = observeActivities(deps);
  const look = (remembered: Remembered): Promise<Observation> => {
    const input = { connector: 'test', member, scope: 'checkIn', remembered } as const;
    const nothing = { fromRoster: false, lastLookAt: null, override: null };
    const observe = (): Promise<Observation> => activities.observe({ ...input, ...nothing });
    return new MockActivityEnvironment().run<[], Observation, () => Promise<Observation>>(observe);
  };
  return { look, asked };
}

const sharing = (shared: PassFact = pass()): Remembered => ({
  contracts: [],
  teams: [team({ payingMemberId: memberId('2'), sharesPasses: true, passes: [shared] })],
});

describe('a look after a check-in', () => {
  test('takes contracts and teams from the one before', async () => {
    const { look, asked } = space();
    expect((await look(sharing())).entitlement.steps[0]?.reason).toBe('teamPass');
    expect(asked).not.toContain('contracts');
  });

  test('asks for the products of passes only where there are any', async () => {
    const { look, asked } = space();
    await look({ contracts: [], teams: [team({ payingMemberId: memberId('2'), sharesPasses: true })] });
    expect(asked).toEqual(['coworker', 'passes']);
  });

  test('takes the hours of remembered passes from the products of now, and remembers none', async () => {
    const closed = hours([new Date(Date.now() + 3 * 86_400_000).getUTCDay()], '10:00', '11:00').slots;
    const { entitlement, remembered } = await space({ slots: closed }).look(sharing());
    expect(entitlement.steps[0]?.reason).toBe('outsideHours');
    expect(remembered).toEqual(sharing());
    expect((await space({ slots: always.slots }).look(sharing())).entitlement.steps[0]?.reason).toBe('teamPass');
  });

  const without = (field: string, record: object) =>
    Object.fromEntries(Object.entries(record).filter(([key]) => key !== field));

  test.each([
    ['contracts without their unique ids', { ...sharing(), contracts: [without('uniqueId', contract())] }],
    ['passes without what issued them', sharing(without('issuedBy', pass()) as unknown as PassFact)],
  ])('reads all anew where an earlier version remembered %s', async (_what, earlier) => {
    const { look, asked } = space();
    await look(earlier as Remembered);
    expect(asked).toContain('contracts');
  });
});
