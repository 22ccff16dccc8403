import {
  at,
  checkIn,
  contract,
  DAY,
  decided,
  hotDesk,
  hours,
  minutePass,
  newYork,
  now,
  pass,
  rulesOf,
  stepsOf,
  story,
} from '../builders';

describe('the hours of a pass', () => {
  const weekdays = [1, 2, 3, 4, 5];
  const mornings = pass({ availability: hours(weekdays, '08:00', '13:00') });

  test('open and close it to the second, in the zone of its location', () => {
    expect(story({ passes: [mornings] }, rulesOf(), at('2026-11-05T10:00')).slice(0, 5)).toEqual([
      ['now', 'granted guest-wifi', 'pass'],
      ['2026-11-05T13:00:00', 'prepared guest-wifi', 'outsideHours'],
      ['2026-11-06T08:00:00', 'granted guest-wifi', 'pass'],
      ['2026-11-06T13:00:00', 'prepared guest-wifi', 'outsideHours'],
      ['2026-11-09T08:00:00', 'granted guest-wifi', 'pass'],
    ]);
    const states = ['07:59:59', '08:00:00', '12:59:59', '13:00:00'].map(
      (time) => decided({ passes: [mornings] }, rulesOf(), at(`2026-11-03T${time}`)).access.state,
    );
    expect(states).toEqual(['prepared', 'granted', 'granted', 'prepared']);
  });

  test('are told as stated, with the next opening', () => {
    expect(decided({ passes: [mornings] }, rulesOf({ prepareAhead: false }), at('2026-11-03T13:00'))).toMatchObject({
      access: { state: 'denied' },
      reason: 'outsideHours',
      evidence: [{ kind: 'pass', id: '77', at: at('2026-11-04T08:00') }],
      sure: true,
    });
  });

  test.each([
    ['forward', '2026-03-27T12:00', '2026-03-30T08:00'],
    ['back', '2026-10-23T12:00', '2026-10-26T08:00'],
  ])('are those on the wall when clocks have gone %s', (_direction, friday, monday) => {
    const passes = [pass({ created: null, availability: mornings.availability })];
    expect(stepsOf({ passes }, rulesOf(), at(friday))[2]?.from).toBe(at(monday));
  });

  test('that begin in an hour which the clock skips begin once it has moved on', () => {
    const passes = [pass({ created: null, availability: hours([0], '01:30', '13:00') })];
    expect(stepsOf({ passes }, rulesOf(), at('2026-03-28T12:00'))[1]?.from).toBe(at('2026-03-29T02:30'));
  });

  test('may pass midnight', () => {
    const nights = pass({ availability: hours([2], '22:00', '06:00') });
    expect(story({ passes: [nights] }).slice(0, 3)).toEqual([
      ['now', 'prepared guest-wifi', 'outsideHours'],
      ['2026-11-03T22:00:00', 'granted guest-wifi', 'pass'],
      ['2026-11-04T06:00:00', 'prepared guest-wifi', 'outsideHours'],
    ]);
  });

  test.each([
    ['00:00', '00:00'],
    ['00:00', '23:59'],
    ['06:00', '06:00'],
  ])('of every day from %s to %s are all hours', (from, to) => {
    const always = pass({ availability: hours([0, 1, 2, 3, 4, 5, 6], from, to) });
    expect(story({ passes: [always] })).toEqual([['now', 'granted guest-wifi', 'pass']]);
  });

  test('that adjoin are one opening', () => {
    const [early, late] = [hours([2], '08:00', '12:00'), hours([2], '12:00', '18:00')];
    const both = pass({ availability: { ...early, slots: [...late.slots, ...early.slots] } });
    expect(story({ passes: [both] })[1]).toEqual(['2026-11-03T18:00:00', 'prepared guest-wifi', 'outsideHours']);
  });

  test('of a network product are written by its own clock and hold by that of each location', () => {
    const abroad = pass({ businessId: newYork, availability: hours(weekdays, '08:00', '13:00') });
    const steps = stepsOf({ passes: [abroad] }, rulesOf(), at('2026-11-03T10:00', 'America/New_York'));
    expect(steps[1]?.from).toBe(at('2026-11-03T13:00', 'America/New_York'));
    const written = pass({ businessId: newYork, availability: hours(weekdays, '08:00', '13:00', newYork) });
    const same = stepsOf({ passes: [written] }, rulesOf(), at('2026-11-03T10:00', 'America/New_York'));
    expect(same.map(({ from }) => from)).toEqual(steps.map(({ from }) => from));
  });

  test('do not stretch its day or its contract', () => {
    const used = { used: true, usedAt: at('2026-11-03T08:15') };
    expect(story({ passes: [{ ...mornings, ...used }] })).toEqual([
      ['now', 'granted guest-wifi', 'pass'],
      ['2026-11-03T13:00:00', 'prepared guest-wifi', 'outsideHours'],
      ['2026-11-04T00:00:00', 'denied', 'passUsedUp'],
    ]);
  });

  test('are nothing to a member whose contract admits anyway', () => {
    expect(story({ contracts: [contract()], passes: [mornings] })).toEqual([['now', 'granted basic-wifi', 'contract']]);
  });

  test('tell long before whether an end changes anything', () => {
    const contracts = [contract({ cancellation: at('2026-12-25T09:00') })];
    const hash = (instant: number) =>
      stepsOf(
        { contracts, passes: [pass({ planId: hotDesk, availability: mornings.availability })] },
        rulesOf(),
        instant,
      )[0]?.hash;
    expect(hash(at('2026-12-20T09:00'))).toBe(hash(now));
  });

  test('count again where the contract ends', () => {
    const contracts = [contract({ cancellation: at('2026-11-20T00:00') })];
    expect(story({ contracts, passes: [mornings] }).slice(0, 4)).toEqual([
      ['now', 'granted basic-wifi', 'contract'],
      ['2026-11-20T00:00:00', 'prepared guest-wifi', 'outsideHours'],
      ['2026-11-20T08:00:00', 'granted guest-wifi', 'pass'],
      ['2026-11-20T13:00:00', 'prepared guest-wifi', 'outsideHours'],
    ]);
  });

  test('of one pass begin as those of another end: nothing is written', () => {
    const afternoons = pass({ id: '78', availability: hours(weekdays, '13:00', '18:00') });
    expect(story({ passes: [mornings, afternoons] })[1]).toEqual([
      '2026-11-03T18:00:00',
      'prepared guest-wifi',
      'outsideHours',
    ]);
  });

  test('hold for a minute pass as well, whether its member is there or not', () => {
    const minutes = minutePass(6000, { availability: mornings.availability });
    expect(decided({ passes: [minutes] }).reason).toBe('checkInNeeded');
    expect(story({ passes: [minutes], checkIn: checkIn() })[1]?.[0]).toBe('2026-11-03T13:00:00');
  });

  test('that are other ones make another entitlement, the next week of the same does not', () => {
    const hash = (availability: typeof mornings.availability, instant: number) =>
      decided({ passes: [pass({ availability })] }, rulesOf(), instant).hash;
    const longer = hours(weekdays, '08:00', '14:00');
    expect(hash(longer, now)).not.toBe(hash(mornings.availability, now));
    expect(hash(mornings.availability, now + 7 * DAY)).toBe(hash(mornings.availability, now));
  });
});
