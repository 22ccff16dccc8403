import { formatsFor, limitsOf, makeProfile } from '../../../domain/profiles/make-profile';
import { profileFormats, type ProfileFormat } from '../../../domain/profiles/profile';
import { nextRootCa, passEnd, profileInput, rootCa } from './builders';

const limits = (...[changes]: Parameters<typeof profileInput>) =>
  Object.fromEntries(profileFormats.map((format) => [format, limitsOf(format, profileInput(changes))]));

test('of a lasting membership, one CA and one server', () => {
  expect(limits()).toEqual({
    apple: [],
    windows: ['asksPassword', 'needsCertificate'],
    android: ['needsApp'],
    passpoint: ['suffixMatch', 'needsHotspot'],
    chromeos: [],
    networkmanager: [],
    wpa_supplicant: [],
  });
});

test('of a day pass: only Apple profiles and .eap-config remove themselves', () => {
  const ofPass = limits({ removeAt: passEnd });
  expect(profileFormats.filter((format) => ofPass[format]?.includes('noSelfRemoval'))).toEqual([
    'windows',
    'passpoint',
    'chromeos',
    'networkmanager',
    'wpa_supplicant',
  ]);
});

test('of a roll-over: some use the first certificate or server only', () => {
  const ofRollOver = limits({
    trust: { caCertificates: [rootCa, nextRootCa], serverNames: ['a.loft.example', 'b.loft.example'] },
  });
  const having = (limit: 'firstCertificateOnly' | 'firstServerOnly') =>
    profileFormats.filter((format) => ofRollOver[format]?.includes(limit));
  expect(having('firstCertificateOnly')).toEqual(['passpoint', 'networkmanager']);
  expect(having('firstServerOnly')).toEqual(['passpoint']);
});

describe('Windows shows the realm of a user name outside the tunnel', () => {
  const shown = (username: string, outerIdentity: string, method: 'peap-mschapv2' | 'ttls-pap' = 'peap-mschapv2') =>
    limitsOf('windows', profileInput({ username, trust: { method, outerIdentity } })).includes('realmVisible');

  test.each([
    ['with PEAP', shown('ada@example.com', 'anonymous'), true],
    ['with PEAP, where the outer identity has another realm', shown('ada@example.com', 'anonymous@loft.example'), true],
    ['not where it is the realm of the outer identity', shown('ada@loft.example', 'anonymous@loft.example'), false],
    ['not where the user name has none', shown('1234567', 'anonymous'), false],
    ['not with TTLS', shown('ada@example.com', 'anonymous', 'ttls-pap'), false],
  ])('%s', (_when, is, expected) => {
    expect(is).toBe(expected);
  });
});

describe('what a format cannot carry is a limit of it, and refused', () => {
  const expectRefusedByOnly = (format: ProfileFormat, changes: Parameters<typeof profileInput>[0]) => {
    const input = profileInput(changes);
    expect(limitsOf(format, input)).toContain('cannotCarry');
    expect(() => makeProfile(format, input)).toThrow('No profile');
    for (const other of formatsFor('ttls-pap').filter((other) => other !== format)) {
      expect(limitsOf(other, input)).not.toContain('cannotCarry');
      expect(makeProfile(other, input).body.length).toBeGreaterThan(0);
    }
  };

  test.each([
    ['passpoint', { username: `${'a'.repeat(60)}@x.y` }],
    ['passpoint', { username: ' ada' }],
    ['chromeos', { username: '${LOGIN_ID}@example.com' }],
    ['chromeos', { password: '${PASSWORD}' }],
    ['chromeos', { trust: { outerIdentity: '${LOGIN_EMAIL}' } }],
  ] as const)('%s %j', expectRefusedByOnly);

  test.each([
    ['passpoint', { username: `${'a'.repeat(59)}@x.y` }],
    ['chromeos', { username: '${LOGIN}', password: 'x${PASSWORD}' }],
  ] as const)('%s takes %j', (format, changes) => {
    expect(limitsOf(format, profileInput(changes))).not.toContain('cannotCarry');
  });

  const names = (count: number) => Array.from({ length: count }, (_, index) => `radius-${index}.loft.example`);
  test.each([
    ['password', { password: 'é'.repeat(497) }, { password: 'é'.repeat(498) }],
    ['list of servers', { trust: { serverNames: names(80) } }, { trust: { serverNames: names(100) } }],
  ])('wpa_supplicant a %s that makes a line too long', (_what, fits, tooLong) => {
    expect(limitsOf('wpa_supplicant', profileInput(fits))).not.toContain('cannotCarry');
    expectRefusedByOnly('wpa_supplicant', tooLong);
  });
});
