import { decideAccess } from '../../../domain/access/decide-access';
import type { Facts } from '../../../domain/access/facts';
import { ownerOf, type Profile } from '../../../domain/access/joined-profiles';
import { memberId } from '../../../domain/replayed/ids';
import type { Override } from '../../../domain/replayed/override';
import { at, checkIn, contract, dedicatedDesk, factsOf, minutePass, newYork, now, pass, rulesOf } from '../builders';

const ann = memberId('7');
const annLtd = memberId('12');
const rules = rulesOf();
const premium = (changes: object = {}) =>
  contract({ id: '4412', planId: dedicatedDesk, planName: 'Dedicated Desk', businessId: newYork, ...changes });
const block: Override = { access: 'block', until: null, reason: 'asked to leave', by: 'operator', at: now };

const own = (changes: Partial<Facts> = {}): Facts => factsOf({ memberId: ann, contracts: [contract()], ...changes });
const other = (changes: Partial<Facts> = {}): Facts =>
  factsOf({ memberId: annLtd, contracts: [premium()], identity: 'fedcba543210', ...changes });

/** The decision about the profile that has the account. */
const together = (mine: Facts, ...others: Facts[]) =>
  decideAccess({ ...mine, joined: { owner: ann, others } }, rules, now).steps;

describe('the profile that has the account', () => {
  test.each([
    ['gives the better level of both', own(), other(), 'granted premium-wifi contract'],
    [
      'keeps its own level beside a lower one',
      own({ contracts: [premium()] }),
      other({ contracts: [contract()] }),
      'granted premium-wifi contract',
    ],
    ['has access by the other one alone', own({ contracts: [] }), other(), 'granted premium-wifi contract'],
    ['loses nothing but its part when suspended', own({ active: false }), other(), 'granted premium-wifi contract'],
    [
      'loses the other one’s part when that is suspended',
      own(),
      other({ active: false }),
      'granted basic-wifi contract',
    ],
    [
      'loses the other one’s part when that is blocked',
      own(),
      other({ override: block }),
      'granted basic-wifi contract',
    ],
    [
      'loses the other one’s part when that is deleted',
      own(),
      other({ presence: 'absent' }),
      'granted basic-wifi contract',
    ],
    ['is out when an operator blocks it', own({ override: block }), other(), 'denied blocked'],
    ['is out when both are', own({ active: false }), other({ active: false }), 'denied suspended'],
    [
      'is prepared by the other one',
      own({ contracts: [] }),
      other({ contracts: [premium({ start: at('2026-11-03T18:00') })] }),
      'prepared premium-wifi notStarted',
    ],
    [
      'tells why by the one that had something',
      own({ contracts: [] }),
      other({ contracts: [premium({ cancellation: at('2026-10-01T00:00') })] }),
      'denied ended',
    ],
    ['tells that it has nothing where neither has', own({ contracts: [] }), other({ contracts: [] }), 'denied none'],
  ])('%s', (_, mine, others, expected) => {
    const [step] = together(mine, others);
    const group = step && 'group' in step.access ? [step.access.group] : [];
    expect([step?.access.state, ...group, step?.reason].join(' ')).toBe(expected);
  });

  test('has access until the last of both ends, at the level that is left', () => {
    const ending = premium({ cancellation: at('2026-11-10T00:00') });
    const steps = together(
      own({ contracts: [contract({ cancellation: at('2026-11-20T00:00') })] }),
      other({ contracts: [ending] }),
    );
    expect(steps.map(({ from, access }) => [from, 'group' in access ? access.group : access.state])).toEqual([
      [now, 'premium-wifi'],
      [ending.cancellation, 'basic-wifi'],
      [at('2026-11-20T00:00'), 'denied'],
    ]);
  });

  test('is checked in wherever one of the profiles is', () => {
    const mine = own({ contracts: [], passes: [minutePass(300)] });
    expect(together(mine, other({ contracts: [] }))[0]?.access.state).toBe('prepared');
    expect(together(mine, other({ contracts: [], checkIn: checkIn() }))[0]?.access.state).toBe('granted');
    const suspended = other({ contracts: [], checkIn: checkIn(), active: false });
    expect(together(mine, suspended)[0]?.access.state).toBe('prepared');
  });

  test('is not sure of an end while one of them is only missing', () => {
    const steps = together(
      own({ contracts: [contract({ cancellation: at('2026-10-01T00:00') })] }),
      other({ presence: 'absent' }),
    );
    expect(steps[0]).toMatchObject({ reason: 'ended', sure: false });
  });

  test('names the profile whose contract it is', () => {
    const [step] = together(own(), other());
    expect(step?.evidence).toEqual([
      expect.objectContaining({ kind: 'contract', id: '4412' }),
      { kind: 'coworker', id: annLtd },
    ]);
  });

  test('is told by the same tag whichever record gives the same', () => {
    const [alone] = decideAccess(own({ contracts: [premium()] }), rules, now).steps;
    expect(together(own(), other())[0]?.hash).toBe(alone?.hash);
  });
});

describe('a profile that is joined', () => {
  const joined = (facts: Facts, settings = rules) =>
    decideAccess({ ...facts, joined: { owner: ann, others: [own()] } }, settings, now).steps;

  test.each([
    ['is denied, for sure, and says whose the account is', other(), 'denied joined'],
    ['says so whatever it is entitled to', other({ contracts: [], passes: [pass()] }), 'denied joined'],
    ['says that it is blocked', other({ override: block }), 'denied blocked'],
  ])('%s', (_, facts, expected) => {
    const [step] = joined(facts);
    expect(`${step?.access.state} ${step?.reason}`).toBe(expected);
    expect(step?.sure).toBe(true);
  });

  test('is joined again when its block ends', () => {
    const until = at('2026-11-04T00:00');
    const override = { ...block, until };
    expect(joined(other({ override })).map(({ reason }) => reason)).toEqual(['blocked']);
    expect(joined(other({ override }))[0]?.from).toBe(now);
  });

  test('keeps an account that it has where nothing is taken away', () => {
    expect(joined(other(), rulesOf({ autoDeprovision: false }))[0]).toMatchObject({
      access: { state: 'keep' },
      reason: 'joined',
    });
  });
});

describe('a profile that is gone', () => {
  /** The account was Ann's; Ann Ltd stays. */
  const left = (mine: Partial<Facts>, heir: Facts) =>
    decideAccess({ ...own(mine), joined: { owner: annLtd, others: [heir] } }, rules, now).steps;

  test.each([
    ['deleted', { presence: 'absent' as const }],
    ['archived', { archived: true }],
  ])('leaves the account as it is for the one that stays: %s', (reason, mine) => {
    const [step, ...later] = left(mine, other());
    expect(step).toMatchObject({ access: { state: 'keep' }, reason });
    expect(later).toEqual([]);
    expect(step?.evidence).toEqual([
      { kind: 'coworker', id: ann },
      { kind: 'coworker', id: annLtd },
    ]);
  });

  test('leaves it no longer than that one has access', () => {
    const until = at('2026-11-10T00:00');
    const steps = left({ presence: 'absent' }, other({ contracts: [premium({ cancellation: until })] }));
    expect(steps.map(({ from, access }) => [from, access.state])).toEqual([
      [now, 'keep'],
      [until, 'denied'],
    ]);
  });

  test('leaves nothing to one that is not entitled', () => {
    expect(left({ presence: 'absent' }, other({ active: false }))[0]).toMatchObject({
      access: { state: 'denied' },
      reason: 'deleted',
      confirmAfterMs: 60_000,
    });
  });
});

describe('whose account it is', () => {
  const profile = (id: string, changes: Partial<Profile> = {}): Profile => ({
    ...{ id: memberId(id), account: 'none', yields: false },
    ...changes,
  });

  test.each([
    ['the oldest, where none has one', [profile('12'), profile('7')], '7'],
    ['the one that has it', [profile('7'), profile('12', { account: 'disabled' })], '12'],
    ['the one that works', [profile('7', { account: 'disabled' }), profile('12', { account: 'enabled' })], '12'],
    [
      'the oldest, where each has one',
      [profile('12', { account: 'enabled' }), profile('7', { account: 'enabled' })],
      '7',
    ],
    ['still the one that the others left it to', [profile('7', { yields: true }), profile('12')], '12'],
    [
      'still the one that has it, when all yield',
      [profile('7', { yields: true }), profile('12', { yields: true, account: 'disabled' })],
      '12',
    ],
  ])('%s', (_, profiles, owner) => {
    expect(ownerOf(profiles)).toBe(owner);
    expect(ownerOf(profiles.toReversed())).toBe(owner);
  });
});
