import { ask, withdraw, type Question } from '../../../../domain/replayed/guard/review-removal';
import { acceptCounts, approve, keep, tick } from '../../../../domain/replayed/guard/holds';
import { keepingOf, openHolds, type Hold } from '../../../../domain/replayed/guard/guard-state';
import { memberId } from '../../../../domain/replayed/ids';
import { type ProposedChange, reviewProposal } from '../../../../domain/replayed/guard/review-proposal';
import {
  claimed,
  day,
  decision,
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

const twenty = members(1, 20);
const endedAt = (ids: typeof twenty, at: string): ProposedChange[] =>
  ids.map((id) => ({ id, reason: 'ended', stated: at, plan: null }));
const answer = (member: string, parts: Partial<Question>, at: number) => ask(state, question(member, parts), rules, at);
const ended = { reason: 'ended', stated: '1000', sure: true, announced: true } as const;

describe.each(['rejected', 'expired'] as const)('members of a hold that is %s', (how) => {
  beforeEach(() => {
    sync([location({ removals: endedAt(twenty, '1000') })], hour);
    keep(state, onlyHold(), how, { ...decision, by: 'operator 7', at: 2 * hour });
  });

  test('are kept on the ground that was shown, by whom, since when and until when', () => {
    const kept = { by: 'operator 7', since: 2 * hour, until: 2 * hour + 7 * day };
    expect(answer('1', ended, 3 * hour)).toEqual({ pass: false, hold: null, since: 2 * hour, kept });
    const review = reviewProposal(state, claimed([location({ removals: endedAt(twenty, '1000') })]), rules, 3 * hour);
    expect(review).toMatchObject({ held: twenty, standings: [{ hold: null, kept, members: twenty }] });
    expect(state.holds[0]).toMatchObject({ state: how, keptUntil: kept.until });
  });

  test('are shown with the hold until they are let go', () => {
    const keeping = () => keepingOf(state, state.holds[0] as Hold);
    expect(keeping()).toEqual({ members: twenty, more: false });
    withdraw(state, memberId('1'), 3 * hour);
    expect(keeping()?.members).toEqual(members(2, 20));
    sync([location({ removals: endedAt(members(3, 20), '1000') })], 4 * hour);
    expect(keeping()?.members).toEqual(members(3, 20));
  });

  test.each([
    ['suspended', { reason: 'suspended', stated: '', sure: true }],
    ['archived', { reason: 'archived', stated: '', sure: true }],
    ['checked out', { reason: 'checkedOut', stated: '5000', sure: true }],
    ['given another end', { reason: 'ended', stated: '5000', sure: true }],
    ['given another end that has just passed', { reason: 'ended', stated: '5000', sure: false }],
  ] as const)('go at once when they are %s, announced or not', (_what, parts) => {
    expect(answer('1', { ...parts, announced: true }, 3 * hour)).toEqual({ pass: true });
    expect(answer('2', { ...parts, announced: false }, 3 * hour)).toEqual({ pass: true });
  });

  test('go at once when a hook announces that they are deleted', () => {
    expect(answer('1', { reason: 'deleted', stated: '', sure: false, announced: true }, 3 * hour)).toEqual({
      pass: true,
    });
  });

  test('go with a sync that finds another ground, and count like everybody', () => {
    const others = (from: number, to: number): ProposedChange[] =>
      members(from, to).map((id) => ({ id, reason: 'suspended', stated: '', plan: null }));
    expect(sync([location({ removals: [...others(1, 3), ...endedAt(members(4, 20), '1000')] })], 3 * hour)).toEqual(
      members(4, 20),
    );
    expect(
      sync([location({ removals: [...others(4, 11), ...endedAt(members(12, 20), '1000')] })], 4 * hour),
    ).toHaveLength(17);
    expect(onlyHold().members).toContainEqual({ id: '4', reason: 'suspended', stated: '', since: 4 * hour });
  });

  test('are asked about again when their time is over, however few they are, by the next sync', () => {
    const three = [location({ removals: endedAt(members(1, 3), '1000') })];
    expect(sync(three, 2 * hour + 7 * day - 1)).toEqual(members(1, 3));
    expect(openHolds(state)).toEqual([]);
    expect(sync(three, 2 * hour + 7 * day)).toEqual(members(1, 3));
    expect(idsOf(onlyHold())).toEqual(members(1, 3));
    approve(state, onlyHold(), null, { ...decision, at: 8 * day });
    expect(sync(three, 8 * day)).toEqual([]);
  });

  test('are asked about again when their time is over by their own look, and by whoever looks after them', () => {
    const due = 2 * hour + 7 * day;
    expect(answer('1', ended, due - 1)).toMatchObject({ pass: false, hold: null });
    expect(answer('1', ended, due)).toMatchObject({ pass: false, hold: '2', kept: null });
    expect(answer('2', ended, due + 1)).toMatchObject({ pass: false, hold: '2', kept: null });
    expect(idsOf(onlyHold())).toEqual(members(1, 2));
    tick(state, onlyHold().expiresAt);
    expect(answer('1', ended, due + 7 * day)).toMatchObject({
      hold: null,
      kept: { by: 'latchkey', since: due + 7 * day },
    });
  });

  test('are remembered with their hold, whatever else is decided meanwhile', () => {
    for (let i = 1; i <= 60; i += 1) {
      sync([location({ removals: endedAt(twenty, '1000'), changes: endedAt(members(100, 140), '0') })], 2 * hour + i);
      sync([location({ removals: endedAt(twenty, '1000') })], 2 * hour + i);
    }
    expect(answer('1', ended, 3 * hour)).toMatchObject({ hold: null, kept: { by: 'operator 7' } });
  });
});

test('who is kept without being listed shows with the hold', () => {
  sync([location({ removals: endedAt(twenty, '1000'), moreRemovals: 5 })], hour);
  expect(keepingOf(state, onlyHold())).toBeUndefined();
  keep(state, onlyHold(), 'rejected', { ...decision, at: 2 * hour });
  expect(keepingOf(state, state.holds[0] as Hold)).toMatchObject({ more: true });
});

describe('members of an open hold', () => {
  beforeEach(() => void sync([location({ removals: endedAt(twenty, '1000') })], hour));

  test('go when a hook announces another ground and Nexudus states it; the others stay', () => {
    expect(answer('1', { ...ended, stated: '1000' }, 2 * hour)).toMatchObject({ pass: false, hold: '1' });
    expect(answer('1', { ...ended, stated: '5000' }, 2 * hour)).toEqual({ pass: true });
    expect(answer('2', { reason: 'suspended', stated: '', sure: true, announced: true }, 2 * hour)).toEqual({
      pass: true,
    });
    expect(answer('3', { reason: 'suspended', stated: '', sure: true, announced: false }, 2 * hour).pass).toBe(false);
    expect(answer('4', { reason: 'none', stated: '', announced: false }, 2 * hour).pass).toBe(false);
    expect(idsOf(onlyHold())).toEqual(members(3, 20));
  });

  test('stay in it while a sync finds fewer, and the operator sees the ground of now', () => {
    expect(sync([location({ removals: endedAt(members(1, 2), '5000') })], 2 * hour)).toEqual(members(1, 2));
    expect(onlyHold().members).toMatchObject([{ id: '1', stated: '5000', since: hour }, { id: '2' }]);
  });
});

describe('an approval', () => {
  test('covers the end that was shown, and no other', () => {
    sync([location({ removals: endedAt(twenty, '1000') })], hour);
    approve(state, onlyHold(), null, decision);
    expect(sync([location({ removals: endedAt(twenty, '5000') })], 2 * hour)).toHaveLength(20);
  });
});

describe('a source that has shrunk', () => {
  test('is believed where nobody is to lose an account by it', () => {
    expect(sync([location({ coworkers: 70 })], hour)).toEqual([]);
    expect(openHolds(state)).toEqual([]);
    expect(sync(removing(members(1, 3), { coworkers: 70 }), 2 * hour)).toEqual([]);
  });

  test('is believed in the one location of several where nobody is concerned', () => {
    const yard = location({ businessId: null, coworkers: 1_000 });
    sync([location(), yard], hour);
    sync([location({ coworkers: 70 }), yard], 2 * hour);
    expect(sync([...removing(members(1, 3), { coworkers: 70 }), yard], 3 * hour)).toEqual([]);
  });

  test.each(['approved', 'rejected', 'expired'] as const)('counts as it is once its hold is %s', (how) => {
    expect(sync(removing(members(1, 3), { coworkers: 70 }), hour)).toEqual(members(1, 3));
    expect(onlyHold().cause).toBe('sourceShrank');
    const hold = onlyHold();
    if (how === 'approved') approve(state, hold, null, { ...decision, at: hour });
    else keep(state, hold, how, { ...decision, at: hour });
    acceptCounts(state, hold);
    const later = [...(how === 'approved' ? [] : members(1, 3)), ...members(4, 6)];
    expect(sync(removing(later, { coworkers: 70 }), 2 * hour)).toEqual(how === 'approved' ? [] : members(1, 3));
    expect(openHolds(state)).toEqual([]);
  });
});

describe('what an earlier version asks', () => {
  const old = { stated: undefined };
  const oldRemovals = (ids: typeof twenty, reason: string): ProposedChange[] =>
    ids.map((id) => ({ id, reason, plan: null }));
  const oldRun = (removals: ProposedChange[], at: number, coworkers = 120) =>
    reviewProposal(
      state,
      claimed([location({ removals, coworkers })], { run: String(at), version: undefined }),
      rules,
      at,
    );

  test('is answered as it was then: kept for good, whatever the reason, and held whatever a hook says', () => {
    oldRun(oldRemovals(twenty, 'ended'), hour);
    expect(answer('1', { ...old, reason: 'suspended', sure: true, announced: true }, hour).pass).toBe(false);
    keep(state, onlyHold(), 'rejected', decision);
    expect(oldRun(oldRemovals(members(1, 2), 'suspended'), 30 * day).held).toEqual(members(1, 2));
    expect(openHolds(state)).toEqual([]);
  });

  test('leaves a shrunken source in doubt', () => {
    oldRun([], hour, 70);
    expect(oldRun(oldRemovals(members(1, 1), 'ended'), 2 * hour, 70).held).toEqual(members(1, 1));
  });
});
