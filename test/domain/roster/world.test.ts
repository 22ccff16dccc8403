import fc from 'fast-check';
import { businessId, memberId, type MemberId } from '../../../domain/replayed/ids';
import { openHolds } from '../../../domain/replayed/guard/guard-state';
import { storiesOf } from '../../support/property-runs';
import { change, History, nothingDecided, places, plans, rules, verdicts } from '../world/history';
import { Witness } from '../world/witness';

/** What readers do not see for a while: nothing says that it is missing. */
const blindness = fc.record({
  plan: fc.option(fc.constantFrom(...plans), { freq: 4 }),
  place: fc.option(fc.constantFrom(...places), { freq: 6 }),
  /** Of all members, in percent. */
  hidden: fc.oneof(
    { weight: 3, arbitrary: fc.constant(0) },
    { weight: 2, arbitrary: fc.integer({ min: 5, max: 100 }) },
  ),
});

const step = fc.record({
  hours: fc.oneof(
    { weight: 9, arbitrary: fc.integer({ min: 0, max: 14 }) },
    { weight: 1, arbitrary: fc.constant(200) },
  ),
  heals: fc.boolean(),
  blind: fc.option(blindness, { freq: 2 }),
  joining: fc.nat(5),
  changes: fc.array(change, { maxLength: 14 }),
  /** Every member of a location, or of both, is looked at, one after the other. */
  wave: fc.option(fc.constantFrom(...places), { freq: 4 }),
  /** So many of those who were told have looked when the run dies and begins anew. */
  diesAfter: fc.option(fc.nat(8), { freq: 3 }),
  verdict: fc.constantFrom(...verdicts),
  which: fc.nat(3),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

const story = fc.record({
  people: fc.integer({ min: 18, max: 70 }),
  steps: fc.array(step, { minLength: 2, maxLength: 9 }),
});

/** A space, its guard, its operator, and somebody who watches them. */
class Tale {
  readonly history: History;
  readonly witness: Witness;

  constructor(people: number) {
    this.history = new History(people);
    this.witness = new Witness(this.history);
    this.sync({});
  }

  live({ hours, heals, blind, joining, changes, wave, diesAfter, verdict, which }: Step): void {
    const { history } = this;
    this.witness.decided(history.pass(hours));
    if (heals) history.space.source.heal();
    if (blind !== null) this.#blind(blind);
    history.join(joining);
    for (const each of changes) {
      history.befall(each);
      if (each.hooked) this.#hook(memberId(String(1 + each.who)));
    }
    if (wave !== null) for (const id of history.livingAt(wave)) this.#hook(id);
    this.sync({ diesAfter });
    this.witness.decided(history.decide(verdict, which));
  }

  sync({ diesAfter = null, approve = false }: { diesAfter?: number | null; approve?: boolean }) {
    const before = this.witness.before();
    const { history } = this;
    if (approve) this.witness.decided({ ...nothingDecided, approved: [...before.levels.keys()], counts: [...places] });
    if (diesAfter !== null) {
      history.space.carryOut(history.real({ approve }).told.slice(0, diesAfter));
      this.witness.afterSync(before, false);
    }
    const between = diesAfter === null ? before : this.witness.before();
    const run = history.real({ approve, again: diesAfter !== null });
    history.space.carryOut(run.told);
    this.witness.afterSync(between, true);
    return run;
  }

  #hook(id: MemberId): void {
    const { history, witness } = this;
    const before = witness.before();
    const explained = history.space.source.saysThatItEnded(id, history.space.now);
    const waiting = history.waitingFor(id);
    if (!history.isHeldBack(id)) history.space.look(id);
    witness.afterHook(before, id, explained, waiting);
  }

  #blind({ plan, place, hidden }: { plan: (typeof plans)[number] | null; place: string | null; hidden: number }): void {
    const { source } = this.history.space;
    if (plan !== null) source.blind.plans.add(plan);
    if (place !== null) source.blind.locations.add(businessId(place));
    const all = [...source.people.keys()];
    for (const id of all.slice(0, Math.round((all.length * hidden) / 100))) source.blind.members.add(id);
  }
}

test('no removal happens that the guard should have held, whatever goes wrong', () => {
  const seen = { losses: 0, held: 0 };
  fc.assert(
    fc.property(story, ({ people, steps }) => {
      const tale = new Tale(people);
      for (const each of steps) {
        tale.live(each);
        seen.held += openHolds(tale.history.guard).length;
      }
      seen.losses += tale.witness.losses.length;
    }),
    storiesOf(20),
  );
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(50);
});

test('once the causes are gone and the operator has approved everything, both systems agree', () => {
  fc.assert(
    fc.property(story, ({ people, steps }) => {
      const tale = new Tale(people);
      for (const each of steps) tale.live(each);
      tale.history.space.source.heal();
      tale.sync({ approve: true });
      const { report } = tale.sync({});
      // the account of who is gone stays, disabled
      expect(report.lines.filter((line) => !line.startsWith('orphan'))).toEqual([]);
      expect(openHolds(tale.history.guard)).toEqual([]);
      expect(tale.history.wrongAccounts()).toEqual([]);
    }),
    storiesOf(12),
  );
});

test('an entitled member has access as soon as the reads are complete again, even if the operator does nothing', () => {
  fc.assert(
    fc.property(story, ({ people, steps }) => {
      const tale = new Tale(people);
      for (const each of steps) tale.live(each);
      tale.history.space.source.heal();
      tale.sync({});
      const waiting = new Set(openHolds(tale.history.guard).flatMap(({ members }) => members.map(({ id }) => id)));
      const wrong = tale.history.wrongAccounts();
      expect(wrong.filter((id) => !waiting.has(id) && !(id in tale.history.guard.kept))).toEqual([]);
    }),
    storiesOf(12),
  );
});

test('the promises hold for the default settings', () => {
  const { removals, sourcePercent, vanished } = rules.guard;
  expect({ removals, sourcePercent, vanished }).toEqual({
    removals: { atLeast: 5, percent: 10 },
    sourcePercent: 80,
    vanished: { atLeast: 5, percent: 2 },
  });
});
