import { businessId, planId } from '../../../domain/replayed/ids';
import { resolveSettings, type World } from '../../../domain/settings/resolve-settings';
import { locationOf, zoneOf } from '../../../domain/settings/locations';
import { orgUnitsOf, type Rules } from '../../../domain/settings/rules';
import { DAY, HOUR, hotDesk, london, MINUTE, newYork, rulesOf, settingsOf, world } from '../builders';

function resolve(changes: object, of: World = world, previous: Rules | null = null) {
  const resolved = resolveSettings(settingsOf(changes), of, previous);
  return resolved.ok
    ? { rules: resolved.rules, warnings: resolved.warnings, errors: [] }
    : { errors: resolved.errors, warnings: [] };
}
const names = (rules: Rules | undefined) => Object.values(rules?.plans ?? {}).map(({ name }) => name);

describe('the default plan map', () => {
  test('has the four plans that the product knows', () => {
    const { rules } = resolve({});
    expect(
      Object.values(rules?.plans ?? {}).map(({ name, group, orgUnit, precedence }) => [
        name,
        group,
        orgUnit,
        precedence,
      ]),
    ).toEqual([
      ['Hot Desk', 'basic-wifi', 'basic-wifi', 20],
      ['Dedicated Desk', 'premium-wifi', 'premium-wifi', 30],
      ['Private Office', 'premium-wifi', 'premium-wifi-priority', 40],
      ['Day Pass', 'guest-wifi', 'guest-wifi', 10],
    ]);
  });

  test('has no attributes per user, so a grant is one write', () => {
    expect(Object.values(resolve({}).rules?.plans ?? {}).map(({ attributes }) => attributes)).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });

  test('leaves out what is not in Nexudus, with a warning', () => {
    const { rules, warnings } = resolve({}, { ...world, plans: world.plans.filter(({ name }) => name !== 'Day Pass') });
    expect(names(rules)).not.toContain('Day Pass');
    expect(warnings).toEqual(['The default plan map names "Day Pass", which Nexudus does not have: left out.']);
  });
});

describe('a plan map', () => {
  test('replaces the default one', () => {
    expect(names(resolve({ plans: { 'Mail Box': { group: 'none' } } }).rules)).toEqual(['Mail Box']);
  });

  test('is by id or exact name', () => {
    expect(resolve({ plans: { '11': { group: 'a' } } }).rules?.plans[hotDesk]).toMatchObject({
      name: 'Hot Desk',
      group: 'a',
    });
    expect(resolve({ plans: { 'Hot Desk': { group: 'a' } } }).rules?.plans[hotDesk]).toMatchObject({
      name: 'Hot Desk',
      group: 'a',
    });
  });

  test('names every location by a name, and one of them by an id', () => {
    const elsewhere = { id: planId('99'), name: 'Hot Desk', businessId: newYork, kind: 'tariff' as const };
    const twoDesks = { ...world, plans: [...world.plans, elsewhere] };
    const { rules } = resolve({ plans: { '99': { group: 'ny' }, 'Hot Desk': { group: 'all' } } }, twoDesks);
    expect(Object.values(rules?.plans ?? {}).map(({ group }) => group)).toEqual(['all', 'ny']);
  });

  test('with plans that are not in Nexudus is refused, all of them at once', () => {
    const { errors } = resolve({
      plans: { 'hot desk': { group: 'a' }, '77': { group: 'b' }, Penthouse: { group: 'c' } },
    });
    expect(errors).toContainEqual({
      path: 'plans.hot desk',
      message: 'is neither the id nor the exact name of a plan or pass in Nexudus; did you mean "Hot Desk"?',
    });
    expect(errors.map(({ path }) => path).sort()).toEqual(['plans.77', 'plans.Penthouse', 'plans.hot desk']);
  });

  test('gives each plan what it contains, and defaults for the rest', () => {
    const attributes = { vlan: 20 };
    const plans = {
      'Hot Desk': { group: 'a', orgUnit: 'b', validity: '24h', checkInRequired: false, attributes },
      'Day Pass': { group: 'c', attributes: {} },
      'Mail Box': { group: 'none', orgUnit: 'of no account' },
    };
    expect(Object.values(resolve({ checkInRequired: true, plans }).rules?.plans ?? {})).toEqual([
      {
        name: 'Hot Desk',
        mappedAs: 'Hot Desk',
        group: 'a',
        orgUnit: 'b',
        precedence: 0,
        validityMs: DAY,
        checkInRequired: false,
        attributes,
      },
      {
        name: 'Day Pass',
        mappedAs: 'Day Pass',
        group: 'c',
        orgUnit: 'c',
        precedence: 0,
        validityMs: null,
        checkInRequired: true,
        attributes: null,
      },
      {
        name: 'Mail Box',
        mappedAs: 'Mail Box',
        group: null,
        orgUnit: null,
        precedence: 0,
        validityMs: null,
        checkInRequired: true,
        attributes: null,
      },
    ]);
  });
});

describe('a plan that is renamed in Nexudus', () => {
  const renamed: World = {
    ...world,
    plans: world.plans.map((plan) => (plan.id === hotDesk ? { ...plan, name: 'Hot Seat' } : plan)),
  };
  const map = { plans: { 'Hot Desk': { group: 'a' }, 'Day Pass': { group: 'b' } } };

  test.each([
    ['of a map', map],
    ['of the default map', {}],
  ])('%s is mapped as before, whatever else is saved, and that is said', (_, changes) => {
    const before = resolve(changes).rules;
    let previous = before ?? null;
    for (let times = 0; times < 2; times += 1) {
      const { rules, warnings } = resolve({ ...changes, graceMinutes: 5 }, renamed, previous);
      expect(rules?.plans[hotDesk]).toEqual({ ...before?.plans[hotDesk], name: 'Hot Seat' });
      expect(rules?.retiredPlans).toEqual([]);
      expect(warnings).toContainEqual(
        'The plan "Hot Desk" of the map is called "Hot Seat" in Nexudus now; it is mapped as before.',
      );
      previous = rules ?? previous;
    }
  });

  test('is found by its new name before its old one', () => {
    const both = { plans: { 'Hot Desk': { group: 'a' }, 'Hot Seat': { group: 'c' } } };
    expect(resolve(both, renamed, rulesOf(map)).rules?.plans[hotDesk]).toMatchObject({ group: 'c' });
  });
});

describe('plans that were mapped', () => {
  const onlyPasses = { plans: { 'Day Pass': { group: 'guest-wifi' } } };

  test('are retired when they no longer are, and stay so', () => {
    const retired = rulesOf(onlyPasses, rulesOf());
    expect(retired.retiredPlans).toEqual(['11', '12', '13', '15']);
    expect(rulesOf(onlyPasses, retired).retiredPlans).toEqual(['11', '12', '13', '15']);
  });

  test('come back when they are mapped again', () => {
    expect(rulesOf({}, rulesOf(onlyPasses, rulesOf())).retiredPlans).toEqual([]);
  });

  test('the version counts on', () => {
    expect([rulesOf().version, rulesOf({}, rulesOf()).version]).toEqual([1, 2]);
  });
});

describe('locations', () => {
  test('have the zone of Nexudus, and the settings for all', () => {
    const rules = rulesOf();
    expect(rules.zones[newYork]).toEqual({
      zone: 'America/New_York',
      cutOff: '00:00',
      ssid: 'Loft Members',
      hiddenSsid: false,
      spaceName: 'The Loft',
    });
    expect([zoneOf(rules, london), zoneOf(rules, newYork)]).toEqual(['Europe/London', 'America/New_York']);
  });

  test('that are unknown have the settings for all', () => {
    expect(zoneOf(rulesOf(), businessId('3'))).toBe('Europe/London');
    expect(locationOf(rulesOf({ timeZone: 'Europe/Paris', cutOff: '22:00' }), null)).toEqual({
      zone: 'Europe/Paris',
      cutOff: '22:00',
      ssid: 'Loft Members',
      hiddenSsid: false,
      spaceName: 'The Loft',
    });
  });

  test('can differ in everything', () => {
    const own = { timeZone: 'America/Chicago', cutOff: '20:00', ssid: 'NY', hiddenSsid: true, spaceName: 'Loft NY' };
    const { timeZone, ...rest } = own;
    expect(rulesOf({ locations: { '2': own } }).zones[newYork]).toEqual({ zone: timeZone, ...rest });
  });

  test('a time zone in the settings beats that of Nexudus, with a warning if they differ', () => {
    const { rules, warnings } = resolve({ timeZone: 'Europe/London' });
    expect(rules?.zones[newYork]?.zone).toBe('Europe/London');
    expect(warnings).toEqual([
      'In Nexudus location 2 is in America/New_York, but timeZone is Europe/London, which is used.',
    ]);
  });

  test('without a usable zone have the default one, with a warning', () => {
    const businesses = [{ id: london, name: 'London', timeZone: 'GMT Standard Time' }];
    const { rules, warnings } = resolve({}, { ...world, businesses });
    expect(rules?.zones[london]?.zone).toBe('Europe/London');
    expect(warnings).toEqual(['Nexudus has no time zone for location 1: Europe/London is used.']);
  });

  test('if nothing else has a time zone, the settings must', () => {
    const zoneless = { ...world, businesses: [], defaultTimeZone: null };
    expect(resolve({}, zoneless).errors).toEqual([{ path: 'timeZone', message: 'is missing, and Nexudus has none' }]);
    expect(resolve({ timeZone: 'UTC' }, zoneless).errors).toEqual([]);
  });

  test('that are not in Nexudus are refused', () => {
    expect(resolve({ locations: { '3333': {} } }).errors).toEqual([
      { path: 'locations.3333', message: 'is not the id of a location in Nexudus' },
    ]);
  });
});

test('times are in milliseconds', () => {
  const rules = rulesOf({ graceMinutes: 90, checkInGraceMinutes: 15, retentionDays: 2 });
  expect([rules.graceMs, rules.checkInGraceMs, rules.retentionMs]).toEqual([90 * MINUTE, HOUR / 4, 2 * DAY]);
});

test('the org units that must exist are named once each', () => {
  expect(orgUnitsOf(rulesOf())).toEqual(['basic-wifi', 'guest-wifi', 'premium-wifi', 'premium-wifi-priority']);
});

test('rules are plain JSON', () => {
  const rules = rulesOf({ plans: { 'Hot Desk': { group: 'a', attributes: { vlan: 2 } } } });
  expect(JSON.parse(JSON.stringify(rules))).toEqual(rules);
});
