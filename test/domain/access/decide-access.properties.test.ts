import fc from 'fast-check';
import { decideAccess } from '../../../domain/access/decide-access';
import { accessKey, type Entitlement, type Step } from '../../../domain/replayed/entitlement';
import type { Availability, CheckInFact, ContractFact, Facts, Interval, PassFact } from '../../../domain/access/facts';
import { businessId, memberId, planId, type Instant } from '../../../domain/replayed/ids';
import type { Override } from '../../../domain/replayed/override';
import type { Rules } from '../../../domain/settings/rules';
import { at, DAY, defaultMap, factsOf, HOUR, MINUTE, now, rulesOf, team } from '../builders';

// Around a week in which New York's clocks go back, on a grid of half hours, so that instants meet.
const start = at('2026-10-28T00:00');
const instant = fc.oneof(
  fc.integer({ min: 0, max: 14 * 48 }).map((halfHours) => start + halfHours * 30 * MINUTE),
  fc.integer({ min: 0, max: 14 * DAY }).map((ms) => start + ms),
);
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const place = fc.constantFrom('1', '2', '3').map(businessId);
const plan = fc.constantFrom('11', '12', '13', '14', '15', '16', '17').map(planId);
const id = fc.integer({ min: 1, max: 5 }).map(String);

const interval: fc.Arbitrary<Interval> = fc.record({ from: instant, until: maybe(instant) });

const guid = fc.constantFrom('a', 'b', 'c');
const aContract: fc.Arbitrary<ContractFact> = fc.record({
  id,
  uniqueId: maybe(guid),
  planId: plan,
  planName: fc.constant('Plan'),
  businessId: place,
  start: maybe(instant),
  cancellation: maybe(instant),
  active: fc.boolean(),
  main: fc.boolean(),
  pauses: fc.array(interval, { maxLength: 2 }),
});

/** On a grid of half hours; some openings pass midnight, some days have two, some none. */
const aTime = fc.integer({ min: 0, max: 47 }).map((halfHours) => halfHours * 30 * MINUTE);
const someHours: fc.Arbitrary<Availability> = fc.record({
  slots: fc.array(fc.record({ weekday: fc.integer({ min: 0, max: 6 }), from: aTime, to: aTime }), {
    minLength: 1,
    maxLength: 10,
  }),
  businessId: maybe(place),
});

const aPass: fc.Arbitrary<PassFact> = fc
  .record({
    id,
    planId: plan,
    planName: fc.constant('Pass'),
    businessId: place,
    kind: fc.constantFrom('day', 'minutes'),
    created: maybe(instant),
    expires: maybe(instant),
    used: fc.boolean(),
    usedAt: maybe(instant),
    minutesLeft: maybe(fc.integer({ min: 0, max: 3000 })),
    issuedBy: maybe(fc.record({ contract: maybe(guid) })),
    availability: fc.option(someHours, { nil: null, freq: 1 }),
  })
  .map((pass) => (pass.kind === 'day' ? { ...pass, minutesLeft: null } : pass));

const aCheckIn: fc.Arbitrary<CheckInFact> = fc
  .record({
    id,
    businessId: place,
    since: instant,
    length: maybe(fc.integer({ min: 0, max: 2 * DAY })),
    network: fc.boolean(),
  })
  .map(({ length, ...checkIn }) => ({ ...checkIn, until: length === null ? null : checkIn.since + length }));

const anOverride: fc.Arbitrary<Override> = fc.record({
  access: fc.constantFrom('allow', 'block'),
  until: maybe(instant),
  reason: fc.constant('because'),
  by: fc.constant('desk'),
  at: instant,
});

const ofOneProfile: fc.Arbitrary<Facts> = fc
  .record({
    presence: fc.constantFrom('present', 'present', 'present', 'absent'),
    active: fc.constantFrom(true, true, true, false),
    archived: fc.constantFrom(false, false, false, true),
    contracts: fc.array(aContract, { maxLength: 3 }),
    passes: fc.array(aPass, { maxLength: 2 }),
    checkIn: maybe(aCheckIn),
    teams: fc.array(
      fc.record({
        sharesPasses: fc.boolean(),
        contracts: fc.array(aContract, { maxLength: 1 }),
        passes: fc.array(aPass, { maxLength: 1 }),
      }),
      { maxLength: 1 },
    ),
    unpaid: fc.constantFrom('yes', 'no', 'unknown'),
    override: fc.option(anOverride, { nil: null, freq: 3 }),
  })
  .map(({ teams, ...facts }) => factsOf({ ...facts, teams: teams.map(team) }));

/** Some have another profile, whose person has the account by this one. */
const someFacts: fc.Arbitrary<Facts> = fc
  .record({ facts: ofOneProfile, other: fc.option(ofOneProfile, { nil: null, freq: 1 }) })
  .map(({ facts, other }) =>
    other === null
      ? facts
      : { ...facts, joined: { owner: facts.memberId, others: [{ ...other, memberId: memberId('4401') }] } },
  );

/** Two maps: one knows every plan, one has forgotten a plan it knew. Made once: to resolve settings takes its time. */
const maps = [
  rulesOf({ plans: { ...defaultMap, 'Hot Desk': { group: 'basic-wifi', precedence: 20, validity: '3d' } } }),
  rulesOf({}, rulesOf({ plans: { ...defaultMap, 'Mail Box': { group: 'basic-wifi' } } })),
];
const checkInEverywhere = (rules: Rules): Rules['plans'] =>
  Object.fromEntries(Object.entries(rules.plans).map(([key, rule]) => [key, { ...rule, checkInRequired: true }]));
const withCutOff = (rules: Rules, cutOff: string): Rules['zones'] =>
  Object.fromEntries(Object.entries(rules.zones).map(([key, location]) => [key, { ...location, cutOff }]));

const someRules: fc.Arbitrary<Rules> = fc
  .record({
    map: fc.constantFrom(...maps),
    cutOff: fc.constantFrom('23:59', '01:30', '18:00'),
    checkInRequired: fc.boolean(),
    autoDeprovision: fc.boolean(),
    checkInGraceMs: fc.constantFrom(0, 30 * MINUTE),
    prepareAhead: fc.boolean(),
    graceMs: fc.constantFrom(0, 45 * MINUTE),
    contractEnds: fc.constantFrom('auto', 'endOfDay', 'instant'),
    pausedMeansDenied: fc.boolean(),
    unpaid: fc.constantFrom('ignore', 'deny'),
    teamEntitlement: fc.constantFrom('payingMember', 'off'),
    presence: maybe(fc.constant({ group: 'visitor-wifi', orgUnit: 'visitor-wifi', precedence: 0, attributes: null })),
  })
  .map(({ map, ...settings }) => ({
    ...map,
    ...settings,
    plans: settings.checkInRequired ? checkInEverywhere(map) : map.plans,
    zones: withCutOff(map, settings.cutOff),
  }));

/** The step that covers an instant; undefined past what the entitlement holds. */
function stepAt({ steps }: Entitlement, instant: Instant): Step | undefined {
  const step = steps.findLast(({ from }) => from <= instant);
  return step === steps.at(-1) && steps.length === 12 ? undefined : step;
}

/** What a later read would bring if nothing happened: a contract that had not begun has become active when it did. */
const unchanged = (facts: Facts): Facts => ({
  ...facts,
  contracts: facts.contracts.map(begun),
  teams: facts.teams.map((each) => ({ ...each, contracts: each.contracts.map(begun) })),
  ...(facts.joined && { joined: { ...facts.joined, others: facts.joined.others.map(unchanged) } }),
});
const begun = (contract: ContractFact): ContractFact =>
  contract.start !== null && contract.start > now ? { ...contract, active: true } : contract;

const check = (property: fc.IProperty<[Facts, Rules, Instant]>, numRuns = 200) => fc.assert(property, { numRuns });
const later = fc.oneof(instant, fc.constantFrom(now, now + 1, now + HOUR)).map((value) => Math.max(value, now));

test('what it says now about a later instant is what it says then', () => {
  check(
    fc.property(someFacts, someRules, later, (facts, rules, then) => {
      const step = stepAt(decideAccess(facts, rules, now), then);
      const [first] = decideAccess(unchanged(facts), rules, then).steps;
      if (step && first) expect(accessKey(first.access)).toBe(accessKey(step.access));
    }),
    600,
  );
});

test('also at each change of a step, and just before it', () => {
  fc.assert(
    fc.property(someFacts, someRules, (facts, rules) => {
      const entitlement = decideAccess(facts, rules, now);
      for (const { from } of entitlement.steps.slice(1)) {
        for (const then of [from - 1, from, from + 1]) {
          const step = stepAt(entitlement, then);
          const [first] = decideAccess(unchanged(facts), rules, then).steps;
          if (step && first) expect(accessKey(first.access)).toBe(accessKey(step.access));
        }
      }
    }),
    { numRuns: 300 },
  );
});

test('the steps that remain have the same hashes when they are decided later', () => {
  check(
    fc.property(someFacts, someRules, later, (facts, rules, then) => {
      const entitlement = decideAccess(facts, rules, now);
      const step = stepAt(entitlement, then);
      const remaining = step ? entitlement.steps.slice(entitlement.steps.indexOf(step)) : [];
      const decided = decideAccess(unchanged(facts), rules, then).steps;
      expect(decided.slice(0, remaining.length).map(({ hash }) => hash)).toEqual(remaining.map(({ hash }) => hash));
    }),
  );
});

test('steps are in order, the first is the present one, neighbors differ, later ones are sure', () => {
  check(
    fc.property(someFacts, someRules, later, (facts, rules, then) => {
      const { steps } = decideAccess(facts, rules, then);
      expect(steps[0]?.from).toBe(then);
      steps.slice(1).forEach((step, index) => {
        const before = steps[index];
        expect(step.from).toBeGreaterThan(before?.from ?? Infinity);
        expect(before && accessKey(before.access)).not.toBe(accessKey(step.access));
        expect([step.sure, step.confirmAfterMs]).toEqual([true, 0]);
      });
      expect(steps.length).toBeLessThanOrEqual(12);
    }),
  );
});

test('nobody is let in after the end of every contract and pass', () => {
  const rules = rulesOf();
  check(
    fc.property(ofOneProfile, fc.constant(rules), later, (facts, _rules, then) => {
      const withEnds = {
        ...facts,
        override: null,
        teams: [],
        contracts: facts.contracts.map(ended),
        passes: facts.passes.map(expiring),
      };
      const ends = [
        ...withEnds.contracts.map(({ cancellation }) => cancellation ?? Infinity),
        ...withEnds.passes.map(({ expires }) => expires ?? Infinity),
      ];
      const [first] = decideAccess(withEnds, rules, then).steps;
      if (ends.every((end) => end <= then)) expect(first?.access.state).not.toBe('granted');
    }),
  );
});
const ended = (contract: ContractFact): ContractFact => ({
  ...contract,
  cancellation: contract.cancellation ?? now + DAY,
});
/** A day that has begun is finished, whatever the expiry: left out here. */
const expiring = (pass: PassFact): PassFact => ({ ...pass, used: false, expires: pass.expires ?? now + DAY });

test('a block beats everything', () => {
  check(
    fc.property(someFacts, someRules, later, (facts, rules, then) => {
      const block: Override = { access: 'block', until: null, reason: 'because', by: 'desk', at: now };
      const { steps } = decideAccess({ ...facts, override: block }, rules, then);
      expect(steps).toMatchObject([{ access: { state: 'denied' }, reason: 'blocked', sure: true }]);
    }),
  );
});

test('a deleted, archived or suspended member is never let in', () => {
  check(
    fc.property(someFacts, someRules, later, (facts, rules, then) => {
      if (facts.presence === 'present' && facts.active && !facts.archived) return;
      expect(decideAccess(facts, rules, then).steps.map(({ access }) => access.state)).not.toContain('granted');
    }),
  );
});

test('an unknown payment never denies', () => {
  check(
    fc.property(someFacts, someRules, later, (facts, rules, then) => {
      const unknown = decideAccess({ ...facts, unpaid: 'unknown' }, rules, then);
      expect(unknown).toEqual(decideAccess({ ...facts, unpaid: 'no' }, rules, then));
    }),
  );
});

test('with autoDeprovision off only a block and a check-out deny', () => {
  check(
    fc.property(someFacts, someRules, later, (facts, rules, then) => {
      const { steps } = decideAccess(facts, { ...rules, autoDeprovision: false }, then);
      const denials = steps.filter(({ access }) => access.state === 'denied').map(({ reason }) => reason);
      for (const reason of denials) expect(['blocked', 'checkedOut', 'checkInClosed']).toContain(reason);
    }),
  );
});

test('an entitlement is plain JSON, and equal input makes equal ones', () => {
  check(
    fc.property(someFacts, someRules, later, (facts, rules, then) => {
      const entitlement = decideAccess(facts, rules, then);
      expect(JSON.parse(JSON.stringify(entitlement))).toEqual(entitlement);
      const copies = JSON.parse(JSON.stringify([facts, rules])) as [Facts, Rules];
      expect(decideAccess(...copies, then)).toEqual(entitlement);
    }),
    200,
  );
});

test('the order in which records are read does not matter', () => {
  check(
    fc.property(someFacts, someRules, later, (facts, rules, then) => {
      const unique = <T extends { id: string }>(records: T[]) => [
        ...new Map(records.map((each) => [each.id, each])).values(),
      ];
      const forth = { ...facts, contracts: unique(facts.contracts), passes: unique(facts.passes) };
      const back = { ...forth, contracts: forth.contracts.toReversed(), passes: forth.passes.toReversed() };
      const access = ({ steps }: Entitlement) => steps.map(({ from, hash }) => [from, hash]);
      expect(access(decideAccess(back, rules, then))).toEqual(access(decideAccess(forth, rules, then)));
    }),
  );
});

test('the generators reach what they are meant to test', () => {
  const states = new Set<string>();
  const reasons = new Set<string>();
  fc.assert(
    fc.property(someFacts, someRules, (facts, rules) => {
      for (const { access, reason } of decideAccess(facts, rules, now).steps) {
        states.add(access.state);
        reasons.add(reason);
      }
    }),
    { numRuns: 700, seed: 4411 },
  );
  expect([...states].sort()).toEqual(['denied', 'granted', 'keep', 'prepared']);
  expect(reasons.size).toBeGreaterThanOrEqual(20);
});
