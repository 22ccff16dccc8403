import type { Facts } from '../../../domain/access/facts';
import {
  at,
  checkIn,
  contract,
  DAY,
  dayPass,
  decided,
  hours,
  minutePass,
  newYork,
  now,
  pass,
  rulesOf,
  stepsOf,
  story,
  unknownPlan,
  virtualOffice,
} from '../builders';

const strict = rulesOf({ checkInRequired: true });
const unprepared = rulesOf({ checkInRequired: true, prepareAhead: false });
const contracts = [contract()];

describe('where a check-in is required', () => {
  test('a member without one finds the account prepared', () => {
    expect(decided({ contracts }, strict)).toMatchObject({
      access: { state: 'prepared', orgUnit: 'basic-wifi' },
      reason: 'checkInNeeded',
      sure: false,
    });
  });

  test('or is denied if nothing is prepared', () => {
    expect(story({ contracts }, unprepared)).toEqual([['now', 'denied', 'checkInNeeded']]);
  });

  test('an open check-in admits until the daily cut-off', () => {
    expect(story({ contracts, checkIn: checkIn() }, strict)).toEqual([
      ['now', 'granted basic-wifi', 'contract'],
      ['2026-11-04T00:00:00', 'prepared basic-wifi', 'checkInClosed'],
    ]);
  });

  test('a check-out takes access away at once, for sure', () => {
    const left = checkIn({ until: now - 1_000 });
    expect(decided({ contracts, checkIn: left }, strict)).toMatchObject({
      access: { state: 'prepared' },
      reason: 'checkedOut',
      sure: true,
    });
    expect(decided({ contracts, checkIn: left }, unprepared)).toMatchObject({
      access: { state: 'denied' },
      reason: 'checkedOut',
      evidence: [{ kind: 'contract' }, { kind: 'checkIn', id: '900', at: now - 1_000 }],
      sure: true,
      confirmAfterMs: 0,
    });
  });

  test('a check-out that was forgotten yesterday counts as closed', () => {
    const forgotten = checkIn({ since: at('2026-11-02T09:00') });
    expect(decided({ contracts, checkIn: forgotten }, unprepared)).toMatchObject({
      access: { state: 'denied' },
      reason: 'checkInClosed',
      evidence: [{ kind: 'contract' }, { kind: 'checkIn', at: at('2026-11-03T00:00') }],
      sure: true,
    });
  });

  test('a check-in after the cut-off counts until that of the next day', () => {
    const late = checkIn({ since: at('2026-11-03T22:00') });
    const rules = rulesOf({ checkInRequired: true, cutOff: '22:00' });
    expect(stepsOf({ contracts, checkIn: late }, rules, at('2026-11-03T22:00:30'))[1]?.from).toBe(
      at('2026-11-04T22:00'),
    );
  });

  test('a check-in at another location counts, until the cut-off there', () => {
    const abroad = checkIn({ businessId: newYork });
    const rules = rulesOf({ checkInRequired: true, locations: { '2': { cutOff: '20:00' } } });
    expect(story({ contracts, checkIn: abroad }, rules, now, 'America/New_York')).toEqual([
      ['now', 'granted basic-wifi', 'contract'],
      ['2026-11-03T20:00:00', 'prepared basic-wifi', 'checkInClosed'],
    ]);
  });

  test('a check-in does not replace a contract', () => {
    expect(decided({ checkIn: checkIn() }, strict)).toMatchObject({ access: { state: 'denied' }, reason: 'none' });
  });

  test('a contract that ends while checked in ends', () => {
    const ending = [contract({ cancellation: at('2026-11-03T15:00') })];
    expect(story({ contracts: ending, checkIn: checkIn() }, strict)).toEqual([
      ['now', 'granted basic-wifi', 'contract'],
      ['2026-11-03T15:00:00', 'denied', 'ended'],
    ]);
  });
});

describe('a network check-in', () => {
  const asleep = checkIn({ network: true, until: at('2026-11-03T09:50') });

  test('that closed by itself counts on for the grace', () => {
    expect(story({ contracts, checkIn: asleep }, strict)).toEqual([
      ['now', 'granted basic-wifi', 'contract'],
      ['2026-11-03T10:20:00', 'prepared basic-wifi', 'checkedOut'],
    ]);
  });

  test('does not outlast the daily cut-off by its grace', () => {
    const late = checkIn({ network: true, until: at('2026-11-03T23:50') });
    expect(stepsOf({ contracts, checkIn: late }, strict, at('2026-11-03T23:55'))[1]?.from).toBe(at('2026-11-04T00:00'));
  });

  test('counts no longer than its pass has minutes left', () => {
    expect(story({ passes: [minutePass(15)], checkIn: asleep })[1]).toEqual([
      '2026-11-03T10:05:00',
      'denied',
      'passUsedUp',
    ]);
  });
});

describe('the daily cut-off', () => {
  const cutOff = (since: string, time: string, instant = at(since)) =>
    stepsOf(
      { contracts, checkIn: checkIn({ since: at(since) }) },
      rulesOf({ checkInRequired: true, cutOff: time }),
      instant,
    )[1]?.from;

  test.each([
    ['clocks have gone forward', '2026-03-28T22:00', '05:00', '2026-03-29T05:00', 6],
    ['clocks have gone back', '2026-10-24T22:00', '05:00', '2026-10-25T05:00', 8],
    ['an ordinary night', '2026-11-03T22:00', '05:00', '2026-11-04T05:00', 7],
  ])('comes when the clock on the wall says so: %s', (_when, since, time, end, hours) => {
    expect(cutOff(since, time)).toBe(at(end));
    expect(at(end) - at(since)).toBe(hours * 3_600_000);
  });

  test('that the clock skips comes once the clock has moved on', () => {
    expect(cutOff('2026-03-28T22:00', '01:30')).toBe(at('2026-03-29T02:30'));
  });

  test('that the clock shows twice comes the first time', () => {
    expect(cutOff('2026-10-24T22:00', '01:30')).toBe(Date.UTC(2026, 9, 25, 0, 30));
  });
});

describe('where presence gives access', () => {
  const visitors = rulesOf({ presence: { group: 'visitor-wifi' } });
  const visitor = { state: 'granted', planId: null, orgUnit: 'visitor-wifi' };

  test('who has neither contract nor pass has access while checked in, at a level of its own, until the cut-off', () => {
    expect(decided({ checkIn: checkIn() }, visitors)).toMatchObject({
      access: visitor,
      reason: 'checkedIn',
      evidence: [{ kind: 'checkIn', id: '900', at: at('2026-11-03T09:00') }],
    });
    expect(story({ checkIn: checkIn() }, visitors)).toEqual([
      ['now', 'granted visitor-wifi', 'checkedIn'],
      ['2026-11-04T00:00:00', 'denied', 'checkInClosed'],
    ]);
  });

  test('but not by default, and not before the check-in: nobody is prepared for a visit that may never come', () => {
    expect(decided({ checkIn: checkIn() }).reason).toBe('none');
    expect(decided({}, visitors)).toMatchObject({ access: { state: 'denied' }, reason: 'none' });
  });

  test('a check-out ends it at once, for sure; the network’s own after the grace', () => {
    expect(decided({ checkIn: checkIn({ until: now - 1 }) }, visitors)).toMatchObject({
      access: { state: 'denied' },
      reason: 'checkedOut',
      sure: true,
      confirmAfterMs: 0,
    });
    const asleep = checkIn({ network: true, until: at('2026-11-03T09:50') });
    expect(story({ checkIn: asleep }, visitors)).toEqual([
      ['now', 'granted visitor-wifi', 'checkedIn'],
      ['2026-11-03T10:20:00', 'denied', 'checkedOut'],
    ]);
  });

  test.each<[string, Partial<Facts>]>([
    ['a contract that has ended', { contracts: [contract({ cancellation: now - DAY })] }],
    ['a contract that is paused', { contracts: [contract({ pauses: [{ from: now - DAY, until: null }] })] }],
    ['a contract that has not begun', { contracts: [contract({ start: now + DAY / 2 })] }],
    ['a pass that is used up', { passes: [minutePass(0)] }],
    ['a pass outside its hours', { passes: [pass({ availability: hours([2], '12:00', '13:00') })] }],
  ])('%s does not count, so a check-in does', (_what, facts) => {
    expect(decided({ ...facts, checkIn: checkIn() }, visitors)).toMatchObject({ access: visitor, reason: 'checkedIn' });
  });

  test.each<[string, Partial<Facts>, string]>([
    ['a contract', { contracts }, 'contract'],
    ['a pass', { passes: [pass()] }, 'pass'],
    ['a plan without WiFi', { contracts: [contract({ planId: virtualOffice })] }, 'noWifiPlan'],
    ['a plan that was never mapped', { contracts: [contract({ planId: unknownPlan })] }, 'unmappedPlan'],
    ['a suspension', { active: false }, 'suspended'],
  ])('%s counts before it', (_what, facts, reason) => {
    expect(decided({ ...facts, checkIn: checkIn() }, visitors).reason).toBe(reason);
  });

  test('a contract that ends while its member is there leaves the level of a visitor', () => {
    const ending = [contract({ cancellation: at('2026-11-03T15:00') })];
    expect(story({ contracts: ending, checkIn: checkIn() }, visitors)).toEqual([
      ['now', 'granted basic-wifi', 'contract'],
      ['2026-11-03T15:00:00', 'granted visitor-wifi', 'checkedIn'],
      ['2026-11-04T00:00:00', 'denied', 'checkInClosed'],
    ]);
  });
});

describe('a plan may differ from the rest', () => {
  test('no check-in for its contracts', () => {
    const rules = rulesOf({
      checkInRequired: true,
      plans: { 'Hot Desk': { group: 'basic-wifi', checkInRequired: false } },
    });
    expect(decided({ contracts }, rules).access.state).toBe('granted');
  });

  test('a check-in for its passes', () => {
    const rules = rulesOf({ plans: { 'Day Pass': { group: 'guest-wifi', checkInRequired: true } } });
    expect(story({ passes: [pass({ planId: dayPass })] }, rules)).toEqual([
      ['now', 'prepared guest-wifi', 'checkInNeeded'],
    ]);
  });

  test('a member whose one plan needs no check-in does not need one for another', () => {
    const rules = rulesOf({
      plans: {
        'Hot Desk': { group: 'basic-wifi' },
        'Day Pass': { group: 'guest-wifi', precedence: 99, checkInRequired: true },
      },
    });
    expect(decided({ contracts, passes: [pass()] }, rules).access).toMatchObject({
      state: 'granted',
      orgUnit: 'basic-wifi',
    });
  });
});
