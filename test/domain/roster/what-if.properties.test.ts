import fc from 'fast-check';
import type { ContractFact, Facts, PassFact } from '../../../domain/access/facts';
import { memberId, type BusinessId, type MemberId, type PlanId } from '../../../domain/replayed/ids';
import { newGuard, openHolds, type GuardState } from '../../../domain/replayed/guard/guard-state';
import { keep } from '../../../domain/replayed/guard/holds';
import { reviewProposal } from '../../../domain/replayed/guard/review-proposal';
import { effectOf, type HadLevel } from '../../../domain/roster/outcome';
import type { Rules } from '../../../domain/settings/rules';
import { storiesOf } from '../../support/property-runs';
import {
  checkIn,
  contract,
  DAY,
  dayPass,
  dedicatedDesk,
  HOUR,
  hotDesk,
  london,
  newYork,
  now,
  pass,
  privateOffice,
  rulesOf,
  unknownPlan,
  virtualOffice,
} from '../builders';
import type { DirectoryAccount } from '../world/directory';
import { ModelSpace } from '../world/runs';
import { whatIf } from '../world/what-if';

const tariffs = [hotDesk, dedicatedDesk, privateOffice, virtualOffice, unknownPlan] as const;
const lives = ['runs', 'ended', 'endsToday', 'endsLater', 'paused', 'future', 'pass', 'usedPass', 'nothing'] as const;

const [aContract, aPass, aCheckIn] = [contract(), pass(), checkIn()];

function factsOf({ life, plan, isIn, suspended }: Person, id: MemberId, place: BusinessId): Partial<Facts> {
  const signed = (parts: Partial<ContractFact>): Partial<Facts> => ({
    contracts: [{ ...aContract, id: `c${id}`, planId: plan, planName: plan, businessId: place, ...parts }],
  });
  const bought = (parts: Partial<PassFact>): Partial<Facts> => ({
    passes: [{ ...aPass, id: `p${id}`, businessId: place, ...parts }],
  });
  const claims: Record<(typeof lives)[number], () => Partial<Facts>> = {
    runs: () => signed({}),
    ended: () => signed({ cancellation: now - 2 * HOUR }),
    endsToday: () => signed({ cancellation: now + HOUR }),
    endsLater: () => signed({ cancellation: now + 3 * DAY }),
    paused: () => signed({ pauses: [{ from: now - DAY, until: now + DAY }] }),
    future: () => signed({ start: now + 5 * HOUR }),
    pass: () => bought({}),
    usedPass: () => bought({ used: true, usedAt: now - 30 * HOUR }),
    nothing: () => ({}),
  };
  return { ...claims[life](), active: !suspended, checkIn: isIn ? { ...aCheckIn, businessId: place } : null };
}

const rarely = (freq: number) => fc.nat(freq).map((n) => n === 0);
const life = fc.record({
  life: fc.oneof({ weight: 2, arbitrary: fc.constant('runs' as const) }, fc.constantFrom(...lives)),
  plan: fc.constantFrom<PlanId>(...tariffs),
  isIn: fc.boolean(),
  suspended: rarely(9),
});
type Person = typeof life extends fc.Arbitrary<infer T> ? T : never;

const person = fc.record({
  place: fc.constantFrom(london, newYork),
  before: life,
  /** Since the last sync; null: nothing. */
  since: fc.option(life, { freq: 5, nil: null }),
  override: fc.oneof({ weight: 9, arbitrary: fc.constant(null) }, fc.constantFrom('allow' as const, 'block' as const)),
  trouble: fc.oneof(
    { weight: 12, arbitrary: fc.constant(null) },
    fc.constantFrom('nameless', 'contradictory', 'hidden', 'awaits', 'left'),
  ),
  meddling: fc.oneof({ weight: 9, arbitrary: fc.constant(null) }, fc.constantFrom('disable', 'enable', 'delete')),
});

const mapped = fc.record({
  group: fc.constantFrom('basic-wifi', 'premium-wifi', null),
  elsewhere: fc.boolean(),
  precedence: fc.nat(40),
  attributes: fc.constantFrom(null, { vlan: 7 }, { vlan: 8 }),
  checkInRequired: rarely(3),
});
const percent = fc.constantFrom(1, 10, 50);
const limit = fc.record({ atLeast: fc.integer({ min: 1, max: 5 }), percent });
const changes = fc.record(
  {
    plans: fc.dictionary(fc.constantFrom<PlanId>(...tariffs, dayPass), fc.option(mapped, { nil: null })),
    autoDeprovision: fc.boolean(),
    autoProvision: fc.boolean(),
    checkInRequired: rarely(3),
    graceMs: fc.constantFrom(0, 3 * HOUR),
    contractEnds: fc.constantFrom('instant' as const, 'endOfDay' as const),
    pausedMeansDenied: fc.boolean(),
    prepareAhead: fc.boolean(),
    presence: fc.constant({ group: 'guest-wifi', orgUnit: 'guest-wifi', precedence: 0, attributes: null }),
    guard: fc.record({ removals: limit, changes: limit }),
  },
  { requiredKeys: ['guard'] },
);
type Changes = typeof changes extends fc.Arbitrary<infer T> ? T : never;

const usual = rulesOf();

/** As `resolveSettings` makes them, which takes longer than all else here. */
function changed({ plans = {}, guard, ...rest }: Changes, previous: Rules | null = null): Rules {
  const kept = { ...usual.plans };
  for (const [id, plan] of Object.entries(plans) as [PlanId, (typeof plans)[PlanId]][]) {
    const { elsewhere = false, group = null, ...terms } = plan ?? {};
    const orgUnit = group === null ? null : elsewhere ? 'elsewhere' : group;
    if (plan === null) delete kept[id];
    else Object.assign(kept, { [id]: { name: id, mappedAs: id, validityMs: null, group, orgUnit, ...terms } });
  }
  const before = Object.keys(previous?.plans ?? {}) as PlanId[];
  const retiredPlans = before.filter((id) => !(id in kept));
  return { ...usual, ...rest, plans: kept, retiredPlans, guard: { ...usual.guard, ...guard } };
}

const story = fc.record({
  people: fc.array(person, { minLength: 2, maxLength: 8 }),
  today: changes,
  draft: changes,
  rejected: fc.boolean(),
});
type Story = typeof story extends fc.Arbitrary<infer T> ? T : never;

/** A space some time after its import: what happened since the last sync is still to be found. */
function lived({ people, today, rejected }: Story): { space: ModelSpace; guard: GuardState } {
  const [space, guard] = [new ModelSpace(changed(today), now), newGuard()];
  const each = (does: (who: (typeof people)[number], id: MemberId) => void): void =>
    people.forEach((who, index) => does(who, memberId(String(index + 1))));
  const { source, directory, overrides } = space;
  each(({ place, before, override, trouble }, id) => {
    source.join(id, place, hotDesk, { start: now, former: false });
    source.more.set(id, factsOf(before, id, place));
    if (override !== null) overrides.set(id, { access: override, until: null, reason: '', by: '', at: now });
    if (trouble === 'nameless') source.nameless.add(id);
    space.look(id);
    // an override that has nothing to say shows nowhere
    if (space.held.get(id)?.reason !== `${override}ed`) overrides.delete(id);
  });
  sync(space, guard);
  guard.importing = false;
  each(({ place, since, meddling }, id) => {
    if (since !== null) source.more.set(id, factsOf(since, id, place));
    const account = directory.accounts.get(id);
    if (account && meddling === 'delete') directory.accounts.delete(id);
    else if (account && meddling !== null) account.enabled = meddling === 'enable';
  });
  // what is too much is held from now on, or kept
  if (people.length % 2 === 0) sync(space, guard);
  for (const hold of rejected ? openHolds(guard) : [])
    keep(guard, hold, 'rejected', { by: 'operator', reason: 'no', at: now });
  each(({ trouble }, id) => {
    const held = space.held.get(id);
    if (trouble === 'contradictory') source.blind.contradictory.add(id);
    if (trouble === 'hidden') source.blind.members.add(id);
    if (trouble === 'left') source.remove(id);
    if (trouble === 'awaits' && held) space.held.set(id, { ...held, awaits: true });
  });
  return { space, guard };
}

/** A sync, and what the members who are told do then. */
function sync(space: ModelSpace, guard: GuardState, approve = false): void {
  const { told } = space.run((proposal) => reviewProposal(guard, proposal, space.rules.guard, now), { approve });
  space.carryOut(told);
}

/** How a space is after the next sync under these rules. */
function carriedOut({ space, guard }: ReturnType<typeof lived>, rules: Rules, approve = false): ModelSpace {
  const next = space.under(rules);
  sync(next, structuredClone(guard), approve);
  return next;
}

const had = (account: DirectoryAccount | undefined): HadLevel | null =>
  account?.enabled ? { orgUnit: account.orgUnit, attributes: JSON.stringify(account.attributes ?? {}) } : null;

/** Nobody knows the attributes of an account that is kept, or held. */
function effectButAttributes(spaces: ModelSpace[], id: MemberId, was: HadLevel | null, is: HadLevel | null) {
  const isWritten = (space: ModelSpace): boolean => {
    const held = space.held.get(id);
    return held?.status !== 'keep' && held?.tag === space.tagOf(id);
  };
  const without = (level: HadLevel | null): HadLevel | null => level && { ...level, attributes: null };
  return spaces.every(isWritten) ? undefined : effectOf(without(was), without(is));
}

test('what-if says what the sync after saving then does, and what it would have done otherwise', () => {
  const seen = { gains: 0, loses: 0, moves: 0, held: 0, unchanged: 0, unknown: 0, rescheduled: 0, overruled: 0 };
  fc.assert(
    fc.property(story, (told) => {
      const past = lived(told);
      const { space, guard } = past;
      const draft = changed(told.draft, space.rules);
      const before = JSON.stringify([...space.directory.accounts, ...space.held, guard]);
      const effects = whatIf(space, guard, draft);
      expect(JSON.stringify([...space.directory.accounts, ...space.held, guard])).toBe(before);

      const today = carriedOut(past, space.rules);
      const after = carriedOut(past, draft);
      const approved = effects.counts.held > 0 ? carriedOut(past, draft, true) : after;
      const level = (of: ModelSpace, id: MemberId) => had(of.directory.accounts.get(id));
      const affected = new Map(effects.affected.map((each) => [each.id, each]));
      const waiting = new Set(effects.holds.flatMap(({ ids }) => ids));
      const differing: object[] = [];
      for (const id of new Set([...space.source.people.keys(), ...space.directory.accounts.keys()])) {
        if (effects.unknown.includes(id)) continue;
        const { what = null, held = false } = affected.get(id) ?? {};
        const [was, is] = [level(today, id), level(after, id)];
        if (held) {
          if (effectOf(level(space, id), is) !== null) differing.push({ id, what, is, held });
          if (effectOf(was, level(approved, id)) !== what) differing.push({ id, what, was, approved: true });
        } else if (what !== null || !waiting.has(id)) {
          const isSame = effectOf(was, is) === what || effectButAttributes([today, after], id, was, is) === what;
          if (!isSame) differing.push({ id, what, was, is });
        }
      }
      expect(differing).toEqual([]);
      const { held, rescheduled, overruled, ...counts } = effects.counts;
      const sum = (line: typeof counts) => Object.values(line).reduce((total, count) => total + count, 0);
      const orphans = effects.affected.filter(({ id }) => !space.source.isListed(id)).length;
      expect(sum(counts)).toBe(space.source.listed().length + orphans);
      for (const lines of [effects.byPlan, effects.byLocation]) {
        const added = (what: keyof typeof counts) => lines.reduce((total, line) => total + line[what], 0);
        const names = Object.keys(counts) as (keyof typeof counts)[];
        expect(Object.fromEntries(names.map((what) => [what, added(what)]))).toEqual(counts);
      }
      for (const [what, count] of Object.entries({ ...counts, held, rescheduled, overruled }))
        seen[what as keyof typeof seen] += count;
    }),
    storiesOf(1_000),
  );
  // none of it has been agreement about nothing
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(100);
});

test('a draft that is what is saved does nothing to anybody', () => {
  fc.assert(
    fc.property(story, (told) => {
      const { space, guard } = lived(told);
      const { affected, rescheduled, holds, cost, letters } = whatIf(space, guard, space.rules);
      expect({ affected, rescheduled, holds, letters }).toEqual({
        affected: [],
        rescheduled: [],
        holds: [],
        letters: [],
      });
      expect(cost).toEqual({ calls: { nexudus: 0, ironwifi: 0 }, minutes: 0 });
    }),
    storiesOf(100),
  );
});
