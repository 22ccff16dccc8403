import { longestSilence } from '../../bench/rush/tell';

describe('the longest time in which nobody got in', () => {
  it('is that between two who got in while others waited', () => {
    expect(longestSilence({ came: [0, 0, 0], gotIn: [10, 14, 40] })).toBe(26);
  });

  it('begins with the one who waits first', () => {
    expect(longestSilence({ came: [5, 6], gotIn: [30, 31] })).toBe(25);
  });

  it('does not count while nobody waits', () => {
    expect(longestSilence({ came: [0, 100], gotIn: [10, 103] })).toBe(10);
    expect(longestSilence({ came: [0, 10], gotIn: [10, 12] })).toBe(10);
  });
});
