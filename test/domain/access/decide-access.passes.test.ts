import {
  at,
  checkIn,
  contract,
  DAY,
  decided,
  hotDesk,
  minutePass,
  newYork,
  now,
  pass,
  rulesOf,
  story,
  team,
  virtualOffice,
} from '../builders';

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

  test.each([
    ['after midnight', '2026-11-03T01:00', '2026-11-03T03:00'],
    ['before midnight', '2026-11-03T22:00', '2026-11-04T03:00'],
    ['at the cut-off', '2026-11-03T03:00', '2026-11-04T03:00'],
    ['in the night in which clocks go forward', '2026-03-28T22:00', '2026-03-29T03:00'],
    ['in the night in which clocks go back', '2026-10-24T22:00', '2026-10-25T03:00'],
    ['in the hour that the clock shows twice', '2026-10-25T01:30', '2026-10-25T03:00'],
  ])('%s, admits until the next daily cut-off', (_when, usedAt, end) => {
    const passes = [pass({ created: null, used: true, usedAt: at(usedAt) })];
    expect(story({ passes }, rulesOf({ cutOff: '03:00' }), at(usedAt))).toEqual([
      ['now', 'granted guest-wifi', 'pass'],
      [`${end}:00`, 'denied', 'passUsedUp'],
    ]);
  });

  test('ends at the cut-off of its own location', () => {
    const rules = rulesOf({ cutOff: '03:00', locations: { '2': { cutOff: '05:00' } } });
    const passes = [pass({ businessId: newYork, used: true, usedAt: at('2026-11-03T01:00', 'America/New_York') })];
    expect(story({ passes }, rules, at('2026-11-03T01:00', 'America/New_York'), 'America/New_York')[1]?.[0]).toBe(
      '2026-11-03T05:00:00',
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
      ['2026-11-04T00:00:00', 'prepared guest-wifi', 'checkInClosed'],
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

describe('a pass that a plan issued', () => {
  const uniqueId = 'c-1';
  const issued = (changes = {}) => pass({ issuedBy: { contract: uniqueId }, ...changes });
  const mail = (changes = {}) => contract({ uniqueId, planId: virtualOffice, planName: 'Virtual Office', ...changes });

  test('counts while its contract does, though that itself gives no WiFi', () => {
    expect(story({ contracts: [mail()], passes: [issued()] })).toEqual([['now', 'granted guest-wifi', 'pass']]);
  });

  test('ends with its contract', () => {
    const contracts = [mail({ cancellation: at('2026-11-20T00:00') })];
    expect(story({ contracts, passes: [issued()] })).toEqual([
      ['now', 'granted guest-wifi', 'pass'],
      ['2026-11-20T00:00:00', 'denied', 'ended'],
    ]);
    const ended = [contract({ uniqueId, cancellation: now - DAY })];
    expect(decided({ contracts: ended, passes: [issued()] })).toMatchObject({
      access: { state: 'denied' },
      reason: 'ended',
      evidence: [{ kind: 'contract' }],
      sure: true,
    });
  });

  test('rests while its contract is paused; one that was bought does not', () => {
    const contracts = [contract({ uniqueId, pauses: [{ from: now - DAY, until: at('2026-12-01T00:00') }] })];
    expect(story({ contracts, passes: [issued()] })).toEqual([
      ['now', 'denied', 'paused'],
      ['2026-12-01T00:00:00', 'granted basic-wifi', 'contract'],
    ]);
    expect(decided({ contracts, passes: [issued(), pass({ id: '78' })] })).toMatchObject({
      reason: 'pass',
      evidence: [{ id: '78' }],
    });
    expect(decided({ contracts, passes: [issued()] }, rulesOf({ pausedMeansDenied: false })).access.state).toBe(
      'granted',
    );
  });

  test('counts from the start of its contract on', () => {
    const contracts = [mail({ start: at('2026-11-04T00:00') })];
    expect(story({ contracts, passes: [issued()] })).toEqual([
      ['now', 'denied', 'notStarted'],
      ['2026-11-04T00:00:00', 'granted guest-wifi', 'pass'],
    ]);
  });

  test('follows the contract that it names, not another', () => {
    const contracts = [mail({ cancellation: now - DAY }), mail({ id: '4412', uniqueId: 'c-2' })];
    expect(decided({ contracts, passes: [issued()] }).reason).toBe('noWifiPlan');
  });

  test('and names none, follows all that its holder has', () => {
    const unnamed = [issued({ issuedBy: { contract: null } })];
    const contracts = [mail({ cancellation: now - DAY }), mail({ id: '4412', uniqueId: 'c-2' })];
    expect(decided({ contracts, passes: unnamed }).reason).toBe('pass');
    expect(decided({ contracts: contracts.slice(0, 1), passes: unnamed }).reason).toBe('ended');
  });

  test('ends with its contract also where that was read twice, with different ends', () => {
    const contracts = [mail({ cancellation: now - DAY }), mail({ cancellation: at('2026-11-20T00:00') })];
    expect(story({ contracts, passes: [issued()] })).toEqual([
      ['now', 'granted guest-wifi', 'pass'],
      ['2026-11-20T00:00:00', 'denied', 'ended'],
    ]);
  });

  test('and names a contract that no read shows, counts by itself: what is unknown is not gone', () => {
    expect(decided({ contracts: [contract({ cancellation: now - DAY })], passes: [issued()] }).reason).toBe('pass');
  });

  test('of a team follows the contract of the paying member', () => {
    const teams = (changes: object) => [
      team({ sharesPasses: true, contracts: [mail(changes)], passes: [issued({ businessId: mail().businessId })] }),
    ];
    expect(decided({ teams: teams({}) }).reason).toBe('teamPass');
    expect(decided({ teams: teams({ cancellation: now - DAY }) }).reason).toBe('ended');
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
