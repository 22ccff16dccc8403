import { businessId, memberId, planId, type MemberId } from '../../domain/ids';
import { ask, withdraw, type Question } from '../../domain/roster/ask';
import type { Claim, Claimed, LocationClaim } from '../../domain/roster/claim';
import { approve, findHold, keep } from '../../domain/roster/decide-hold';
import { newGuard, openHolds, type GuardState } from '../../domain/roster/guard-state';
import { holdsDueAt, tick } from '../../domain/roster/hold-clock';
import type { Hold } from '../../domain/roster/hold';
import { judgeClaim } from '../../domain/roster/judge-claim';
import { rulesOf } from './builders';

const { guard: rules } = rulesOf();
const loft = businessId('7');
const yard = businessId('8');
const hour = 3_600_000;
const day = 24 * hour;
const decision = { by: 'operator', reason: 'seen', at: 0 };

const members = (from: number, to: number): MemberId[] =>
  Array.from({ length: to - from + 1 }, (_, i) => memberId(String(from + i)));
const each = (ids: MemberId[], plan: string | null = null): Claimed[] =>
  ids.map((id) => ({ id, reason: 'suspended', plan: plan === null ? null : planId(plan) }));

/** A location of a hundred, of whom some are to be shut out or let in. */
const location = (parts: Partial<LocationClaim> = {}): LocationClaim => ({
  businessId: loft,
  managed: 100,
  coworkers: 120,
  removals: [],
  moreRemovals: 0,
  changes: [],
  moreChanges: 0,
  ...parts,
});

let state: GuardState;
let runs: number;
beforeEach(() => {
  state = { ...newGuard(), importing: false };
  runs = 0;
  sync([location()], 0);
});

const claimed = (locations: LocationClaim[], parts: Partial<Claim> = {}): Claim => ({
  ...{ run: 'same', locations, gonePlans: [], doubtful: [], moreDoubtful: 0, approve: false },
  ...parts,
});

function sync(locations: LocationClaim[], at: number, parts: Partial<Claim> = {}): MemberId[] {
  runs += 1;
  return judgeClaim(state, claimed(locations, { run: `run-${runs}`, ...parts }), rules, at).held;
}
const removing = (ids: MemberId[], parts: Partial<LocationClaim> = {}): LocationClaim[] => [
  location({ removals: each(ids), ...parts }),
];
const onlyHold = (): Hold => {
  const [hold, ...others] = openHolds(state);
  if (!hold || others.length > 0) throw new Error(`${others.length + (hold ? 1 : 0)} holds are open`);
  return hold;
};
const idsOf = ({ members }: Hold): MemberId[] => members.map(({ id }) => id);

describe('removals that a sync finds', () => {
  test('pass up to a tenth of the location', () => {
    expect(sync(removing(members(1, 10)), hour)).toEqual([]);
  });

  test('are all held past it, those that would have fitted among them', () => {
    expect(sync(removing(members(1, 11)), hour)).toHaveLength(11);
    expect(onlyHold()).toMatchObject({ cause: 'removals', businessId: loft, state: 'open', more: 0 });
    expect(idsOf(onlyHold())).toEqual(members(1, 11));
  });

  test('may be five in a small location', () => {
    expect(sync(removing(members(1, 5), { managed: 12 }), hour)).toEqual([]);
    expect(sync(removing(members(6, 6), { managed: 12 }), 2 * hour)).toEqual(members(6, 6));
  });

  test('count for a day: they cannot be dribbled past', () => {
    expect(sync(removing(members(1, 6)), hour)).toEqual([]);
    expect(sync(removing(members(7, 10)), 2 * hour)).toEqual([]);
    expect(sync(removing(members(11, 11)), 3 * hour)).toEqual(members(11, 11));
    expect(sync(removing(members(11, 11)), hour + day + 1)).toEqual(members(11, 11));
    sync([location()], hour + day + 2);
    expect(sync(removing(members(12, 17)), hour + day + 3)).toEqual([]);
  });

  test('of a run that asks twice count once', () => {
    const claim = claimed(removing(members(1, 8)));
    expect(judgeClaim(state, claim, rules, hour).held).toEqual([]);
    expect(judgeClaim(state, claim, rules, hour + 1).held).toEqual([]);
    expect(sync(removing(members(11, 12)), 2 * hour)).toEqual([]);
  });

  test('of a run that died count although it asks for the rest only', () => {
    const asked = (ids: MemberId[], at: number) => judgeClaim(state, claimed(removing(ids)), rules, at).held;
    expect(asked(members(1, 8), hour)).toEqual([]);
    expect(asked(members(5, 10), hour + 1)).toEqual([]);
    expect(asked(members(7, 11), hour + 2)).toEqual(members(7, 11));
    expect(sync(removing(members(12, 16)), 2 * hour)).toEqual(members(12, 16));
  });

  test('of a run that died count also when its next attempt reads less, or is held', () => {
    const asked = (locations: LocationClaim[], at: number) => judgeClaim(state, claimed(locations), rules, at).held;
    expect(asked(removing(members(1, 8)), hour)).toEqual([]);
    expect(asked(removing(members(5, 8), { coworkers: 20 }), hour + 1)).toHaveLength(4);
    expect(asked(removing(members(5, 12)), hour + 2)).toHaveLength(8);
    expect(sync(removing(members(13, 15)), 2 * hour)).toEqual(members(13, 15));
  });

  test('are counted by location', () => {
    const both = [...removing(members(1, 10)), location({ businessId: yard, removals: each(members(11, 21)) })];
    expect(sync(both, hour)).toEqual(members(11, 21));
    expect(onlyHold().businessId).toBe(yard);
  });

  test('that are not listed wait with the others', () => {
    const claim = claimed(removing(members(1, 3), { moreRemovals: 9 }));
    expect(judgeClaim(state, claim, rules, hour)).toEqual({
      held: members(1, 3),
      more: [{ businessId: loft, what: 'removals' }],
    });
    expect(onlyHold().more).toBe(9);
  });
});

describe('a source', () => {
  test('that lists a fifth fewer coworkers than before holds every removal of the location', () => {
    expect(sync(removing(members(1, 2), { coworkers: 95 }), hour)).toEqual(members(1, 2));
    expect(onlyHold()).toMatchObject({ cause: 'sourceShrank', businessId: null });
  });

  test('that shrank in one location of several holds those of that one', () => {
    sync([location({ coworkers: 1_000 }), location({ businessId: yard, coworkers: 50 })], hour);
    const shrunk = location({ businessId: yard, coworkers: 30, removals: each(members(3, 4)) });
    expect(sync([...removing(members(1, 2), { coworkers: 1_000 }), shrunk], 2 * hour)).toEqual(members(3, 4));
    expect(onlyHold()).toMatchObject({ cause: 'sourceShrank', businessId: yard });
  });

  test('whose count in one location is approved is not approved in another', () => {
    const three = (loftCount: number, yardCount: number, parts: Partial<LocationClaim> = {}): LocationClaim[] => [
      location({ coworkers: loftCount, ...parts }),
      location({ businessId: yard, coworkers: yardCount, removals: each(members(31, 38)) }),
      location({ businessId: businessId('9'), coworkers: 400 }),
    ];
    state.coworkers = { [loft]: 60, [yard]: 100, '9': 400 };
    const shrunk = three(40, 70, { removals: each(members(1, 8)) });
    expect(sync(shrunk, 2 * hour)).toHaveLength(16);
    const [first] = openHolds(state).filter((hold) => hold.businessId === loft);
    if (first === undefined) throw new Error('nothing is held');
    approve(state, first, null, { ...decision, at: 2 * hour });
    expect(sync(shrunk, 3 * hour)).toEqual(members(31, 38));
  });

  test('that is back releases whom it held, to be judged like everybody', () => {
    sync(removing(members(1, 2), { coworkers: 80 }), hour);
    expect(sync(removing(members(1, 2)), 2 * hour)).toEqual([]);
    expect(openHolds(state)).toEqual([]);
    expect(state.holds.map((hold) => hold.state)).toEqual(['resolved']);
  });

  test('that is back leaves no hold of those who were not listed in it', () => {
    sync(removing(members(1, 3), { coworkers: 80, moreRemovals: 500 }), hour);
    expect(onlyHold().more).toBe(500);
    sync([location()], 2 * hour);
    expect(openHolds(state)).toEqual([]);
  });

  test('may lose a few of a few', () => {
    state.coworkers = { '7': 12 };
    expect(sync(removing(members(1, 3), { coworkers: 8 }), 2 * hour)).toEqual([]);
  });
});

describe('a plan of the map that is gone', () => {
  test('takes nobody with it', () => {
    const locations = [location({ removals: [...each(members(1, 1), '21'), ...each(members(2, 2), '22')] })];
    expect(sync(locations, hour, { gonePlans: [planId('21')] })).toEqual(members(1, 1));
    expect(onlyHold()).toMatchObject({ cause: 'planGone', members: [{ id: '1', reason: 'suspended' }] });
  });

  test('is asked for by looks, too', () => {
    sync([location()], hour, { gonePlans: [planId('21')] });
    const answer = ask(state, question('1', { plan: planId('21'), reason: 'suspended', sure: true }), rules, hour);
    expect(answer).toEqual({ pass: false, hold: onlyHold().id });
  });
});

describe('grants and moves', () => {
  test('of a quarter of the location at once are held, and nothing else', () => {
    const locations = [location({ changes: each(members(1, 26)), removals: each(members(30, 31)) })];
    expect(sync(locations, hour)).toEqual(members(1, 26));
    expect(onlyHold().cause).toBe('changes');
    expect(sync([location({ changes: each(members(1, 25)) })], 2 * hour)).toEqual(members(1, 25));
  });

  test('are free until the first live sync is done', () => {
    state.importing = true;
    expect(sync([location({ managed: 0, changes: each(members(1, 400)) })], hour)).toEqual([]);
  });
});

describe('an operator', () => {
  const held = members(1, 20);
  beforeEach(() => void sync(removing(held), hour));

  test('approves all: the next sync carries it out, and it does not count', () => {
    approve(state, onlyHold(), null, decision);
    expect(state.holds[0]).toMatchObject({ state: 'approved', decided: decision });
    expect(sync(removing(held), 2 * hour)).toEqual([]);
    expect(sync(removing(members(21, 30)), 3 * hour)).toEqual([]);
  });

  test('approves some: it stays open with the rest', () => {
    approve(state, onlyHold(), members(1, 5), { ...decision, at: hour });
    expect(idsOf(onlyHold())).toEqual(members(6, 20));
    expect(sync(removing(held), 2 * hour)).toEqual(members(6, 20));
    expect(findHold(state, onlyHold().id, members(5, 6))).toBe('notHeld');
    approve(state, onlyHold(), members(6, 20), { ...decision, at: 2 * hour });
    expect(state.holds[0]?.state).toBe('approved');
  });

  test('approves more than are listed', () => {
    sync(removing(held, { moreRemovals: 50 }), 2 * hour);
    approve(state, onlyHold(), null, { ...decision, at: 2 * hour });
    const claim = claimed(removing(members(30, 40), { moreRemovals: 59 }));
    expect(judgeClaim(state, claim, rules, 3 * hour)).toEqual({ held: [], more: [] });
    expect(judgeClaim(state, { ...claim, run: 'y' }, rules, 4 * hour).held).toEqual(members(30, 40));
  });

  test('approves more than are listed where the source had shrunk', () => {
    sync(removing(held, { coworkers: 60, moreRemovals: 50 }), 2 * hour);
    expect(onlyHold()).toMatchObject({ cause: 'sourceShrank', more: 50 });
    approve(state, onlyHold(), null, { ...decision, at: 2 * hour });
    const claim = claimed(removing(held, { coworkers: 60, moreRemovals: 50 }));
    expect(judgeClaim(state, claim, rules, 3 * hour)).toEqual({ held: [], more: [] });
  });

  test('has not approved for later what the next run does not need', () => {
    sync(removing(held, { moreRemovals: 50 }), 2 * hour);
    approve(state, onlyHold(), null, { ...decision, at: 2 * hour });
    sync([location()], 3 * hour);
    expect(sync(removing(members(30, 60)), 4 * hour)).toHaveLength(31);
  });

  test('has rejected those who were not listed, too', () => {
    const many = removing(held, { moreRemovals: 50 });
    sync(many, 2 * hour);
    keep(state, onlyHold(), 'rejected', decision);
    expect(sync(many, 3 * hour)).toEqual(held);
    expect(openHolds(state)).toEqual([]);
    sync(removing(held, { moreRemovals: 51 }), 4 * hour);
    expect(onlyHold().more).toBe(51);
  });

  test('rejects: they keep what they have, and are not held again while the set does not grow', () => {
    keep(state, onlyHold(), 'rejected', decision);
    expect(sync(removing(held), 2 * hour)).toEqual(held);
    expect(openHolds(state)).toEqual([]);
    expect(sync(removing(members(1, 4)), 3 * hour)).toEqual(members(1, 4));
    expect(openHolds(state)).toEqual([]);
  });

  test('who rejected is asked again when the set grows', () => {
    keep(state, onlyHold(), 'rejected', decision);
    expect(sync(removing(members(1, 21)), 2 * hour)).toEqual(members(1, 21));
    expect(idsOf(onlyHold())).toEqual(members(1, 21));
  });

  test('need not decide about who was found entitled', () => {
    keep(state, onlyHold(), 'rejected', decision);
    sync(removing(members(2, 20)), 2 * hour);
    expect(sync(removing(members(1, 1)), 3 * hour)).toEqual([]);
  });

  test('has said no, and doubt about the members is no reason to ask again', () => {
    keep(state, onlyHold(), 'rejected', decision);
    sync([location()], 2 * hour, { doubtful: members(1, 10) });
    sync([location()], 3 * hour, { moreDoubtful: 1 });
    expect(sync(removing(members(1, 2)), 4 * hour)).toEqual(members(1, 2));
    expect(sync(removing(members(11, 12)), 5 * hour)).toEqual([]);
  });

  test('has said no, and more that were held for a while do not undo it', () => {
    keep(state, onlyHold(), 'rejected', decision);
    expect(sync(removing(members(1, 50)), 2 * hour)).toHaveLength(50);
    expect(sync(removing(members(1, 2)), 3 * hour)).toEqual(members(1, 2));
  });

  test('lets them go for the reason that was shown, and for no other', () => {
    approve(state, onlyHold(), null, decision);
    const others = each(members(1, 20)).map((one) => ({ ...one, reason: 'none' }));
    expect(sync([location({ removals: others })], 2 * hour)).toHaveLength(20);
    expect(sync(removing(held), 3 * hour)).toEqual(held);
  });

  test('who lets members in lets nobody out', () => {
    sync([location({ changes: each(members(1, 30)) })], 2 * hour);
    approve(state, onlyHold(), null, decision);
    expect(sync(removing(members(1, 30)), 3 * hour)).toEqual(members(1, 30));
  });

  test('who says no to a grant does not keep anybody in, nor does a grant that waits', () => {
    const changes = [location({ changes: each(members(1, 30)) })];
    sync(changes, 2 * hour);
    expect(ask(state, question('1'), rules, 2 * hour).pass).toBe(true);
    keep(state, onlyHold(), 'rejected', decision);
    expect(sync(removing(members(1, 3)), 3 * hour)).toEqual([]);
  });

  test('lets one run do everything', () => {
    expect(sync(removing(held), 2 * hour, { approve: true })).toEqual([]);
    expect(state.holds[0]?.state).toBe('approved');
  });

  test('lets one run do what is not listed, and what a shrunken source asks for, and the next one starts from there', () => {
    const shrunk = removing(members(1, 30), { coworkers: 50, moreRemovals: 40 });
    const claim = claimed(shrunk, { approve: true });
    expect(judgeClaim(state, claim, rules, 2 * hour)).toEqual({ held: [], more: [] });
    expect(openHolds(state)).toEqual([]);
    expect(sync(removing(members(31, 40), { coworkers: 50 }), 3 * hour)).toEqual([]);
  });

  test('finds a hold resolved whose members are all entitled again', () => {
    sync([location()], 2 * hour);
    expect(state.holds[0]).toMatchObject({ state: 'resolved', remindAt: null });
    expect(findHold(state, '1', null)).toBe('closed');
    expect(findHold(state, '2', null)).toBe('unknown');
  });

  test('need not decide again about a hold that shrinks below the limit', () => {
    expect(sync(removing(members(1, 2)), 2 * hour)).toEqual(members(1, 2));
    expect(idsOf(onlyHold())).toEqual(members(1, 2));
  });
});

describe('time', () => {
  test('reminds at once, after four hours, daily, and ends in keeping', () => {
    sync(removing(members(1, 20)), 0);
    const heard: [number, string][] = [];
    for (let due = holdsDueAt(state); due !== null; due = holdsDueAt(state))
      heard.push(...tick(state, due).map(({ news }): [number, string] => [(due ?? 0) / hour, news]));
    expect(heard).toEqual([
      [0, 'opened'],
      ...[4, 28, 52, 76, 100, 124, 148].map((at): [number, string] => [at, 'reminder']),
      [168, 'expired'],
    ]);
    expect(state.holds[0]).toMatchObject({ state: 'expired' });
    expect(sync(removing(members(1, 20)), 8 * day)).toEqual(members(1, 20));
    expect(openHolds(state)).toEqual([]);
  });
});

const question = (member: string, parts: Partial<Question> = {}): Question => ({
  member: memberId(member),
  businessId: loft,
  reason: 'none',
  sure: false,
  plan: null,
  confirmed: true,
  ...parts,
});

describe('looks that find an entitlement vanished', () => {
  const passes = (member: string, at: number, parts: Partial<Question> = {}) =>
    ask(state, question(member, parts), rules, at).pass;

  test('pass while they are few', () => {
    expect([1, 2, 3, 4, 5].map((n) => passes(String(n), n))).toEqual([true, true, true, true, true]);
    expect(passes('6', 6)).toBe(false);
    expect(onlyHold()).toMatchObject({ cause: 'vanished', businessId: loft, members: [{ id: '6', reason: 'none' }] });
  });

  test('are held with all that wait for their second look', () => {
    for (const n of [1, 2, 3, 4, 5]) expect(passes(String(n), n, { confirmed: false })).toBe(true);
    expect(passes('6', 6, { confirmed: false })).toBe(false);
    expect(idsOf(onlyHold()).sort()).toEqual(members(1, 6));
    for (const n of [1, 2, 3, 4, 5, 6]) expect(passes(String(n), 10_000 + n)).toBe(false);
  });

  test('are forgotten after ten minutes', () => {
    for (const n of [1, 2, 3, 4, 5]) passes(String(n), n);
    expect(passes('6', 5 + 10 * 60_000)).toBe(true);
  });

  test('pass, however many, where the source says that it ended', () => {
    for (const n of members(1, 50)) expect(passes(n, 1, { reason: 'ended' })).toBe(true);
    for (const n of members(51, 99)) expect(passes(n, 1, { reason: 'suspended', sure: true })).toBe(true);
    expect(openHolds(state)).toEqual([]);
  });

  test('ask in vain for who is held, or kept, already', () => {
    sync(removing(members(1, 20)), hour);
    expect(passes('1', hour, { reason: 'suspended', sure: true })).toBe(false);
    keep(state, onlyHold(), 'rejected', decision);
    expect(passes('1', hour, { reason: 'suspended', sure: true })).toBe(false);
  });

  test('that find somebody entitled after all leave nothing behind', () => {
    for (const n of [1, 2, 3, 4, 5, 6]) passes(String(n), n, { confirmed: false });
    for (const n of members(1, 6)) withdraw(state, n, 100);
    expect(state.holds.map((hold) => hold.state)).toEqual(['resolved']);
    expect(passes('7', 200)).toBe(true);
  });

  test('stay held through syncs that find the same, and no longer', () => {
    for (const n of [1, 2, 3, 4, 5, 6]) passes(String(n), n, { confirmed: false });
    expect(sync(removing(members(1, 6)), hour).sort()).toEqual(members(1, 6));
    expect(onlyHold().cause).toBe('vanished');
    sync([location()], 2 * hour);
    expect(openHolds(state)).toEqual([]);
  });
});
