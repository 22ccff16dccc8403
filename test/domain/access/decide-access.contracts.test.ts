import { planId } from '../../../domain/replayed/ids';
import {
  at,
  contract,
  DAY,
  decided,
  dedicatedDesk,
  now,
  rulesOf,
  stepsOf,
  story,
  unknownPlan,
  virtualOffice,
} from '../builders';

describe('a contract', () => {
  test('a member without a contract or pass is denied, and one look is not enough to be sure', () => {
    expect(decided({})).toMatchObject({
      access: { state: 'denied' },
      reason: 'none',
      sure: false,
      confirmAfterMs: 10_000,
    });
  });

  test('admits while it runs, at the level of its plan', () => {
    expect(decided({ contracts: [contract()] })).toMatchObject({
      access: {
        state: 'granted',
        planId: '11',
        group: 'basic-wifi',
        orgUnit: 'basic-wifi',
        precedence: 20,
        attributes: null,
      },
      reason: 'contract',
      evidence: [{ kind: 'contract', id: '4411', planName: 'Hot Desk', zone: 'Europe/London' }],
      sure: false,
      confirmAfterMs: 10_000,
    });
  });

  test('without a start it has always been running', () => {
    expect(story({ contracts: [contract({ start: null })] })).toEqual([['now', 'granted basic-wifi', 'contract']]);
  });

  test('that starts later is denied until a day before, prepared from then on, granted at its start', () => {
    const later = contract({ start: at('2026-11-10T00:00') });
    expect(story({ contracts: [later] })).toEqual([
      ['now', 'denied', 'notStarted'],
      ['2026-11-09T00:00:00', 'prepared basic-wifi', 'notStarted'],
      ['2026-11-10T00:00:00', 'granted basic-wifi', 'contract'],
    ]);
  });

  test('that starts later is denied until then if nothing is prepared', () => {
    const later = contract({ start: at('2026-11-04T00:00') });
    expect(story({ contracts: [later] }, rulesOf({ prepareAhead: false }))).toEqual([
      ['now', 'denied', 'notStarted'],
      ['2026-11-04T00:00:00', 'granted basic-wifi', 'contract'],
    ]);
  });

  test('that starts later starts, whether Nexudus calls it active already or not', () => {
    const later = contract({ start: at('2026-11-04T00:00') });
    expect(stepsOf({ contracts: [{ ...later, active: false }] })).toEqual(stepsOf({ contracts: [later] }));
  });

  test('with a past cancellation date has ended, whatever Active says', () => {
    const ended = contract({ cancellation: at('2026-10-30T12:00'), active: true });
    expect(decided({ contracts: [ended] })).toMatchObject({
      access: { state: 'denied' },
      reason: 'ended',
      evidence: [{ id: '4411', at: at('2026-10-30T12:00') }],
      sure: true,
      confirmAfterMs: 0,
    });
  });

  test('with a future cancellation date admits until then, whatever Active says, and the end is a deadline', () => {
    const leaving = contract({ cancellation: at('2026-11-20T12:00'), active: false });
    expect(story({ contracts: [leaving] })).toEqual([
      ['now', 'granted basic-wifi', 'contract'],
      ['2026-11-20T12:00:00', 'denied', 'ended'],
    ]);
    expect(stepsOf({ contracts: [leaving] })[1]).toMatchObject({ sure: true, confirmAfterMs: 0 });
  });

  test('that is not active and has no date admits nobody, but Active alone is not sure', () => {
    expect(decided({ contracts: [contract({ active: false })] })).toMatchObject({
      access: { state: 'denied' },
      reason: 'ended',
      sure: false,
      confirmAfterMs: 10_000,
    });
  });

  test('that ended just now may be half of a plan change: the removal waits for a second look', () => {
    const justEnded = contract({ cancellation: now - 5_000 });
    expect(decided({ contracts: [justEnded] })).toMatchObject({ reason: 'ended', sure: false, confirmAfterMs: 10_000 });
    const longEnded = contract({ cancellation: now - 10 * 60_000 });
    expect(decided({ contracts: [longEnded] })).toMatchObject({ reason: 'ended', sure: true, confirmAfterMs: 0 });
  });

  test('that was cancelled before it began never admits', () => {
    const never = contract({ start: at('2026-11-10T09:00'), cancellation: at('2026-11-10T08:00') });
    expect(story({ contracts: [never] })).toEqual([['now', 'denied', 'ended']]);
  });
});

describe('the end of a contract', () => {
  const ends = (cancellation: number, settings: object = {}) =>
    story({ contracts: [contract({ cancellation })] }, rulesOf(settings))[1]?.[0];
  const midnight = at('2026-11-20T00:00');
  const noon = at('2026-11-20T12:00');
  const including = rulesOf({ contractEnds: 'auto' });

  test('is the first instant of its date, as Nexudus says', () => {
    expect(ends(midnight)).toBe('2026-11-20T00:00:00');
    expect(ends(noon)).toBe('2026-11-20T12:00:00');
  });

  test('dated today has passed since midnight: out at once', () => {
    const cancelled = contract({ cancellation: at('2026-11-03T00:00'), active: false });
    expect(stepsOf({ contracts: [cancelled] })).toMatchObject([
      {
        access: { state: 'denied' },
        reason: 'ended',
        evidence: [{ at: at('2026-11-03T00:00') }],
        sure: true,
        confirmAfterMs: 0,
      },
    ]);
  });

  test.each([
    ['clocks go forward', '2026-03-29T00:00', '2026-03-28T10:00'],
    ['clocks go back', '2026-10-25T00:00', '2026-10-24T10:00'],
    ['midnight does not exist', '2026-09-06T01:00', '2026-09-05T10:00', 'America/Santiago'],
  ])('never includes a day on which %s', (_when, date, earlier, zone = 'Europe/London') => {
    const rules = rulesOf({ timeZone: zone });
    const [, end] = stepsOf({ contracts: [contract({ cancellation: at(date, zone) })] }, rules, at(earlier, zone));
    expect(end?.from).toBe(at(date, zone));
  });

  test.each([
    ['auto', 'a date: its day is included', midnight, '2026-11-21T00:00:00'],
    ['auto', 'an instant', noon, '2026-11-20T12:00:00'],
    ['endOfDay', 'a date', midnight, '2026-11-21T00:00:00'],
    ['endOfDay', 'the day of an instant', noon, '2026-11-21T00:00:00'],
    ['instant', 'as it is', midnight, '2026-11-20T00:00:00'],
    ['instant', 'as it is', noon, '2026-11-20T12:00:00'],
  ])('contractEnds %s: %s', (contractEnds, _what, cancellation, end) => {
    expect(ends(cancellation, { contractEnds })).toBe(end);
  });

  test('where a date includes its day, midnight is that of the location', () => {
    const inNewYork = contract({ businessId: '2' as never, cancellation: at('2026-11-20T00:00', 'America/New_York') });
    expect(story({ contracts: [inNewYork] }, including, now, 'America/New_York')[1]?.[0]).toBe('2026-11-21T00:00:00');
    const londonMidnight = contract({ businessId: '2' as never, cancellation: at('2026-11-20T00:00') });
    expect(story({ contracts: [londonMidnight] }, including)[1]?.[0]).toBe('2026-11-20T00:00:00');
  });

  test('the grace is added to it', () => {
    expect(ends(noon, { graceMinutes: 90 })).toBe('2026-11-20T13:30:00');
    expect(ends(midnight, { graceMinutes: 90 })).toBe('2026-11-20T01:30:00');
    expect(ends(midnight, { graceMinutes: 90, contractEnds: 'auto' })).toBe('2026-11-21T01:30:00');
    const inGrace = contract({ cancellation: now - 60_000 });
    expect(story({ contracts: [inGrace] }, rulesOf({ graceMinutes: 2 }))).toEqual([
      ['now', 'granted basic-wifi', 'contract'],
      ['2026-11-03T10:01:00', 'denied', 'ended'],
    ]);
  });

  test('where a date includes its day, so does that on which clocks go forward and which has 23 hours', () => {
    const [, end] = stepsOf(
      { contracts: [contract({ cancellation: at('2026-03-29T00:00') })] },
      including,
      at('2026-03-28T10:00'),
    );
    expect(end?.from).toBe(at('2026-03-29T00:00') + 23 * 3_600_000);
  });

  test('and that on which clocks go back and which has 25 hours', () => {
    const [, end] = stepsOf(
      { contracts: [contract({ cancellation: at('2026-10-25T00:00') })] },
      including,
      at('2026-10-24T10:00'),
    );
    expect(end?.from).toBe(at('2026-10-25T00:00') + 25 * 3_600_000);
  });

  test('validity caps it, counted from its start', () => {
    const rules = rulesOf({ plans: { 'Hot Desk': { group: 'basic-wifi', validity: '7d' } } });
    expect(story({ contracts: [contract({ start: now - DAY, cancellation: now + 30 * DAY })] }, rules)).toEqual([
      ['now', 'granted basic-wifi', 'contract'],
      ['2026-11-09T10:00:00', 'denied', 'ended'],
    ]);
  });
});

describe('a pause', () => {
  const pauses = [{ from: at('2026-11-10T00:00'), until: at('2026-12-01T00:00') }];

  test('in the future takes access away when it begins and gives it back when it ends', () => {
    expect(story({ contracts: [contract({ pauses })] })).toEqual([
      ['now', 'granted basic-wifi', 'contract'],
      ['2026-11-10T00:00:00', 'denied', 'paused'],
      ['2026-12-01T00:00:00', 'granted basic-wifi', 'contract'],
    ]);
  });

  test('that holds now denies for sure', () => {
    expect(decided({ contracts: [contract({ pauses })] }, rulesOf(), at('2026-11-15T10:00'))).toMatchObject({
      access: { state: 'denied' },
      reason: 'paused',
      evidence: [{ kind: 'contract', id: '4411', at: at('2026-12-01T00:00') }],
      sure: true,
    });
  });

  test('without an end holds until somebody ends it', () => {
    expect(story({ contracts: [contract({ pauses: [{ from: now - DAY, until: null }] })] })).toEqual([
      ['now', 'denied', 'paused'],
    ]);
  });

  test('is ignored while pausedMeansDenied is off', () => {
    expect(story({ contracts: [contract({ pauses })] }, rulesOf({ pausedMeansDenied: false }))).toEqual([
      ['now', 'granted basic-wifi', 'contract'],
    ]);
  });

  test('of one contract does not affect another', () => {
    const other = contract({ id: '4412', planId: dedicatedDesk, pauses });
    expect(story({ contracts: [contract(), other] })).toEqual([
      ['now', 'granted premium-wifi', 'contract'],
      ['2026-11-10T00:00:00', 'granted basic-wifi', 'contract'],
      ['2026-12-01T00:00:00', 'granted premium-wifi', 'contract'],
    ]);
  });
});

describe('of several contracts', () => {
  const granted = (...contracts: ReturnType<typeof contract>[]) => decided({ contracts }).evidence[0]?.id;

  test('the highest precedence counts', () => {
    expect(granted(contract(), contract({ id: '1', planId: dedicatedDesk, main: false }))).toBe('1');
  });

  test('then the main one', () => {
    expect(granted(contract({ id: '1', main: false, start: now - DAY }), contract({ id: '2' }))).toBe('2');
  });

  test('then the newest', () => {
    expect(granted(contract({ id: '1' }), contract({ id: '2', start: now - DAY }))).toBe('2');
    expect(granted(contract({ id: '1', start: null }), contract({ id: '2' }))).toBe('2');
  });

  test('the order in which they were read does not matter', () => {
    const one = contract({ id: '1' });
    const two = contract({ id: '2' });
    expect(granted(one, two)).toBe(granted(two, one));
  });

  test('one that ends as the next of the same level begins changes nothing: nothing is written', () => {
    const renewal = at('2026-12-01T00:00');
    const contracts = [contract({ cancellation: renewal }), contract({ id: '4412', start: renewal })];
    expect(story({ contracts }, rulesOf())).toEqual([['now', 'granted basic-wifi', 'contract']]);
  });

  test('nor does a change between plans that write the same', () => {
    const rules = rulesOf({
      plans: { 'Hot Desk': { group: 'wifi', precedence: 1 }, 'Dedicated Desk': { group: 'wifi', precedence: 2 } },
    });
    const change = at('2026-12-01T00:00');
    const contracts = [
      contract({ cancellation: change }),
      contract({ id: '4412', start: change, planId: dedicatedDesk }),
    ];
    expect(stepsOf({ contracts }, rules)).toHaveLength(1);
  });

  test('one that ends as the next of another level begins is one move', () => {
    const change = at('2026-12-01T00:00');
    const contracts = [
      contract({ cancellation: change }),
      contract({ id: '4412', start: change, planId: dedicatedDesk }),
    ];
    expect(story({ contracts }, rulesOf())).toEqual([
      ['now', 'granted basic-wifi', 'contract'],
      ['2026-12-01T00:00:00', 'granted premium-wifi', 'contract'],
    ]);
  });

  test('a gap between one and the next is bridged by a prepared account', () => {
    const contracts = [
      contract({ cancellation: at('2026-11-10T12:00') }),
      contract({ id: '4412', start: at('2026-11-12T12:00') }),
    ];
    expect(story({ contracts })).toEqual([
      ['now', 'granted basic-wifi', 'contract'],
      ['2026-11-10T12:00:00', 'denied', 'notStarted'],
      ['2026-11-11T12:00:00', 'prepared basic-wifi', 'notStarted'],
      ['2026-11-12T12:00:00', 'granted basic-wifi', 'contract'],
    ]);
  });

  test('the latest that ended is named', () => {
    const contracts = [
      contract({ id: '1', cancellation: now - 9 * DAY }),
      contract({ id: '2', cancellation: now - 3 * DAY }),
    ];
    expect(decided({ contracts }).evidence.map(({ id }) => id)).toEqual(['2', '1']);
  });

  test('a pause is not sure while another contract may only lag', () => {
    const paused = contract({ id: '1', pauses: [{ from: now - DAY, until: null }] });
    const replaced = contract({ id: '2', active: false });
    expect(decided({ contracts: [paused, replaced] })).toMatchObject({ reason: 'paused', sure: false });
  });
});

describe('the plan map', () => {
  test('a plan without WiFi denies, for sure', () => {
    expect(decided({ contracts: [contract({ planId: virtualOffice })] })).toMatchObject({
      access: { state: 'denied' },
      reason: 'noWifiPlan',
      sure: true,
    });
  });

  test('a plan that was never mapped denies, not for sure', () => {
    expect(decided({ contracts: [contract({ planId: unknownPlan })] })).toMatchObject({
      access: { state: 'denied' },
      reason: 'unmappedPlan',
      sure: false,
      confirmAfterMs: 10_000,
    });
  });

  test('members of a plan that is no longer mapped keep what they have', () => {
    const rules = rulesOf({ plans: { 'Dedicated Desk': { group: 'premium-wifi' } } }, rulesOf());
    expect(decided({ contracts: [contract()] }, rules)).toMatchObject({
      access: { state: 'keep' },
      reason: 'retiredPlan',
    });
    expect(story({ contracts: [contract({ cancellation: at('2026-11-20T12:00') })] }, rules)).toEqual([
      ['now', 'keep', 'retiredPlan'],
      ['2026-11-20T12:00:00', 'denied', 'ended'],
    ]);
  });

  test.each([virtualOffice, unknownPlan])('plan %s does not stand in the way of a better one', (other) => {
    expect(decided({ contracts: [contract({ id: '1', planId: other }), contract({ main: false })] }).reason).toBe(
      'contract',
    );
  });

  test('a retired plan does not stand in the way of a mapped one', () => {
    const rules = rulesOf({ plans: { 'Dedicated Desk': { group: 'premium-wifi' } } }, rulesOf());
    const contracts = [contract(), contract({ id: '2', planId: dedicatedDesk })];
    expect(story({ contracts }, rules)).toEqual([['now', 'granted premium-wifi', 'contract']]);
  });

  test('attributes are set only if the map has them', () => {
    const rules = rulesOf({ plans: { 'Hot Desk': { group: 'basic-wifi', attributes: { downMbps: 50, vlan: 20 } } } });
    expect(decided({ contracts: [contract()] }, rules).access).toMatchObject({
      attributes: { downMbps: 50, vlan: 20 },
    });
  });

  test('an id that no plan has changes nothing', () => {
    expect(decided({ contracts: [contract({ planId: planId('999') })] }).reason).toBe('unmappedPlan');
  });
});
