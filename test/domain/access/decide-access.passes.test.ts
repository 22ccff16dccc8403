import { at, checkIn, contract, decided, hotDesk, minutePass, now, pass, rulesOf, story } from '../builders';

describe('an unused day pass', () => {
  test('admits until it expires', () => {
    expect(story({ passes: [pass({ expires: at('2026-11-30T17:30') })] })).toEqual([
      ['now', 'granted guest-wifi', 'pass'],
      ['2026-11-30T17:30:00', 'denied', 'passExpired'],
    ]);
  });

  test('without an expiry admits without an end', () => {
    expect(story({ passes: [pass()] })).toEqual([['now', 'granted guest-wifi', 'pass']]);
  });

  test('that has expired denies for sure', () => {
    expect(decided({ passes: [pass({ expires: at('2026-11-02T17:30') })] })).toMatchObject({
      access: { state: 'denied' },
      reason: 'passExpired',
      evidence: [{ kind: 'pass', id: '77', at: at('2026-11-02T17:30') }],
      sure: true,
    });
  });
});

describe('a used day pass', () => {
  const used = (usedAt: string, changes = {}) => pass({ used: true, usedAt: at(usedAt), ...changes });

  test('admits until the end of its day', () => {
    expect(story({ passes: [used('2026-11-03T08:15')] })).toEqual([
      ['now', 'granted guest-wifi', 'pass'],
      ['2026-11-04T00:00:00', 'denied', 'passUsedUp'],
    ]);
  });

  test('is used up the day after', () => {
    expect(decided({ passes: [used('2026-11-02T08:15')] })).toMatchObject({
      access: { state: 'denied' },
      reason: 'passUsedUp',
      evidence: [{ at: at('2026-11-03T00:00') }],
      sure: true,
    });
  });

  test('finishes the day that has begun, although it expires before', () => {
    expect(story({ passes: [used('2026-11-03T08:15', { expires: at('2026-11-03T09:00') })] })[1]?.[0]).toBe(
      '2026-11-04T00:00:00',
    );
  });

  test('has the day of its location', () => {
    const passes = [pass({ businessId: '2' as never, used: true, usedAt: now })];
    expect(story({ passes }, rulesOf(), now, 'America/New_York')[1]?.[0]).toBe('2026-11-04T00:00:00');
  });

  test.each([
    ['forward', '2026-03-29', 23],
    ['back', '2026-10-25', 25],
  ])('has a whole day when clocks go %s', (_direction, date, hours) => {
    const passes = [pass({ created: null, used: true, usedAt: at(`${date}T00:30`) })];
    const [, end] = story({ passes }, rulesOf(), at(`${date}T00:45`));
    expect(at(String(end?.[0])) - at(`${date}T00:00`)).toBe(hours * 3_600_000);
  });

  test('whose day is unknown counts for the day of the open check-in', () => {
    const passes = [pass({ used: true })];
    expect(story({ passes, checkIn: checkIn() })[1]).toEqual(['2026-11-04T00:00:00', 'denied', 'passUsedUp']);
    expect(decided({ passes })).toMatchObject({ access: { state: 'denied' }, reason: 'passUsedUp', sure: false });
  });
});

describe('a minute pass', () => {
  test('is prepared until somebody checks in', () => {
    expect(story({ passes: [minutePass(120)] })).toEqual([['now', 'prepared guest-wifi', 'checkInNeeded']]);
    expect(story({ passes: [minutePass(120)] }, rulesOf({ prepareAhead: false }))).toEqual([
      ['now', 'denied', 'checkInNeeded'],
    ]);
  });

  test('admits while checked in, until its minutes are used up', () => {
    expect(story({ passes: [minutePass(120)], checkIn: checkIn() })).toEqual([
      ['now', 'granted guest-wifi', 'pass'],
      ['2026-11-03T11:00:00', 'denied', 'passUsedUp'],
    ]);
  });

  test('ends at the daily cut-off if its minutes last longer', () => {
    expect(story({ passes: [minutePass(6000)], checkIn: checkIn() })).toEqual([
      ['now', 'granted guest-wifi', 'pass'],
      ['2026-11-03T23:59:00', 'prepared guest-wifi', 'checkInClosed'],
    ]);
  });

  test('ends at its expiry if that comes first', () => {
    expect(story({ passes: [minutePass(600, { expires: at('2026-11-03T10:30') })], checkIn: checkIn() })).toEqual([
      ['now', 'granted guest-wifi', 'pass'],
      ['2026-11-03T10:30:00', 'denied', 'passExpired'],
    ]);
  });

  test('without minutes is used up, whether checked in or not', () => {
    const usedUp = { access: { state: 'denied' }, reason: 'passUsedUp', sure: true };
    expect(decided({ passes: [minutePass(0)] })).toMatchObject(usedUp);
    expect(decided({ passes: [minutePass(0)], checkIn: checkIn() })).toMatchObject(usedUp);
  });

  test('stops at the check-out', () => {
    const left = checkIn({ until: at('2026-11-03T09:30') });
    expect(story({ passes: [minutePass(120)], checkIn: left })).toEqual([['now', 'prepared guest-wifi', 'checkedOut']]);
  });
});

describe('the validity of a pass', () => {
  const valid = (changes: object = {}) =>
    rulesOf({ plans: { 'Day Pass': { group: 'guest-wifi', validity: '24h', ...changes } } });
  const bought = at('2026-11-03T09:30');

  test('counts from the purchase if no check-in is needed', () => {
    expect(story({ passes: [pass({ created: bought })] }, valid())).toEqual([
      ['now', 'granted guest-wifi', 'pass'],
      ['2026-11-04T09:30:00', 'denied', 'passUsedUp'],
    ]);
  });

  test('counts from the check-in if one is needed', () => {
    const passes = [pass()];
    expect(story({ passes }, valid({ checkInRequired: true }))).toEqual([
      ['now', 'prepared guest-wifi', 'checkInNeeded'],
    ]);
    const rules = valid({ checkInRequired: true, validity: '2h' });
    expect(story({ passes, checkIn: checkIn() }, rules)[1]).toEqual(['2026-11-03T11:00:00', 'denied', 'passUsedUp']);
  });

  test('caps a minute pass from its first use', () => {
    const passes = [minutePass(6000, { usedAt: at('2026-11-03T09:10') })];
    expect(story({ passes, checkIn: checkIn() }, valid({ validity: '90m' }))[1]).toEqual([
      '2026-11-03T10:40:00',
      'denied',
      'passUsedUp',
    ]);
  });
});

describe('a pass beside a contract', () => {
  test('takes over where the contract ends', () => {
    const contracts = [contract({ cancellation: at('2026-11-20T12:00') })];
    expect(story({ contracts, passes: [pass()] })).toEqual([
      ['now', 'granted basic-wifi', 'contract'],
      ['2026-11-20T12:00:00', 'granted guest-wifi', 'pass'],
    ]);
  });

  test('counts by precedence like any other', () => {
    const better = pass({ planId: hotDesk, id: '78' });
    expect(decided({ passes: [pass(), better] }).evidence[0]?.id).toBe('78');
  });
});
