import { rateShares } from '../../config';

test.each([
  [120, { worker: 100, api: 20 }],
  [90, { worker: 75, api: 15 }],
  [7, { worker: 6, api: 1 }],
])('worker and API share %i calls a minute, and take no more', (perMinute, shares) => {
  expect(rateShares(perMinute)).toEqual(shares);
});

test('each may make a call, however few are allowed', () => {
  expect(rateShares(1)).toEqual({ worker: 1, api: 1 });
});
