import fc from 'fast-check';
import { makeProfile } from '../../../domain/profiles/make-profile';
import { passEnd, profileInput } from './builders';
import { MINUTE } from '../builders';

const loading = import('plist');
let plist: Awaited<typeof loading>;
beforeAll(async () => {
  plist = await loading;
});

const apple = (removeAt: number | null) =>
  plist.parse(makeProfile('apple', profileInput({ removeAt })).body.toString()) as { RemovalDate?: Date };

const validUntil = (removeAt: number | null): string | undefined =>
  /<ValidUntil>(.*)<\/ValidUntil>/.exec(makeProfile('android', profileInput({ removeAt })).body.toString())?.[1];

test('an Apple profile has the time when it removes itself, .eap-config the same as an end to remind of, in UTC and whole seconds', () => {
  expect(apple(passEnd).RemovalDate).toEqual(new Date('2026-11-03T23:59:00Z'));
  expect(validUntil(passEnd)).toBe('2026-11-03T23:59:00Z');
});

test('without a time they have none', () => {
  expect(apple(null)).not.toHaveProperty('RemovalDate');
  expect(validUntil(null)).toBeUndefined();
});

test('it is never before the end, and soon after it', () => {
  const instant = fc.integer({ min: Date.parse('2000-01-01'), max: Date.parse('2100-01-01') });
  fc.assert(
    fc.property(instant, (removeAt) => {
      for (const date of [apple(removeAt).RemovalDate?.getTime(), Date.parse(validUntil(removeAt) ?? '')]) {
        expect(date).toBeGreaterThanOrEqual(removeAt);
        expect(date).toBeLessThan(removeAt + 5 * MINUTE);
      }
    }),
    { numRuns: 50 },
  );
});
