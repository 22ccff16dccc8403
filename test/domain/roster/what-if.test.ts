import { memberId, type MemberId } from '../../../domain/replayed/ids';
import { newGuard } from '../../../domain/replayed/guard/guard-state';
import { reviewProposal } from '../../../domain/replayed/guard/review-proposal';
import type { Rules } from '../../../domain/settings/rules';
import {
  contract,
  DAY,
  dedicatedDesk,
  defaultMap,
  HOUR,
  hotDesk,
  london,
  now,
  rulesOf,
  unknownPlan,
} from '../builders';
import { ModelSpace } from '../world/runs';
import { whatIf } from '../world/what-if';

const [ada, bea, cy] = [memberId('1'), memberId('2'), memberId('3')];

/** A space after its import. */
function spaceOf(people: Record<MemberId, object>, today: Rules = rulesOf()) {
  const [space, guard] = [new ModelSpace(today, now), newGuard()];
  for (const [id, parts] of Object.entries(people) as [MemberId, object][]) {
    space.source.join(id, london, hotDesk, { start: now, former: false });
    space.source.more.set(id, { contracts: [contract({ id: `c${id}`, ...parts })] });
    space.look(id);
  }
  space.run((proposal) => reviewProposal(guard, proposal, today.guard, now));
  guard.importing = false;
  const draft = (settings: object) => whatIf(space, guard, rulesOf(settings, today));
  return { space, guard, draft };
}

const mapped = (plan: string, to: object | null) =>
  Object.fromEntries(Object.entries({ ...defaultMap, [plan]: to }).filter(([, terms]) => terms !== null));

const effects = ({ affected }: ReturnType<typeof whatIf>) =>
  affected.map(({ id, what, from, to }) => [id, what, from, to]);

test('who gains, loses or moves is told with both levels, by plan and by location', () => {
  const { draft } = spaceOf({ [ada]: {}, [bea]: { planId: dedicatedDesk }, [cy]: { planId: unknownPlan } });
  const plans = {
    'Hot Desk': { group: 'guest-wifi' },
    'Dedicated Desk': { group: 'none' },
    'Mail Box': { group: 'basic-wifi' },
  };
  const told = draft({ plans });
  expect(effects(told)).toEqual([
    [ada, 'moves', 'basic-wifi', 'guest-wifi'],
    [bea, 'loses', 'premium-wifi', null],
    [cy, 'gains', null, 'basic-wifi'],
  ]);
  expect(told.byPlan).toEqual([
    { id: hotDesk, gains: 0, loses: 0, moves: 1, unchanged: 0, unknown: 0 },
    { id: dedicatedDesk, gains: 0, loses: 1, moves: 0, unchanged: 0, unknown: 0 },
    { id: unknownPlan, gains: 1, loses: 0, moves: 0, unchanged: 0, unknown: 0 },
  ]);
  expect(told.byLocation).toEqual([{ id: london, gains: 1, loses: 1, moves: 1, unchanged: 0, unknown: 0 }]);
  expect(told.letters).toEqual([
    { kind: 'welcome', members: 1 },
    { kind: 'planChanged', members: 1 },
  ]);
  // for the letter, and to make sure of what is lost
  expect(told.cost).toEqual({ calls: { nexudus: 1 + 4, ironwifi: 3 }, minutes: 1 });
});

test('a plan that leaves the map takes nothing, and neither does a draft that takes nothing away', () => {
  const { draft } = spaceOf({ [ada]: {} });
  expect(draft({ plans: mapped('Hot Desk', null) }).affected).toEqual([]);
  expect(draft({ plans: mapped('Hot Desk', { group: 'none' }), autoDeprovision: false }).affected).toEqual([]);
  expect(effects(draft({ plans: mapped('Hot Desk', { group: 'none' }) }))).toEqual([
    [ada, 'loses', 'basic-wifi', null],
  ]);
});

test('whom an operator lets in stays in', () => {
  const { space, draft } = spaceOf({ [ada]: {} });
  space.overrides.set(ada, { access: 'allow', until: null, reason: '', by: '', at: now });
  space.look(ada);
  const { counts } = draft({ plans: mapped('Hot Desk', { group: 'none' }) });
  expect(counts).toMatchObject({ loses: 0, unchanged: 1, overruled: 1 });
});

test('what is too much would be held, and is neither mailed nor paid for', () => {
  const people = Object.fromEntries(Array.from({ length: 8 }, (_, i) => [memberId(String(i + 1)), {}]));
  const told = spaceOf(people).draft({ plans: mapped('Hot Desk', { group: 'none' }) });
  expect(told.counts).toMatchObject({ loses: 8, held: 8 });
  expect(told.holds).toMatchObject([
    { hold: null, cause: 'removals', businessId: london, members: { today: 0, draft: 8 } },
  ]);
  expect(told).toMatchObject({ cost: { calls: { nexudus: 0, ironwifi: 0 }, minutes: 0 }, letters: [] });
});

test('the limits are those of the draft', () => {
  const people = Object.fromEntries(Array.from({ length: 8 }, (_, i) => [memberId(String(i + 1)), {}]));
  const guard = { removals: { atLeast: 10, percent: 10 } };
  const told = spaceOf(people).draft({ plans: mapped('Hot Desk', { group: 'none' }), guard });
  expect(told).toMatchObject({ counts: { loses: 8, held: 0 }, holds: [] });
});

test('other attributes are another level, which costs a write and no letter', () => {
  const told = spaceOf({ [ada]: {} }).draft({
    plans: mapped('Hot Desk', { ...defaultMap['Hot Desk'], attributes: { vlan: 7 } }),
  });
  expect(effects(told)).toEqual([[ada, 'moves', 'basic-wifi', 'basic-wifi']]);
  expect(told).toMatchObject({ cost: { calls: { nexudus: 0, ironwifi: 1 } }, letters: [] });
});

test('an end that comes earlier or later by the draft is told with both instants', () => {
  const end = now + 3 * DAY;
  const { draft } = spaceOf({ [ada]: { cancellation: end }, [bea]: {} });
  const { rescheduled, counts } = draft({ graceMinutes: 60 });
  expect(counts).toMatchObject({ unchanged: 2, rescheduled: 1 });
  expect(rescheduled).toMatchObject([{ id: ada, until: { today: end, draft: end + HOUR } }]);
});

test('who is out by a shorter grace is told so, and who is to be told of an end ahead by now', () => {
  const { draft } = spaceOf(
    { [ada]: { cancellation: now - HOUR }, [bea]: { cancellation: now + 3 * DAY } },
    rulesOf({ graceMinutes: 120 }),
  );
  expect(draft({ graceMinutes: 0 }).letters).toEqual([{ kind: 'ended', members: 1 }]);
  expect(draft({ graceMinutes: 120, mail: { endingSoonDays: 7 } }).letters).toEqual([
    { kind: 'endingSoon', members: 2 },
  ]);
  expect(draft({ graceMinutes: 0, mail: { letters: { ended: { send: false } } } }).letters).toEqual([]);
});

test('the same is marked the same, whatever else happens in the space', () => {
  const plans = mapped('Hot Desk', { group: 'guest-wifi' });
  const { space, draft } = spaceOf({ [ada]: {}, [bea]: { planId: dedicatedDesk } });
  const before = draft({ plans }).marks;
  space.source.suspend(bea);
  expect(before.differences(draft({ plans }).marks)).toEqual([]);
  space.source.more.set(ada, { active: false });
  expect(before.differences(draft({ plans }).marks)).toEqual([ada]);
});
