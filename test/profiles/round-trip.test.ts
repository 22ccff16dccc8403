import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { formatsFor, limitsOf } from '../../domain/profiles/make-profile';
import type { ProfileFormat, ProfileInput } from '../../domain/profiles/profile';
import { eapOf, localPartOf, realmOf } from '../../domain/profiles/trust';
import { everyFormat, nextRootCa, profileInput, rootCa } from '../domain/profiles/builders';
import { needing } from '../support/tools';
import { hostileInput } from './hostile';
import { profileJob, provisioningJob } from './read-back';
import { readProfile, readProfiles, type NetworkBlock, type ReadJob } from './readers';

const { test, describe } = needing('python3');

/** The end of a server's name is all that these check. */
const bySuffix: ProfileFormat[] = ['passpoint'];

function expected(format: ProfileFormat, input: ProfileInput): NetworkBlock {
  const { ssid, username, password, trust } = input;
  const limits = limitsOf(format, input);
  const certificates = limits.includes('firstCertificateOnly')
    ? trust.caCertificates.slice(0, 1)
    : trust.caCertificates;
  const names = limits.includes('firstServerOnly') ? trust.serverNames.slice(0, 1) : trust.serverNames;
  const { outer, inner } = eapOf[trust.method];
  return {
    ssidHex: format === 'passpoint' ? null : Buffer.from(ssid).toString('hex'),
    eap: outer,
    phase2: inner === 'PAP' ? 'PAP' : 'MSCHAPV2',
    identity: username,
    password,
    anonymousIdentity: outerIdentity(format, input),
    caPem: certificates.map((pem) => `${pem}\n`).join(''),
    ...(bySuffix.includes(format) ? { domainSuffixMatch: names } : { domainMatch: names }),
  };
}

/** What Windows makes of it with PEAP, and Android with Passpoint. */
function outerIdentity(format: ProfileFormat, { trust, username }: ProfileInput): string {
  if (format === 'passpoint') return `anonymous@${realmOf(trust.outerIdentity)?.trim() || trust.serverNames[0]}`;
  if (format !== 'windows' || trust.method !== 'peap-mschapv2') return trust.outerIdentity;
  const at = username.lastIndexOf('@');
  return `${localPartOf(trust.outerIdentity) || 'anonymous'}${at < 0 ? '' : username.slice(at)}`;
}

describe('what a device makes of a profile is what went into it', () => {
  const trust = { caCertificates: [rootCa, nextRootCa], serverNames: ['a.wifi.loft.example', 'b.wifi.loft.example'] };

  test.each(everyFormat)('%s with %s', (format, method) => {
    const input = profileInput({ trust: { ...trust, method } });
    expect(readProfile(profileJob(format, input))).toEqual(expected(format, input));
  });

  test.each(['peap-mschapv2', 'ttls-pap', 'ttls-mschapv2'] as const)(
    'the Windows document for Settings with %s',
    (method) => {
      const input = profileInput({ trust: { ...trust, method } });
      expect(readProfile(provisioningJob(input))).toEqual(expected('windows', input));
    },
  );
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
    { numRuns: 4, endOnFailure: true },
  );
  expect(read).toBeGreaterThan(4 * 60 * 5);
});

function casesOf(input: ProfileInput): { job: ReadJob; block: NetworkBlock }[] {
  const formats = formatsFor(input.trust.method).filter((format) => !limitsOf(format, input).includes('cannotCarry'));
  return [
    ...formats.map((format) => ({ job: profileJob(format, input), block: expected(format, input) })),
    { job: provisioningJob(input), block: expected('windows', input) },
  ];
}
