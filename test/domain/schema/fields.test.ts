import { durationMs } from '../../../domain/schema/fields';

test.each([
  ['90m', 5_400_000],
  ['24h', 86_400_000],
  ['7d', 604_800_000],
  ['2w', 1_209_600_000],
  ['PT24H', 86_400_000],
  ['P7D', 604_800_000],
  ['P1DT12H', 129_600_000],
])('%s', (text, ms) => {
  expect(durationMs(text)).toBe(ms);
});

test.each(['', '0h', '-1h', '24', '24 hours', 'P1M', 'P1Y', 'PT0S', '1.5h', 'h'])('%j is none', (text) => {
  expect(durationMs(text)).toBeNull();
});
