import { X509Certificate } from 'node:crypto';
import { carriedBy, newestRoot, rootFingerprints } from '../../../domain/profiles/roll-over';
import type { ProfileFormat } from '../../../domain/profiles/profile';
import { shortFingerprint } from '../../../domain/profiles/trust';
import { makeAuthority } from '../../../sandbox/radius/certificates';
import { intermediateCa, nextRootCa, profileInput, rootCa } from './builders';

const trustOf = (...caCertificates: string[]) => profileInput({ trust: { caCertificates } }).trust;
const short = (pem: string): string => shortFingerprint(new X509Certificate(pem));

describe('the CAs that a profile carries', () => {
  const trust = trustOf(intermediateCa, rootCa, nextRootCa);

  test.each<ProfileFormat>(['apple', 'windows', 'android', 'chromeos', 'wpa_supplicant'])(
    'are all roots of the settings: %s',
    (format) => {
      expect(carriedBy(format, trust)).toEqual([short(rootCa), short(nextRootCa)]);
    },
  );

  test.each<ProfileFormat>(['networkmanager', 'passpoint'])('are the first root only: %s', (format) => {
    expect(carriedBy(format, trust)).toEqual([short(rootCa)]);
    expect(carriedBy(format, trustOf(nextRootCa, rootCa))).toEqual([short(nextRootCa)]);
  });
});

describe('the newest CA', () => {
  const newest = (...pems: string[]): string | null => {
    const root = newestRoot(trustOf(...pems));
    return root && shortFingerprint(root);
  };

  it('is the root that was made last, wherever it stands', async () => {
    const { certificate: madeNow } = await makeAuthority();
    expect(newest(rootCa, madeNow)).toBe(short(madeNow));
    expect(newest(madeNow, rootCa)).toBe(short(madeNow));
  });

  it('is the last in the settings of those that were made at the same time', () => {
    expect(newest(rootCa, nextRootCa)).toBe(short(nextRootCa));
    expect(newest(nextRootCa, rootCa)).toBe(short(rootCa));
  });

  it('is never what stands between', () => {
    expect(newest(rootCa, intermediateCa)).toBe(short(rootCa));
    expect(rootFingerprints(trustOf(rootCa, intermediateCa))).toEqual([short(rootCa)]);
    expect(newest(intermediateCa)).toBeNull();
  });
});
