import { guard, mostRemovals } from '../../activities/roster/guard';
import type { Verdict } from '../../activities/roster/verdicts';
import { memberId } from '../../domain/ids';

const verdicts = (count: number, what: Verdict['what']): Verdict[] =>
  Array.from({ length: count }, (_, i) => ({ member: memberId(`${what}-${i}`), what }));
const usual = { isEnabled: () => true, isKnown: () => false, approved: false };

describe('the guard of a roster sync', () => {
  it('lets five removals through', () => {
    const { told, held } = guard(verdicts(mostRemovals, 'revoke'), usual);
    expect([told.length, held.length]).toEqual([5, 0]);
  });

  it('holds all of them back from the sixth on, and nothing else', () => {
    const all = [...verdicts(6, 'revoke'), ...verdicts(300, 'grant'), ...verdicts(2, 'move')];
    const { told, held } = guard(all, usual);
    expect(held).toHaveLength(6);
    expect(told).toHaveLength(302);
  });

  it('lets them through once an operator approves', () => {
    expect(guard(verdicts(60, 'revoke'), { ...usual, approved: true }).held).toEqual([]);
  });

  it('counts an account without a member only while it lets somebody in', () => {
    const all = [...verdicts(5, 'revoke'), ...verdicts(1, 'orphan')];
    expect(guard(all, usual).held).toHaveLength(6);
    expect(guard(all, { ...usual, isEnabled: (id) => id.startsWith('revoke') }).held).toHaveLength(0);
  });

  it('tells a member of an obstacle once', () => {
    const all = [...verdicts(2, 'conflict'), ...verdicts(2, 'unnamed')];
    expect(guard(all, usual).told).toHaveLength(4);
    expect(guard(all, { ...usual, isKnown: () => true }).told).toEqual([]);
  });
});
