import { businessId, planId, type MemberId } from '../../../../domain/replayed/ids';
import { ask } from '../../../../domain/replayed/guard/review-removal';
import { type LocationProposal, reviewProposal } from '../../../../domain/replayed/guard/review-proposal';
import { approve } from '../../../../domain/replayed/guard/holds';
import { openHolds } from '../../../../domain/replayed/guard/guard-state';
import {
  claimed,
  day,
  decision,
  each,
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
  yard,
} from './builders';

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
    expect(reviewProposal(state, claim, rules, hour).held).toEqual([]);
    expect(reviewProposal(state, claim, rules, hour + 1).held).toEqual([]);
    expect(sync(removing(members(11, 12)), 2 * hour)).toEqual([]);
  });

  test('of a run that died count although it asks for the rest only', () => {
    const asked = (ids: MemberId[], at: number) => reviewProposal(state, claimed(removing(ids)), rules, at).held;
    expect(asked(members(1, 8), hour)).toEqual([]);
    expect(asked(members(5, 10), hour + 1)).toEqual([]);
    expect(asked(members(7, 11), hour + 2)).toEqual(members(7, 11));
    expect(sync(removing(members(12, 16)), 2 * hour)).toEqual(members(12, 16));
  });

  test('of a run that died count also when its next attempt reads less, or is held', () => {
    const asked = (locations: LocationProposal[], at: number) =>
      reviewProposal(state, claimed(locations), rules, at).held;
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
    expect(reviewProposal(state, claim, rules, hour)).toMatchObject({
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
    const three = (loftCount: number, yardCount: number, parts: Partial<LocationProposal> = {}): LocationProposal[] => [
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
    expect(answer).toMatchObject({ pass: false, hold: onlyHold().id });
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
