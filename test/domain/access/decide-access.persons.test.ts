import { decideAccess } from '../../../domain/access/decide-access';
import type { Facts } from '../../../domain/access/facts';
import { memberId } from '../../../domain/replayed/ids';
import type { Override } from '../../../domain/replayed/override';
import {
  at,
  checkIn,
  contract,
  DAY,
  decided,
  dedicatedDesk,
  factsOf,
  now,
  pass,
  privateOffice,
  rulesOf,
  stepsOf,
  story,
  team,
} from '../builders';

const member = { contracts: [contract()] };
const denied = (reason: string, sure: boolean) => ({ access: { state: 'denied' }, reason, sure });
const override = (changes: Partial<Override>): Override => ({
  access: 'block',
  until: null,
  reason: '',
  by: 'desk',
  at: now - DAY,
  ...changes,
});

describe('what Nexudus says about the person', () => {
  test('suspended: denied for sure', () => {
    expect(decided({ ...member, active: false })).toMatchObject(denied('suspended', true));
  });

  test('archived: denied for sure', () => {
    expect(decided({ ...member, archived: true, active: false })).toMatchObject(denied('archived', true));
  });

  test('missing from one batch read: denied only when another, a minute later, agrees', () => {
    expect(decided({ ...member, presence: 'absent' })).toMatchObject({
      ...denied('deleted', false),
      confirmAfterMs: 60_000,
    });
  });

  test.each<[Facts['unpaid'], 'ignore' | 'deny', string]>([
    ['yes', 'deny', 'unpaid'],
    ['yes', 'ignore', 'contract'],
    ['no', 'deny', 'contract'],
    ['unknown', 'deny', 'contract'],
  ])('unpaid %s with the gate at %s: %s', (unpaid, gate, reason) => {
    expect(decided({ ...member, unpaid }, rulesOf({ unpaid: gate })).reason).toBe(reason);
  });
});

describe("an operator's block", () => {
  test('beats everything, for sure', () => {
    expect(decided({ ...member, override: override({}) })).toMatchObject({
      ...denied('blocked', true),
      evidence: [{ kind: 'override', id: 'desk' }],
    });
    expect(decided({ presence: 'absent', override: override({}) }).reason).toBe('blocked');
  });

  test('ends at its date', () => {
    expect(story({ ...member, override: override({ until: at('2026-11-04T12:00') }) })).toEqual([
      ['now', 'denied', 'blocked'],
      ['2026-11-04T12:00:00', 'granted basic-wifi', 'contract'],
    ]);
    expect(decided({ ...member, override: override({ until: now }) }).reason).toBe('contract');
  });
});

describe("an operator's allow", () => {
  const allow = (changes: Partial<Override> = {}) => override({ access: 'allow', ...changes });
  const level = (facts: Partial<Facts>, rules = rulesOf()) => {
    const { access, reason } = decided({ ...facts, override: allow() }, rules);
    return [access.state === 'granted' ? access.orgUnit : access.state, reason];
  };

  test('lets in a member without anything, at the lowest level of the map', () => {
    expect(level({})).toEqual(['guest-wifi', 'allowed']);
  });

  test.each<[string, Partial<Facts>]>([
    ['has ended', { contracts: [contract({ cancellation: now - DAY })] }],
    ['is paused', { contracts: [contract({ pauses: [{ from: now - DAY, until: null }] })] }],
    ['starts later', { contracts: [contract({ start: now + 9 * DAY })] }],
  ])('asks not whether the contract %s', (_what, facts) => {
    expect(level(facts)).toEqual(['basic-wifi', 'allowed']);
  });

  test('needs no check-in', () => {
    expect(level(member, rulesOf({ checkInRequired: true }))).toEqual(['basic-wifi', 'allowed']);
  });

  test('does not lift a member above the contract that runs', () => {
    const before = contract({ id: '1', planId: privateOffice, cancellation: now - 99 * DAY });
    expect(level({ contracts: [before, contract()] })).toEqual(['basic-wifi', 'allowed']);
  });

  test('ends at its date', () => {
    expect(story({ override: allow({ until: at('2026-11-04T12:00') }) })).toEqual([
      ['now', 'granted guest-wifi', 'allowed'],
      ['2026-11-04T12:00:00', 'denied', 'none'],
    ]);
  });

  test.each<[string, Partial<Facts>]>([
    ['deleted', { presence: 'absent' }],
    ['archived', { archived: true }],
    ['suspended', { active: false }],
  ])('loses to a member who is %s', (reason, facts) => {
    expect(decided({ ...facts, override: allow() })).toMatchObject({ access: { state: 'denied' }, reason });
  });

  test('beats the gate for unpaid invoices', () => {
    expect(level({ unpaid: 'yes' }, rulesOf({ unpaid: 'deny' }))).toEqual(['guest-wifi', 'allowed']);
  });
});

describe('a team', () => {
  const office = contract({ id: '5000', planId: privateOffice, planName: 'Private Office' });

  test('gives its members the plans of its paying member', () => {
    expect(decided({ teams: [team({ contracts: [office] })] })).toMatchObject({
      access: { state: 'granted', orgUnit: 'premium-wifi-priority' },
      reason: 'teamContract',
      evidence: [
        { kind: 'contract', id: '5000' },
        { kind: 'team', id: '7' },
      ],
    });
  });

  test('gives its passes only if it shares them', () => {
    expect(decided({ teams: [team({ passes: [pass()] })] }).reason).toBe('none');
    expect(decided({ teams: [team({ passes: [pass()], sharesPasses: true })] }).reason).toBe('teamPass');
  });

  test('gives nothing if the settings say so', () => {
    const teams = [team({ contracts: [office], passes: [pass()], sharesPasses: true })];
    expect(decided({ teams }, rulesOf({ teamEntitlement: 'off' })).reason).toBe('none');
  });

  test('counts by precedence beside own contracts, and after them at the same', () => {
    expect(decided({ ...member, teams: [team({ contracts: [office] })] }).reason).toBe('teamContract');
    const same = contract({ id: '5001' });
    expect(decided({ ...member, teams: [team({ contracts: [same] })] }).reason).toBe('contract');
  });

  test('does not give its paying member a contract twice', () => {
    const { evidence, reason } = decided({ ...member, teams: [team({ contracts: member.contracts })] });
    expect([reason, evidence.length]).toEqual(['contract', 1]);
  });
});

describe('provisioning switched off', () => {
  test('autoProvision off: existing accounts are kept in step, none is made', () => {
    expect(decided(member, rulesOf({ autoProvision: false })).access.state).toBe('granted');
  });

  const keeping = rulesOf({ autoDeprovision: false });

  test.each<[string, Partial<Facts>]>([
    ['nothing is left', {}],
    ['the contract has ended', { contracts: [contract({ cancellation: now - DAY })] }],
    ['the contract is paused', { contracts: [contract({ pauses: [{ from: now - DAY, until: null }] })] }],
    ['the member is suspended', { ...member, active: false }],
    ['the member is archived', { ...member, archived: true }],
    ['the member is missing', { ...member, presence: 'absent' }],
  ])('autoDeprovision off: nothing is taken away when %s', (_what, facts) => {
    expect(decided(facts, keeping)).toMatchObject({ access: { state: 'keep' }, reason: 'keptByPolicy' });
  });

  test('autoDeprovision off: a block and a check-out take away all the same', () => {
    expect(decided({ ...member, override: override({}) }, keeping).reason).toBe('blocked');
    const strict = rulesOf({ autoDeprovision: false, checkInRequired: true, prepareAhead: false });
    expect(decided({ ...member, checkIn: checkIn({ until: now - 1 }) }, strict)).toMatchObject(
      denied('checkedOut', true),
    );
    expect(decided({ ...member, checkIn: checkIn({ since: now - 2 * DAY }) }, strict)).toMatchObject(
      denied('checkInClosed', true),
    );
  });

  test('autoDeprovision off: a newcomer is prepared, a member between two contracts keeps access', () => {
    const tomorrow = contract({ id: '2', start: now + DAY / 2 });
    expect(decided({ contracts: [tomorrow] }, keeping).access.state).toBe('prepared');
    const yesterday = contract({ cancellation: now - DAY });
    expect(decided({ contracts: [yesterday, tomorrow] }, keeping).access.state).toBe('keep');
  });

  test('autoDeprovision off: plans still move', () => {
    const contracts = [
      contract({ cancellation: at('2026-11-20T12:00') }),
      contract({ id: '2', planId: dedicatedDesk, start: at('2026-11-20T12:00') }),
    ];
    expect(story({ contracts }, keeping)).toEqual([
      ['now', 'granted basic-wifi', 'contract'],
      ['2026-11-20T12:00:00', 'granted premium-wifi', 'contract'],
    ]);
  });
});

describe('the entitlement', () => {
  test('holds at most the twelve nearest steps', () => {
    const pauses = Array.from({ length: 10 }, (_, week) => ({
      from: now + (week * 7 + 1) * DAY,
      until: now + (week * 7 + 3) * DAY,
    }));
    expect(stepsOf({ contracts: [contract({ pauses })] })).toHaveLength(12);
  });

  test('spreads over twenty seconds the looks that follow the steps of many at one instant', () => {
    const ids = Array.from({ length: 60 }, (_, index) => memberId(String(4400 + index)));
    const waits = ids.map((id) => decideAccess(factsOf({ memberId: id }), rulesOf(), now).followUpMs ?? 0);
    const bySecond = new Set(waits.map((wait) => Math.floor(wait / 1000)));
    expect(Math.min(...bySecond)).toBeGreaterThanOrEqual(10);
    expect(Math.max(...bySecond)).toBeLessThan(30);
    expect(bySecond.size).toBe(20);
  });
});
