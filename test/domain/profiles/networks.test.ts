import { limitsOf, makeProfile } from '../../../domain/profiles/make-profile';
import { profileFormats, type ProfileFormat } from '../../../domain/profiles/profile';
import { profileInput } from './builders';

const body = (format: ProfileFormat, ...[changes]: Parameters<typeof profileInput>): string =>
  makeProfile(format, profileInput(changes)).body.toString();

describe('WPA2 and WPA3, with protected management frames as the platform allows', () => {
  test('Apple: WPA2 joins both', () => {
    expect(body('apple')).toMatch(/<key>EncryptionType<\/key>\s*<string>WPA2<\/string>/);
  });
  test('Apple: TLS 1.2 and 1.3, and no exception that a user could make', () => {
    expect(body('apple')).toMatch(/<key>TLSMinimumVersion<\/key>\s*<string>1\.2<\/string>/);
    expect(body('apple')).toMatch(/<key>TLSMaximumVersion<\/key>\s*<string>1\.3<\/string>/);
    expect(body('apple')).not.toContain('TLSAllowTrustExceptions');
  });
  test('NetworkManager: optional frame protection, no TKIP', () => {
    for (const line of ['key-mgmt=wpa-eap', 'pmf=2', 'proto=rsn;', 'pairwise=ccmp;', 'group=ccmp;'])
      expect(body('networkmanager').split('\n')).toContain(line);
  });
  test('wpa_supplicant: optional frame protection and the key management of WPA3, no TKIP', () => {
    const lines = ['key_mgmt=WPA-EAP WPA-EAP-SHA256', 'ieee80211w=1', 'proto=RSN', 'pairwise=CCMP', 'group=CCMP'];
    for (const line of lines) expect(body('wpa_supplicant')).toContain(`\t${line}\n`);
  });
  test('.eap-config: nothing below CCMP', () => {
    expect(body('android')).toContain('<MinRSNProto>CCMP</MinRSNProto>');
  });
});

describe('a network that hides its name', () => {
  const ways = [
    ['apple', /<key>HIDDEN_NETWORK<\/key>\s*<true\/>/],
    ['windows', /<\/SSID>\s*<nonBroadcast>true<\/nonBroadcast>\s*<\/SSIDConfig>/],
    ['chromeos', /"HiddenSSID": true/],
    ['networkmanager', /^hidden=true$/m],
    ['wpa_supplicant', /^\tscan_ssid=1$/m],
  ] as const;

  test.each(ways)('is asked for by %s, and no other is', (format, pattern) => {
    expect(body(format, { hidden: true })).toMatch(pattern);
    expect(body(format)).not.toMatch(pattern);
  });

  test('is a limit of every other format', () => {
    const others = profileFormats.filter((format) => !ways.some(([known]) => known === format));
    const limited = (hidden: boolean) =>
      profileFormats.filter((format) => limitsOf(format, profileInput({ hidden })).includes('hiddenNetwork'));
    expect([limited(true), limited(false)]).toEqual([others, []]);
  });
});

describe('Passpoint', () => {
  const message = () => Buffer.from(body('passpoint'), 'base64').toString();
  const tree = (...[changes]: Parameters<typeof profileInput>) => {
    const parts = Buffer.from(body('passpoint', changes), 'base64').toString().split('--latchkey-passpoint');
    return Buffer.from(parts[1]?.split('\r\n\r\n')[1] ?? '', 'base64')
      .toString()
      .replace(/>\s+</g, '><');
  };

  test('is base64 in lines, and declares it', () => {
    expect(makeProfile('passpoint', profileInput()).headers).toEqual({ 'Content-Transfer-Encoding': 'base64' });
    expect(body('passpoint')).toMatch(/^(?:[A-Za-z0-9+/=]{1,76}\r\n)+$/);
  });

  test('is a message with no header that Android’s reader does not know', () => {
    const headers = message()
      .split('\r\n')
      .filter((line) => line.includes(':'));
    expect(headers).toEqual([
      'Content-Type: multipart/mixed; boundary=latchkey-passpoint',
      'Content-Transfer-Encoding: base64',
      'Content-Type: application/x-passpoint-profile',
      'Content-Transfer-Encoding: base64',
      'Content-Type: application/x-x509-ca-cert',
      'Content-Transfer-Encoding: base64',
    ]);
    expect(message()).toMatch(/\r\n--latchkey-passpoint--\r\n$/);
  });

  test('makes Android trust our CA, which AAAServerTrustedNames would prevent', () => {
    expect(tree()).toContain('<NodeName>FQDN</NodeName><Value>radius.loft.example</Value>');
    expect(tree()).not.toContain('AAAServerTrustedNames');
  });

  test('takes its realm from the outer identity, or else from the server', () => {
    const realm = (outerIdentity: string) =>
      /<NodeName>Realm<\/NodeName><Value>(.*?)<\/Value>/.exec(tree({ trust: { outerIdentity } }))?.[1];
    expect(realm('anonymous@loft.example')).toBe('loft.example');
    expect(realm('anonymous')).toBe('radius.loft.example');
  });
});

describe('plain text is written as it is, other text as its bytes', () => {
  const line = (format: ProfileFormat, ssid: string) => /^\s*ssid=(.*)$/m.exec(body(format, { ssid }))?.[1];

  test.each([
    ['Loft Members', '"Loft Members"', 'Loft Members'],
    ['a"b', '612262', '97;34;98;'],
    [' a', '2061', '32;97;'],
    ['a ', '6120', '97;32;'],
    ['65;66;', '36353b36363b', '54;53;59;54;54;59;'],
    ['1234', '31323334', '49;50;51;52;'],
    ['é', 'c3a9', '195;169;'],
  ])('%j', (ssid, wpaSupplicant, networkManager) => {
    expect(line('wpa_supplicant', ssid)).toBe(wpaSupplicant);
    expect(line('networkmanager', ssid)).toBe(networkManager);
  });
});
