import { ask, type Question } from '../../../../domain/replayed/guard/review-removal';
import { keep } from '../../../../domain/replayed/guard/holds';
import { openHolds } from '../../../../domain/replayed/guard/guard-state';
import { decision, hour, idsOf, location, members, onlyHold, question, removing, rules, state, sync } from './builders';

const twenty = members(1, 20);
const answer = (member: string, parts: Partial<Question>, at: number) => ask(state, question(member, parts), rules, at);
const suspended = { reason: 'suspended', stated: '', sure: true } as const;
const moved = { reason: 'contract', stated: '11', move: true } as const;
const moves = [location({ changes: twenty.concat(members(21, 40)).map((id) => ({ id, ...moved, plan: null })) })];

describe('what a hook has announced before a sync held it', () => {
  test('passes when the member can look at last, and leaves the hold', () => {
    sync(removing(twenty), hour);
    for (const id of twenty)
      expect(answer(id, { ...suspended, announced: true, announcedAt: hour - 1 }, 2 * hour)).toEqual({ pass: true });
    expect(openHolds(state)).toEqual([]);
    expect(state.holds[0]?.state).toBe('resolved');
  });

  test('passes also for an end that is so recent that it is not sure yet', () => {
    sync([location({ removals: twenty.map((id) => ({ id, reason: 'ended', stated: '5', plan: null })) })], hour);
    const ended = { reason: 'ended', stated: '5', sure: false, announced: false } as const;
    expect(answer('1', { ...ended, announcedAt: hour - 1 }, 2 * hour)).toEqual({ pass: true });
    expect(answer('2', { ...ended, announcedAt: null }, 2 * hour).pass).toBe(false);
  });

  test('waits where the hook came after the hold, and where an operator has said no', () => {
    sync(removing(twenty), hour);
    const late = { ...suspended, announced: true, announcedAt: hour + 1 };
    expect(answer('1', late, 2 * hour)).toMatchObject({ pass: false, hold: '1' });
    keep(state, onlyHold(), 'rejected', decision);
    expect(answer('1', { ...late, announcedAt: hour - 1 }, 2 * hour)).toMatchObject({ pass: false, hold: null });
  });

  test('is told from a member who joined the hold later than it was opened', () => {
    sync(removing(twenty), hour);
    sync(removing(members(1, 21)), 2 * hour);
    const between = { ...suspended, announced: true, announcedAt: hour + 1 };
    expect(answer('20', between, 3 * hour).pass).toBe(false);
    expect(answer('21', between, 3 * hour).pass).toBe(true);
  });
});

describe('a move to a lower level that Nexudus states', () => {
  test('is no vanishing, however many there are', () => {
    for (const id of members(1, 50)) expect(answer(id, { ...moved, announced: false }, hour)).toEqual({ pass: true });
    expect(state.vanishing).toEqual([]);
  });

  test('waits with the changes that a sync has found, and not with the removals', () => {
    sync(moves, hour);
    expect(onlyHold().cause).toBe('changes');
    expect(answer('1', { ...moved, announced: false, announcedAt: null }, 2 * hour)).toMatchObject({ hold: '1' });
    expect(answer('2', { ...moved, announced: true, announcedAt: hour - 1 }, 2 * hour)).toEqual({ pass: true });
    expect(answer('3', { ...moved, stated: '12', announced: true, announcedAt: 2 * hour }, 2 * hour)).toEqual({
      pass: true,
    });
    expect(idsOf(onlyHold())).not.toContain('2');
    expect(answer('50', { reason: 'none' }, 2 * hour)).toEqual({ pass: true });
  });

  test('is kept to what an operator has rejected, and goes to another plan', () => {
    sync(moves, hour);
    keep(state, onlyHold(), 'rejected', decision);
    expect(answer('1', { ...moved, announced: false }, 2 * hour)).toMatchObject({ pass: false, hold: null });
    expect(answer('1', { ...moved, stated: '12', announced: false }, 2 * hour)).toEqual({ pass: true });
  });
});
