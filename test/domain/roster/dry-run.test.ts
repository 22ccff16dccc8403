import fc from 'fast-check';
import { change, History, plans, verdicts } from '../world/history';

const round = fc.record({
  changes: fc.array(change, { maxLength: 12 }),
  joining: fc.nat(7),
  gonePlan: fc.option(fc.constantFrom(...plans), { freq: 3 }),
  verdict: fc.constantFrom(...verdicts),
  hours: fc.integer({ min: 1, max: 14 }),
});
const story = fc.record({
  people: fc.integer({ min: 6, max: 12 }),
  rounds: fc.array(round, { minLength: 3, maxLength: 3 }),
});
type Round = typeof round extends fc.Arbitrary<infer T> ? T : never;

/** What happens before a run. */
function befall(past: History, { changes, joining, gonePlan, hours }: Round): void {
  past.pass(hours);
  past.space.source.heal();
  past.join(joining);
  if (gonePlan !== null) past.space.source.blind.plans.add(gonePlan);
  for (const each of changes) past.befall(each);
}

test('a dry run says what the real run then does, and changes nothing', () => {
  const seen = { told: 0, held: 0, revoked: 0, moved: 0 };
  fc.assert(
    fc.property(story, ({ people, rounds }) => {
      const past = new History(people);
      for (const each of rounds) {
        befall(past, each);
        const before = JSON.stringify(past.guard);
        const dry = past.dry();
        expect(JSON.stringify(past.guard)).toBe(before);
        const real = past.real();
        expect(real.report).toEqual(dry.report);
        past.space.carryOut(real.told);
        past.decide(each.verdict, 0);
        seen.told += real.told.length;
        seen.held += real.report.counts.held;
        seen.revoked += real.report.counts.revoked;
        seen.moved += real.report.counts.moved;
      }
    }),
    { numRuns: 334 },
  );
  // none of it has been agreement about nothing
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(100);
});
