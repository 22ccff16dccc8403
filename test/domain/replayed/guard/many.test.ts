import { planId } from '../../../../domain/replayed/ids';
import { ask, type Question } from '../../../../domain/replayed/guard/review-removal';
import { approve, findHold, keep, tick } from '../../../../domain/replayed/guard/holds';
import { openHolds, type Hold, type Kept } from '../../../../domain/replayed/guard/guard-state';
import type { LocationProposal, ProposalReview } from '../../../../domain/replayed/guard/review-proposal';
import { reviewProposal } from '../../../../domain/replayed/guard/review-proposal';
import {
  claimed,
  day,
  decision,
  each,
  hour,
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

const all = 100_000;
const listed = members(1, 2_000);
const last = String(all);
const size = (what: unknown): number => JSON.stringify(what).length;
const suspended = { reason: 'suspended', stated: '', sure: true } as const;
const many = (parts: Partial<LocationProposal> = {}): LocationProposal[] => [
  location({ managed: all, coworkers: all, removals: each(listed), moreRemovals: all - 2_000, ...parts }),
];
const run = (locations: LocationProposal[], at: number, gone: string[] = []): ProposalReview =>
  reviewProposal(state, claimed(locations, { run: String(at), gonePlans: gone.map(planId) }), rules, at);
const asks = (member: string, parts: Partial<Question>, at: number) => ask(state, question(member, parts), rules, at);
const markOf = ({ id, openedAt }: Hold, kept: Kept | null = null) => ({
  ...{ id: kept ? null : id, reason: 'suspended' as const, since: kept?.since ?? openedAt, kept },
});

describe('a hold of more members than it lists', () => {
  beforeEach(() => {
    state.coworkers = { [loft]: all };
    run(many(), hour);
  });

  test('counts them, covers them, and says so where they stand', () => {
    expect(onlyHold()).toMatchObject({ cause: 'removals', more: all - 2_000 });
    const standing = { hold: '1', since: hour, kept: null };
    expect(run(many(), 2 * hour).more).toEqual([{ businessId: loft, what: 'removals', standing }]);
    expect(asks(last, { ...suspended, mark: markOf(onlyHold()) }, 2 * hour)).toEqual({ pass: false, ...standing });
  });

  test('lets go of them what a hook announced before it, and what Nexudus states for another reason', () => {
    const mark = markOf(onlyHold());
    const hooked = { ...suspended, announced: true, mark };
    expect(asks(last, { ...hooked, announcedAt: hour - 1 }, 2 * hour)).toEqual({ pass: true });
    expect(asks(last, { ...hooked, announcedAt: hour + 1 }, 2 * hour).pass).toBe(false);
    expect(asks(last, { reason: 'ended', stated: String(2 * hour), sure: true, mark }, 3 * hour)).toEqual({
      pass: true,
    });
  });

  test('is decided as a whole, or for those whom it lists', () => {
    expect(findHold(state, '1', members(all, all))).toBe('notListed');
    expect(findHold(state, '1', members(1, 2))).toBe(onlyHold());
    approve(state, onlyHold(), null, { ...decision, at: hour });
    expect(run(many(), 2 * hour)).toMatchObject({ held: [], more: [] });
  });

  test('keeps them by their marks when it is rejected, until they are asked about again', () => {
    const hold = onlyHold();
    keep(state, hold, 'rejected', { ...decision, at: 2 * hour });
    const kept = { by: 'operator', since: 2 * hour, until: 2 * hour + 7 * day };
    for (const mark of [markOf(hold), markOf(hold, kept)])
      expect(asks(last, { ...suspended, announced: true, mark }, 3 * hour)).toMatchObject({
        pass: false,
        hold: null,
        kept,
      });
    const review = run(many(), 3 * hour);
    expect(review.more).toMatchObject([{ standing: { hold: null, kept } }]);
    expect(openHolds(state)).toEqual([]);
    expect(asks(last, { reason: 'archived', sure: true, mark: markOf(hold, kept) }, 3 * hour)).toEqual({ pass: true });
    run(many(), kept.until);
    expect(onlyHold()).toMatchObject({ id: '2', more: all - 2_000 });
  });

  test('does not forget them when so few are left that all are listed', () => {
    const few = members(all - 5, all).map((id) => ({ id, ...suspended, plan: null, mark: 'hold:1:suspended' }));
    expect(sync(many({ removals: few, moreRemovals: 0 }), 2 * hour)).toEqual(members(all - 5, all));
    keep(state, onlyHold(), 'rejected', { ...decision, at: 2 * hour });
    const kept = few
      .map((one) => ({ ...one, id: members(7, 7)[0] ?? one.id, mark: `kept:${9 * day}:suspended` }))
      .slice(0, 1);
    expect(sync(many({ removals: kept, moreRemovals: 0 }), 3 * hour)).toEqual(['7']);
  });
});

test('members of a plan that is gone wait in its hold, listed or not', () => {
  state.coworkers = { [loft]: all };
  const review = run(many({ removals: each(listed, '21'), moreRemovals: 0, moreGone: 43_000 }), hour, ['21']);
  expect(onlyHold()).toMatchObject({ cause: 'planGone', more: 43_000 });
  expect(review.more).toMatchObject([{ businessId: loft, what: 'removals', gone: true, standing: { hold: '1' } }]);
});

test('what the guard remembers does not grow with the members, whatever is held, kept, approved or asked', () => {
  state.coworkers = { [loft]: all };
  const heaviest: number[] = [];
  const note = (): number => heaviest.push(size(state));
  for (let round = 1; round <= 8; round += 1) {
    const at = round * 8 * day;
    const changing = { changes: each(members(1, 2_000)), moreChanges: 50_000 };
    run(many({ removals: [], ...changing }), at);
    const from = round * 10_000;
    run(many({ removals: each(members(from, from + 1_999)) }), at + 1);
    note();
    for (const hold of openHolds(state)) {
      if (round % 3 === 0) approve(state, hold, null, { ...decision, at });
      else keep(state, hold, 'rejected', { ...decision, at });
    }
    note();
    for (const id of members(from, from + 3_000)) asks(id, { reason: 'none', confirmed: false }, at + 2);
    for (const id of members(from, from + 3_000)) asks(id, { ...suspended, plan: planId('21') }, at + 3);
    note();
    tick(state, at + 7 * day + 3);
    note();
  }
  expect(Math.max(...heaviest)).toBeLessThan(1_000_000);
});

test('a no holds for those whom it only counted, also once they are few enough for a sync to take', () => {
  state.coworkers = { [loft]: all };
  run(many({ moreRemovals: 20_000 }), hour);
  keep(state, onlyHold(), 'rejected', { ...decision, at: hour });
  expect(run(many({ moreRemovals: 1_000 }), 2 * hour)).toMatchObject({ held: listed, more: [{ what: 'removals' }] });
});

test('of the holds that are decided, the last fifty are remembered', () => {
  for (let round = 1; round <= 60; round += 1) {
    const at = round * 2 * day;
    sync(removing(members(1, 20)), at);
    approve(state, onlyHold(), null, { ...decision, at });
    sync([location()], at + hour);
  }
  expect(state.holds.map(({ id }) => Number(id))).toEqual(Array.from({ length: 50 }, (_, n) => n + 11));
});
