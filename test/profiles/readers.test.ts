import { X509Certificate } from 'node:crypto';
import { makeProfile } from '../../domain/profiles/make-profile';
import type { ProfileFormat } from '../../domain/profiles/profile';
import { intermediateCa, nextRootCa, profileInput } from '../domain/profiles/builders';
import { needing } from '../support/tools';
import { inMessage, inTree } from './passpoint-layers';
import { jobFor, profileJob } from './read-back';
import { readProfile, readProfiles, toWpaConfig } from './readers';

const { test, describe, beforeAll } = needing('python3');

// A reader that overlooked a missing CA or name would let every proof made with it pass.

const input = profileInput({ trust: { method: 'ttls-pap' } });
const peap = profileInput({ trust: { method: 'peap-mschapv2' } });

type Change = (text: string) => string;
const without =
  (pattern: RegExp, instead = ''): Change =>
  (text) => {
    expect(text).toMatch(pattern);
    return text.replace(pattern, instead);
  };

const damages: [format: ProfileFormat, what: string, change: Change][] = [
  ['apple', 'its anchors', without(/<key>PayloadCertificateAnchorUUID<\/key>\s*<array>[\s\S]*?<\/array>/)],
  [
    'apple',
    'the certificate of an anchor',
    without(/<dict>\s*<key>PayloadType<\/key>\s*<string>com\.apple\.security[\s\S]*?<\/dict>/),
  ],
  ['apple', 'its server names', without(/<key>TLSTrustedServerNames<\/key>\s*<array>[\s\S]*?<\/array>/)],
  ['apple', 'an outer identity', without(/<key>OuterIdentity<\/key>\s*<string>.*<\/string>/)],
  ['android', 'its CA', without(/<CA .*<\/CA>/)],
  ['android', 'its server name', without(/<ServerID>.*<\/ServerID>/)],
  ['android', 'a password', without(/<Password>.*<\/Password>/)],
  ['windows', 'its CA', without(/<TrustedRootCAHash>.*<\/TrustedRootCAHash>/)],
  ['windows', 'its server names', without(/<ServerNames>.*<\/ServerNames>/)],
  ['windows', 'a check of the server', without(/<DisablePrompt>.*<\/DisablePrompt>/)],
  [
    'passpoint',
    'its CA',
    inMessage(without(/--[\w-]+\r\nContent-Type: application\/x-x509-ca-cert[\s\S]*?(?=--latchkey)/)),
  ],
  ['passpoint', 'its server name', inTree(without(/<Node>\s*<NodeName>FQDN<\/NodeName>[\s\S]*?<\/Node>/))],
  ['passpoint', 'its realm', inTree(without(/<Node>\s*<NodeName>Realm<\/NodeName>[\s\S]*?<\/Node>/))],
  ['chromeos', 'its CA references', without(/"ServerCARefs": \[[^\]]*\]/, '"ServerCARefs": []')],
  ['chromeos', 'the certificate of a reference', without(/"Certificates": \[[^\]]*\]/, '"Certificates": []')],
  [
    'chromeos',
    'its server names',
    without(/"SubjectAlternativeNameMatch": \[[^\]]*\]/, '"SubjectAlternativeNameMatch": []'),
  ],
  ['chromeos', 'the refusal of system CAs', without(/"UseSystemCAs": false/, '"UseSystemCAs": true')],
  ['networkmanager', 'its CA', without(/^ca-cert=.*$/m)],
  ['networkmanager', 'the content of its CA', without(/^ca-cert=.*$/m, 'ca-cert=data:;base64,')],
  ['networkmanager', 'its server names', without(/^domain-match=.*$/m)],
  ['wpa_supplicant', 'its CA', without(/^\tca_cert=.*\n/m)],
  ['wpa_supplicant', 'the blob of its CA', without(/^blob-base64[\s\S]*?^\}$/m)],
  ['wpa_supplicant', 'its server names', without(/^\tdomain_match=.*\n/m)],
];

describe('a file is refused', () => {
  let whole: Result[];
  let damaged: Result[];
  beforeAll(() => {
    whole = readProfiles(damages.map(([format]) => profileJob(format, input)));
    damaged = readProfiles(
      damages.map(([format, , change]) =>
        jobFor(format, Buffer.from(change(makeProfile(format, input).body.toString())), input),
      ),
    );
  });

  test.each(damages.map(([format, what], index) => [format, what, index] as const))(
    '%s without %s',
    (_format, _what, index) => {
      expect(whole[index]).not.toBeInstanceOf(Error);
      expect(damaged[index]).toBeInstanceOf(Error);
    },
  );
});
type Result = ReturnType<typeof readProfiles>[number];

test.each([
  ['DisableUserPromptForServerValidation', 'the user may trust any server'],
  ['PerformServerValidation', 'the server is not checked'],
  ['AcceptServerName', 'its name is not checked'],
  ['EnableIdentityPrivacy', 'the user is shown'],
])('a Windows file for PEAP with %s off is refused: %s', (element) => {
  const change = without(new RegExp(`(<${element}[^>]*>)true`), '$1false');
  const file = Buffer.from(change(makeProfile('windows', peap).body.toString()));
  expect(readProfile(profileJob('windows', peap))).toBeDefined();
  expect(() => readProfile(jobFor('windows', file, peap))).toThrow('not checked');
});

test('a Windows file whose CA the device does not have is refused', () => {
  const stranger = { ...input, trust: { ...input.trust, caCertificates: [nextRootCa] } };
  const { body } = makeProfile('windows', input);
  expect(() => readProfile(jobFor('windows', body, stranger))).toThrow('no CA certificate');
});

test('for Windows an intermediate is no root, also where the file names it as one', () => {
  const sha1 = new X509Certificate(intermediateCa).fingerprint.replaceAll(':', ' ').toLowerCase();
  const change = without(/(<TrustedRootCAHash>)[^<]*/, `$1${sha1}`);
  const file = Buffer.from(change(makeProfile('windows', input).body.toString()));
  const device = { ...input, trust: { ...input.trust, caCertificates: [intermediateCa] } };
  expect(() => readProfile(jobFor('windows', file, device))).toThrow('no CA certificate');
});

test('Apple’s devices speak TLS 1.3 only where the file says so', () => {
  const change = without(/<key>TLSMaximumVersion<\/key>\s*<string>.*<\/string>/);
  const file = Buffer.from(change(makeProfile('apple', input).body.toString()));
  expect(readProfile(profileJob('apple', input)).tls).toEqual(['1.2', '1.3']);
  expect(readProfile(jobFor('apple', file, input)).tls).toEqual(['1.2']);
});

test('a Passpoint file that names trusted servers is refused, for Android would then trust every CA of the system', () => {
  const extension = '<Node><NodeName>Extension</NodeName><Node><NodeName>X</NodeName><Value>y</Value></Node></Node>';
  const change = inTree((xml) => xml.replace(/(?=<Node>\s*<NodeName>Credential)/, extension));
  const file = Buffer.from(change(makeProfile('passpoint', input).body.toString()));
  expect(() => readProfile(jobFor('passpoint', file, input))).toThrow('every CA of the system');
});

test('wpa_supplicant cuts off long lines, so its reader refuses them', () => {
  const file = makeProfile('wpa_supplicant', input)
    .body.toString()
    .replace(/([A-Za-z0-9+/=])\n(?=[A-Za-z0-9+/=]+\n)/g, '$1');
  expect(() => readProfile({ format: 'wpa_supplicant', file: Buffer.from(file) })).toThrow('cuts off');
});

test('a block becomes a configuration of eapol_test in which nothing can be misread', () => {
  const block = readProfile(
    profileJob('apple', profileInput({ ssid: '"}', username: 'ä"', trust: { method: 'ttls-pap' } })),
  );
  expect(toWpaConfig(block, { caFile: 'ca.pem' })).toBe(`network={
  ssid=227d
  key_mgmt=WPA-EAP
  eap=TTLS
  phase2="auth=PAP"
  identity=c3a422
  password=${Buffer.from('abcd2345efgh6789').toString('hex')}
  anonymous_identity=${Buffer.from('anonymous@loft.example').toString('hex')}
  ca_cert="ca.pem"
  domain_match="radius.loft.example"
}
`);
  const passpoint = readProfile(profileJob('passpoint', input));
  expect(toWpaConfig(passpoint, { caFile: 'ca.pem' })).not.toContain('ssid=');
  expect(toWpaConfig(passpoint, { caFile: 'ca.pem' })).toContain('domain_suffix_match="radius.loft.example"');
});
