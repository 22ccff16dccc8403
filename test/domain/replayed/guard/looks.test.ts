import { memberId, planId } from '../../../../domain/replayed/ids';
import { ask, remembers, withdraw, type Question } from '../../../../domain/replayed/guard/review-removal';
import { keep } from '../../../../domain/replayed/guard/holds';
import { openHolds } from '../../../../domain/replayed/guard/guard-state';
import {
  decision,
  hour,
  idsOf,
  location,
  loft,
  members,
  onlyHold,
  question,
  removing,
  rules,
  state,
  sync,
} from './builders';

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

  test('are remembered where they count, or are held, until they are made or withdrawn', () => {
    const announced = { reason: 'suspended', sure: true, announced: true } as const;
    for (const [n, parts] of [announced, { reason: 'ended' } as const, {}].entries()) passes(String(n), 1, parts);
    passes('3', 1, { confirmed: false });
    expect(members(0, 3).map((id) => remembers(state, id))).toEqual([false, false, false, true]);
    passes('3', 2);
    expect(remembers(state, memberId('3'))).toBe(false);

    sync(removing(members(11, 30)), hour);
    expect(remembers(state, memberId('11'))).toBe(true);
    keep(state, onlyHold(), 'rejected', decision);
    expect(remembers(state, memberId('11'))).toBe(true);
    withdraw(state, memberId('11'), hour);
    expect(remembers(state, memberId('11'))).toBe(false);
  });

  test('pass, however many, where a hook announces what the source states, and count for no others', () => {
    state.gonePlans = [planId('21')];
    const announced = { reason: 'suspended', sure: true, announced: true, plan: planId('21') } as const;
    for (const n of members(1, 50)) expect(passes(n, 1, announced)).toBe(true);
    for (const n of members(51, 55)) expect(passes(n, 1)).toBe(true);
  });

  test('ask in vain for who is held, or kept, also where a hook announces it', () => {
    const announced = { reason: 'suspended', sure: true, announced: true } as const;
    sync(removing(members(1, 20)), hour);
    expect(passes('1', hour, announced)).toBe(false);
    keep(state, onlyHold(), 'rejected', decision);
    expect(passes('1', hour, announced)).toBe(false);
    expect(passes('21', hour, announced)).toBe(true);
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
