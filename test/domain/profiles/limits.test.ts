import { formatsFor, limitsOf, makeProfile } from '../../../domain/profiles/make-profile';
import { profileFormats } from '../../../domain/profiles/profile';
import { obstaclesOf } from '../../../domain/profiles/obstacles';
import { intermediateCa, nextRootCa, passEnd, profileInput, rootCa } from './builders';

type Changes = Parameters<typeof profileInput>[0];

const limits = (...[changes]: Parameters<typeof profileInput>) =>
  Object.fromEntries(profileFormats.map((format) => [format, limitsOf(format, profileInput(changes))]));

test('of a lasting membership, one CA and one server', () => {
  expect(limits()).toEqual({
    apple: [],
    windows: ['asksPassword', 'needsCertificate'],
    android: ['suffixMatch', 'needsApp'],
    passpoint: ['suffixMatch', 'needsHotspot'],
    chromeos: [],
    networkmanager: [],
    wpa_supplicant: [],
  });
});

test('of a day pass: only Apple profiles remove themselves', () => {
  const ofPass = limits({ removeAt: passEnd });
  expect(profileFormats.filter((format) => ofPass[format]?.includes('noSelfRemoval'))).toEqual([
    'windows',
    'android',
    'passpoint',
    'chromeos',
    'networkmanager',
    'wpa_supplicant',
  ]);
});

test('of a roll-over: some use the first certificate or server only', () => {
  const ofRollOver = limits({
    trust: { caCertificates: [rootCa, nextRootCa], serverNames: ['a.wifi.loft.example', 'b.wifi.loft.example'] },
  });
  const having = (limit: 'firstCertificateOnly' | 'firstServerOnly') =>
    profileFormats.filter((format) => ofRollOver[format]?.includes(limit));
  expect(having('firstCertificateOnly')).toEqual(['passpoint', 'networkmanager']);
  expect(having('firstServerOnly')).toEqual(['passpoint']);
});

test('a certificate below the root is no second one', () => {
  const ofChain = limits({ trust: { caCertificates: [intermediateCa, rootCa] } });
  expect(profileFormats.filter((format) => ofChain[format]?.includes('firstCertificateOnly'))).toEqual([]);
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

describe('what a format cannot carry is a limit of it, refused, and told by what is in the way', () => {
  /** The formats that refuse an input, and why. */
  const refusals = (changes: Changes) => {
    const input = profileInput(changes);
    const formats = formatsFor(input.trust.method);
    const refusing = formats.filter((format) => limitsOf(format, input).includes('cannotCarry'));
    for (const format of formats)
      if (refusing.includes(format)) expect(() => makeProfile(format, input)).toThrow('No profile');
      else expect(makeProfile(format, input).body.length).toBeGreaterThan(0);
    return Object.fromEntries(refusing.map((format) => [format, obstaclesOf(format, input)]));
  };

  const mschapv2 = { trust: { method: 'ttls-mschapv2' } } as const;
  const names = (count: number) => Array.from({ length: count }, (_, index) => `radius-${index}.wifi.loft.example`);
  const ofWpaSupplicant = {
    android: ['password'],
    passpoint: ['password'],
    chromeos: ['password'],
    networkmanager: ['password'],
    wpa_supplicant: ['password'],
  };

  test.each<[what: string, changes: Changes, refusing: object]>([
    ['a long user name', { username: `${'a'.repeat(60)}@x.y` }, { passpoint: ['username'] }],
    ['a user name that begins with a blank', { username: ' ada' }, { passpoint: ['username'] }],
    [
      'a user name with a variable of Chrome OS, which simple-xml takes for one of its own, too',
      { username: '${LOGIN_ID}@example.com' },
      { android: ['username'], chromeos: ['username'] },
    ],
    ['another variable', { username: '${HOME}' }, { android: ['username'] }],
    ['a variable within a password', { password: 'x${PASSWORD}' }, { android: ['password'] }],
    ['a password that is a variable', { password: '${PASSWORD}' }, { android: ['password'], chromeos: ['password'] }],
    ['a variable in the name of the network', { ssid: 'Loft ${user.name}' }, { android: ['network'] }],
    [
      'a variable as outer identity',
      { trust: { outerIdentity: '${LOGIN_EMAIL}' } },
      { android: ['outerIdentity'], chromeos: ['outerIdentity'] },
    ],
    [
      'two @ in the outer identity',
      { trust: { outerIdentity: 'a@b@loft.example', method: 'peap-mschapv2' } },
      { windows: ['outerIdentity'] },
    ],
    ['a password of 190 bytes', { password: 'é'.repeat(95) }, { passpoint: ['password'] }],
    ['a password of 255 bytes', { password: 'a'.repeat(255) }, { android: ['password'], passpoint: ['password'] }],
    [
      'a password that makes a line too long',
      { password: 'é'.repeat(498) },
      { android: ['password'], passpoint: ['password'], wpa_supplicant: ['password'] },
    ],
    ['an emoji in a password that is hashed', { password: 'pass😀word', ...mschapv2 }, ofWpaSupplicant],
    ['a blank user name', { username: ' ' }, { android: ['username'], passpoint: ['username'] }],
    ['a blank password', { password: ' ' }, { android: ['password'] }],
    ['a blank name of the space', { spaceName: ' ' }, { passpoint: ['spaceName'] }],
    ['a long realm', { trust: { outerIdentity: `a@${'r'.repeat(254)}` } }, { passpoint: ['outerIdentity'] }],
    ['a long name of the space', { spaceName: 'a'.repeat(257) }, { passpoint: ['spaceName'] }],
    ['many servers', { trust: { serverNames: names(100) } }, { wpa_supplicant: ['servers'] }],
    [
      'a member’s control character',
      { password: 'a\tb' },
      Object.fromEntries(formatsFor('ttls-pap').map((format) => [format, ['password']])),
    ],
  ])('%s', (_what, changes, refusing) => {
    expect(refusals(changes)).toEqual(refusing);
  });

  test.each<[what: string, changes: Changes]>([
    ['a user name of 63 bytes', { username: `${'a'.repeat(59)}@x.y` }],
    ['dollars and braces that are no variable', { username: '$LOGIN{}', password: '{x}$', ssid: '$' }],
    ['a password of 189 bytes', { password: 'a'.repeat(189) }],
    ['an emoji in a password that travels as it is', { password: 'pass😀word' }],
    ['other scripts in one that is hashed', { password: 'pässwörd漢字', ...mschapv2 }],
    ['a realm of 253 bytes', { trust: { outerIdentity: `a@${'r'.repeat(253)}` } }],
    ['a space name of 256 bytes', { spaceName: 'a'.repeat(256) }],
    ['some servers', { trust: { serverNames: names(60) } }],
  ])('%s is carried by all', (_what, changes) => {
    expect(refusals(changes)).toEqual({});
  });

  test('without a root, which settings of earlier versions let pass, only Apple’s devices are safe', () => {
    const others = formatsFor('ttls-pap').filter((format) => format !== 'apple');
    expect(refusals({ trust: { caCertificates: [intermediateCa] } })).toEqual(
      Object.fromEntries(others.map((format) => [format, ['root']])),
    );
  });
});

describe('of several servers Android’s app may take their common end, which must be nobody else’s', () => {
  const refused = (...serverNames: string[]) => obstaclesOf('android', profileInput({ trust: { serverNames } }));

  test.each([
    [['radius.loft.example']],
    [['loft.example', 'radius.loft.example']],
    [['a.wifi.loft.example', 'b.wifi.loft.example']],
    [['a.b.wifi.loft.example', 'a.c.wifi.loft.example', 'wifi.loft.example']],
  ])('%j', (names) => {
    expect(refused(...names)).toEqual([]);
  });

  test.each([
    [['a.loft.example', 'b.loft.example']],
    [['radius.loft.example', 'radius.attic.example']],
    [['radius.loft.example', 'radius.loft.test']],
    [['evilradius.loft.example', 'radius.loft.example']],
  ])('not %j', (names) => {
    expect(refused(...names)).toEqual(['servers']);
  });
});
