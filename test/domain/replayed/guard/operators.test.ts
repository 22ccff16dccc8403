import { ask } from '../../../../domain/replayed/guard/review-removal';
import { approve, findHold, keep, holdsDueAt, tick } from '../../../../domain/replayed/guard/holds';
import { openHolds } from '../../../../domain/replayed/guard/guard-state';
import { reviewProposal } from '../../../../domain/replayed/guard/review-proposal';
import {
  claimed,
  day,
  decision,
  each,
  hour,
  idsOf,
  location,
  members,
  onlyHold,
  question,
  removing,
  rules,
  state,
  sync,
} from './builders';

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

  test('approves all but a few: those few stay held, though alone they would have been within the limit', () => {
    approve(state, onlyHold(), members(1, 18), { ...decision, at: hour });
    expect(sync(removing(held), 2 * hour)).toEqual(members(19, 20));
    expect(ask(state, question('19', { reason: 'suspended' }), rules, 2 * hour)).toMatchObject({
      pass: false,
      hold: '1',
    });
    expect(sync(removing(members(19, 20)), 3 * hour)).toEqual(members(19, 20));
    expect(idsOf(onlyHold())).toEqual(members(19, 20));
  });

  test('approves more than are listed', () => {
    sync(removing(held, { moreRemovals: 50 }), 2 * hour);
    approve(state, onlyHold(), null, { ...decision, at: 2 * hour });
    const claim = claimed(removing(members(30, 40), { moreRemovals: 59 }));
    expect(reviewProposal(state, claim, rules, 3 * hour)).toMatchObject({ held: [], more: [] });
    expect(reviewProposal(state, { ...claim, run: 'y' }, rules, 4 * hour).held).toEqual(members(30, 40));
  });

  test('approves more than are listed where the source had shrunk', () => {
    sync(removing(held, { coworkers: 60, moreRemovals: 50 }), 2 * hour);
    expect(onlyHold()).toMatchObject({ cause: 'sourceShrank', more: 50 });
    approve(state, onlyHold(), null, { ...decision, at: 2 * hour });
    const claim = claimed(removing(held, { coworkers: 60, moreRemovals: 50 }));
    expect(reviewProposal(state, claim, rules, 3 * hour)).toMatchObject({ held: [], more: [] });
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
    expect(reviewProposal(state, claim, rules, 2 * hour)).toMatchObject({ held: [], more: [] });
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
