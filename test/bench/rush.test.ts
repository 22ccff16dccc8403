import { longestSilence } from '../../bench/rush';

describe('the longest time in which nobody got in', () => {
  it('is that between two who got in while others waited', () => {
    expect(longestSilence([0, 0, 0], [10, 14, 40])).toBe(26);
  });

  it('begins with the one who waits first', () => {
    expect(longestSilence([5, 6], [30, 31])).toBe(25);
  });

  it('does not count while nobody waits', () => {
    expect(longestSilence([0, 100], [10, 103])).toBe(10);
    expect(longestSilence([0, 10], [10, 12])).toBe(10);
  });
});
