import { makeProfile } from '../../../domain/profiles/make-profile';
import { type ProfileFormat, profileIdOf, type ProfileInput, stableUuid } from '../../../domain/profiles/profile';
import { memberId } from '../../../domain/replayed/ids';
import { nextRootCa, passEnd, profileInput, rootCa } from './builders';

const UUID = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/g;
const uuidsIn = (text: string): string[] => [...new Set(text.match(UUID))];

const ada = profileInput({ trust: { caCertificates: [rootCa, nextRootCa] } });
/** All that may change about a member and a space. */
const adaLater: ProfileInput = {
  ...ada,
  spaceName: 'The Attic',
  username: 'ada.lovelace@example.com',
  password: 'zzzz2345zzzz6789',
  ssid: 'Attic',
  removeAt: passEnd,
};
const grace: ProfileInput = { ...ada, profileId: '0c9d8e7f-6a5b-4c3d-9e1f-a0b1c2d3e4f5' };

const files: [name: string, make: (input: ProfileInput) => string][] = [
  ...(['apple', 'android', 'chromeos', 'networkmanager'] as const).map(
    (format: ProfileFormat): [string, (input: ProfileInput) => string] => [
      format,
      (input) => makeProfile(format, input).body.toString(),
    ],
  ),
];

describe.each(files)('the identifiers of %s', (_name, make) => {
  test('never change for a member, so that a new profile replaces the old', () => {
    expect(uuidsIn(make(ada)).length).toBeGreaterThan(0);
    expect(uuidsIn(make(adaLater))).toEqual(uuidsIn(make(ada)));
  });

  test('belong to no other member', () => {
    const graces = new Set(uuidsIn(make(grace)));
    expect(uuidsIn(make(ada)).filter((uuid) => graces.has(uuid))).toEqual([]);
  });
});

test('each payload of an Apple profile has identifiers of its own, under those of the profile', async () => {
  const plist = await import('plist');
  const profile = plist.parse(makeProfile('apple', ada).body.toString()) as unknown as Payload & {
    PayloadContent: Payload[];
  };
  const payloads = [profile, ...profile.PayloadContent];
  expect(payloads).toHaveLength(4);
  expect(new Set(payloads.map(({ PayloadUUID }) => PayloadUUID)).size).toBe(4);
  expect(new Set(payloads.map(({ PayloadIdentifier }) => PayloadIdentifier)).size).toBe(4);
  for (const { PayloadIdentifier } of payloads) expect(PayloadIdentifier).toContain(ada.profileId);
});

interface Payload {
  PayloadIdentifier: string;
  PayloadUUID: string;
}

test('a derived UUID is version 5 of the profile id (RFC 9562, Appendix A.4)', () => {
  const dnsNamespace = '6ba7b810-9dad-11d1-80b4-00c04fd430c8';
  expect(stableUuid(dnsNamespace, 'www.example.com')).toBe('2ed6657d-e927-568b-95e1-2665a8aea6a2');
});

test('a profile is known by connector and member alone', () => {
  const adas = profileIdOf('main', memberId('1001'));
  expect(adas).toBe('df384740-3988-51b9-b332-fa338035d94e');
  expect(profileIdOf('main', memberId('1002'))).not.toBe(adas);
  expect(profileIdOf('annex', memberId('1001'))).not.toBe(adas);
});
