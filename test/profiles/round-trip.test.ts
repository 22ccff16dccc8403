import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { formatsFor, limitsOf } from '../../domain/profiles/make-profile';
import type { ProfileInput } from '../../domain/profiles/profile';
import { everyFormat, nextRootCa, profileInput, rootCa } from '../domain/profiles/builders';
import { needing } from '../support/tools';
import { expectedOf } from './expected';
import { hardInputs } from './hard-inputs';
import { hostileInput } from './hostile';
import { profileJob } from './read-back';
import { readProfile, readProfiles, type NetworkBlock, type ReadJob } from './readers';

const { test, describe } = needing('python3');

describe('what a device makes of a profile is what went into it', () => {
  const trust = {
    caCertificates: [rootCa, nextRootCa],
    serverNames: ['a.wifi.loft.example', 'b.wifi.loft.example'],
  };

  test.each(everyFormat)('%s with %s', (format, method) => {
    const input = profileInput({ trust: { ...trust, method } });
    expect(readProfile(profileJob(format, input))).toEqual(expectedOf(format, input));
  });
});

test('also of one that is hard to write', () => {
  const cases = hardInputs.flatMap(({ what, input }) =>
    input === null ? [] : casesOf(input).map((each) => ({ what, ...each })),
  );
  const blocks = readProfiles(cases.map(({ job }) => job));
  const wrong = cases.flatMap(({ what, job: { format }, block }, index) =>
    isDeepStrictEqual(blocks[index], block) ? [] : [{ what, format, block, read: blocks[index] }],
  );
  expect(wrong).toEqual([]);
  expect(cases.length).toBeGreaterThan(6 * hardInputs.length);
});

test('no name or password is too strange', () => {
  let read = 0;
  fc.assert(
    fc.property(fc.array(hostileInput, { minLength: 60, maxLength: 60 }), (inputs) => {
      const cases = inputs.flatMap(casesOf);
      const blocks = readProfiles(cases.map(({ job }) => job));
      const wrong = cases.flatMap(({ job: { format }, block }, index) =>
        isDeepStrictEqual(blocks[index], block) ? [] : [{ format, block, read: blocks[index] }],
      );
      expect(wrong).toEqual([]);
      read += blocks.length;
    }),
    // A run is one process of Python. What fails stands alone in the message, so there is nothing to shrink.
    { numRuns: 2, endOnFailure: true },
  );
  expect(read).toBeGreaterThan(2 * 60 * 5);
});

function casesOf(input: ProfileInput): { job: ReadJob; block: NetworkBlock }[] {
  const formats = formatsFor(input.trust.method).filter((format) => !limitsOf(format, input).includes('cannotCarry'));
  return formats.map((format) => ({ job: profileJob(format, input), block: expectedOf(format, input) }));
}
