import { X509Certificate } from 'node:crypto';
import { formatsFor, makeProfile } from '../../../domain/profiles/make-profile';
import type { ProfileFormat } from '../../../domain/profiles/profile';
import { everyFormat, intermediateCa, nextRootCa, passEnd, profileInput, rootCa } from './builders';

const body = (format: ProfileFormat, ...[changes]: Parameters<typeof profileInput>): string =>
  makeProfile(format, profileInput(changes)).body.toString();

const bareDer = (pem: string): string => new X509Certificate(pem).raw.toString('base64');

test('Passpoint supports TTLS only, the others support every method', () => {
  expect(formatsFor('peap-mschapv2')).toEqual([
    'apple',
    'windows',
    'android',
    'chromeos',
    'networkmanager',
    'wpa_supplicant',
  ]);
  for (const method of ['ttls-pap', 'ttls-mschapv2'] as const) expect(formatsFor(method)).toContain('passpoint');
  expect(() => body('passpoint', { trust: { method: 'peap-mschapv2' } })).toThrow('Passpoint knows no PEAP');
});

test.each([
  ['apple', 'application/x-apple-aspen-config', 'the-loft.mobileconfig'],
  ['windows', 'application/xml', 'the-loft.xml'],
  ['android', 'application/eap-config', 'the-loft.eap-config'],
  ['passpoint', 'application/x-wifi-config', null],
  ['chromeos', 'application/x-onc', 'the-loft.onc'],
  ['networkmanager', 'text/plain; charset=utf-8', 'the-loft.nmconnection'],
  ['wpa_supplicant', 'text/plain; charset=utf-8', 'the-loft.conf'],
] as const)('%s is sent as %s and saved as %s', (format, contentType, fileName) => {
  expect(makeProfile(format, profileInput())).toMatchObject({ contentType, fileName });
});

test.each([
  ['Café Zoë & Söhne', 'cafe-zoe-sohne.onc'],
  ['  ../etc/passwd  ', 'etc-passwd.onc'],
  ['北京', 'wifi.onc'],
  ['A very long name that would not fit into a file name', 'a-very-long-name-that-would-not-fit-into.onc'],
])('the file of %j is called %s', (spaceName, fileName) => {
  expect(makeProfile('chromeos', profileInput({ spaceName })).fileName).toBe(fileName);
});

describe.each(everyFormat)('%s with %s', (format, method) => {
  test('is the same file for the same input', () => {
    const input = () => profileInput({ removeAt: passEnd, trust: { method } });
    expect(makeProfile(format, input())).toEqual(makeProfile(format, input()));
  });

  test.each([
    ['a CA certificate', { caCertificates: [] }],
    ['a server name', { serverNames: [] }],
  ])('is not made without %s', (what, trust) => {
    const input = profileInput({ trust: { method, ...trust } });
    expect(() => makeProfile(format, input)).toThrow(`No profile: a profile needs at least one ${what.slice(2)}`);
  });
});

describe('what no profile can carry is refused by its field, and the message does not repeat it', () => {
  const secret = 'hunter2';
  test.each([
    [{ ssid: '' }, 'ssid is empty'],
    [{ ssid: '😀'.repeat(9) }, 'the SSID is longer than 32 bytes'],
    [{ ssid: 'a\u0000b' }, 'ssid holds a character that no profile can carry'],
    [{ username: `${secret}\n` }, 'username holds a character that no profile can carry'],
    [{ username: '' }, 'username is empty'],
    [{ password: `${secret}\u001b` }, 'password holds a character that no profile can carry'],
    [{ password: `${secret}\ud800` }, 'password holds a character that no profile can carry'],
    [{ password: `${secret}\uffff` }, 'password holds a character that no profile can carry'],
    [{ profileId: secret }, 'the profile id is not a UUID'],
    [{ trust: { outerIdentity: 'a\rb' } }, 'outerIdentity holds a character that no profile can carry'],
    [{ trust: { serverNames: ['radius.example;evil.test'] } }, 'a server name is not a DNS name'],
    [{ trust: { serverNames: ['radius.example', '*'] } }, 'a server name is not a DNS name'],
    [{ trust: { caCertificates: [rootCa, secret] } }, 'CA certificate 2 is not a certificate'],
  ])('%j', (changes, problem) => {
    const attempt = () => makeProfile('apple', profileInput(changes));
    expect(attempt).toThrow(`No profile: ${problem}`);
    expect(attempt).not.toThrow(secret);
  });

  test('only the name of the space is cleaned, since it is only shown', () => {
    expect(body('apple', { spaceName: 'The\u0007Loft' })).toContain('<string>The Loft</string>');
  });
});

test.each(everyFormat)('a certificate that is listed twice is in a file of %s with %s once', (format, method) => {
  const twice = [rootCa, `\n${rootCa.replaceAll('\n', '\r\n')}\r\n`];
  expect(body(format, { trust: { method, caCertificates: twice } })).toBe(body(format, { trust: { method } }));
});

test('Chrome OS compares whole names, since it drops what it takes for no suffix', () => {
  const serverNames = ['radius.loft.example', 'radius.xn--e1afmkfd.xn--p1ai'];
  const onc = JSON.parse(body('chromeos', { trust: { serverNames } })) as {
    NetworkConfigurations: [{ WiFi: { EAP: Record<string, unknown> } }];
  };
  const { EAP } = onc.NetworkConfigurations[0].WiFi;
  expect(EAP).not.toHaveProperty('DomainSuffixMatch');
  expect(EAP['SubjectAlternativeNameMatch']).toEqual(serverNames.map((Value) => ({ Type: 'DNS', Value })));
});

describe('every CA certificate is in the file, for a roll-over, roots first', () => {
  const roots = [rootCa, nextRootCa];
  const all = [...roots, intermediateCa];
  const trust = { caCertificates: [rootCa, intermediateCa, nextRootCa] };

  test('Apple: one payload each, a root as a root, and every one an anchor', () => {
    const text = body('apple', { trust });
    for (const pem of all) expect(text).toContain(bareDer(pem));
    expect(text.match(/com\.apple\.security\.root/g)).toHaveLength(2);
    expect(text.match(/com\.apple\.security\.pkcs1/g)).toHaveLength(1);
    const anchors = /<key>PayloadCertificateAnchorUUID<\/key>\s*<array>([\s\S]*?)<\/array>/.exec(text)?.[1] ?? '';
    expect(anchors.match(/<string>/g)).toHaveLength(3);
  });

  test('.eap-config: one CA element each', () => {
    const certificates = [...body('android', { trust }).matchAll(/>([^<]+)<\/CA>/g)].map(([, content]) => content);
    expect(certificates).toEqual(all.map(bareDer));
  });

  test('Passpoint: the first root', () => {
    const [, , part = ''] = Buffer.from(
      body('passpoint', { trust: { caCertificates: [intermediateCa, rootCa] } }),
      'base64',
    )
      .toString()
      .split('--latchkey-passpoint');
    expect(part.replace(/\s/g, '')).toContain(bareDer(rootCa));
  });

  test('ONC: one certificate each, and a reference to each', () => {
    const onc = JSON.parse(body('chromeos', { trust })) as {
      NetworkConfigurations: [{ WiFi: { EAP: { ServerCARefs: string[]; UseSystemCAs: boolean } } }];
      Certificates: { GUID: string; X509: string }[];
    };
    const { EAP } = onc.NetworkConfigurations[0].WiFi;
    expect(onc.Certificates.map(({ X509 }) => X509.trim())).toEqual(all);
    expect(EAP.ServerCARefs).toEqual(onc.Certificates.map(({ GUID }) => GUID));
    expect(EAP.UseSystemCAs).toBe(false);
  });

  test('NetworkManager: one bundle, no path', () => {
    const [, bundle = ''] = /^ca-cert=data:;base64,(.*)$/m.exec(body('networkmanager', { trust })) ?? [];
    expect(Buffer.from(bundle, 'base64').toString().trim()).toBe(all.join('\n'));
  });

  test('wpa_supplicant: a blob and a block for each root, in lines of at most 76 characters', () => {
    const text = body('wpa_supplicant', { trust });
    const blobs = [...text.matchAll(/^blob-base64-(.+)=\{\n([\s\S]+?)\n\}$/gm)];
    expect(blobs.map(([, , content = '']) => content.replaceAll('\n', ''))).toEqual(roots.map(bareDer));
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(76);
    expect([...text.matchAll(/ca_cert="blob:\/\/(.+)"/g)].map(([, name]) => name)).toEqual(
      blobs.map(([, name]) => name),
    );
  });

  test.each([
    ['ttls-pap', /<TrustedRootCAHash>(.*)<\/TrustedRootCAHash>/g, ' '],
    ['peap-mschapv2', /<TrustedRootCA>(.*)<\/TrustedRootCA>/g, ''],
  ] as const)('Windows with %s: the SHA-1 of each root, and of nothing else', (method, pattern, between) => {
    const text = body('windows', { trust: { ...trust, method } });
    expect([...text.matchAll(pattern)].map(([, sha1]) => sha1)).toEqual(
      roots.map((pem) => new X509Certificate(pem).fingerprint.toLowerCase().replaceAll(':', between)),
    );
  });
});
