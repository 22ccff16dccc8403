import { makeProfile } from '../../domain/profiles/make-profile';
import type { ProfileFormat } from '../../domain/profiles/profile';
import { profileInput } from '../domain/profiles/builders';
import { needing } from '../support/tools';
import { unmarkedCa } from './authorities';
import { judgesOf } from './judges';
import { inMessage, inTree } from './passpoint-layers';

const { describe, test, beforeAll } = needing('nmcli', 'wpa_supplicant', 'plistutil', 'xmllint', 'python3');

// A judge that takes every file proves nothing: each has to refuse files that are wrong in its own way.

type Change = (text: string) => string;
interface Damage {
  what: string;
  change: Change;
}

const damage = (what: string, pattern: RegExp, instead: string): Damage => ({
  what,
  change: (text) => {
    expect(text).toMatch(pattern);
    return text.replace(pattern, instead);
  },
});
const within = (layer: (change: Change) => Change, { what, change }: Damage): Damage => ({
  what,
  change: layer(change),
});
const tree = (...args: Parameters<typeof damage>) => within(inTree, damage(...args));
const message = (...args: Parameters<typeof damage>) => within(inMessage, damage(...args));

const derOf = (pem: string): string => pem.replace(/-----.*-----|\s/g, '');

/** `<Node>` of a name, with a value, in the place of another one's end. */
const node = (name: string, value: string) => `<Node><NodeName>${name}</NodeName><Value>${value}</Value></Node>`;

const damages: Record<ProfileFormat, Record<string, Damage[]>> = {
  apple: {
    libplist: [
      damage('a key without a value', /<key>SSID_STR<\/key>\n<string>.*<\/string>/, '<key>SSID_STR</key>'),
      damage('an element that is open', /<\/array>/, ''),
      damage('an element that plist does not know', /<true\/>/, '<yes/>'),
      damage('a time that is none', /<date>.*<\/date>/, '<date>tomorrow</date>'),
    ],
    schema: [
      damage('a key that Apple does not know', /<key>AutoJoin<\/key>/, '<key>AutoJoins</key>'),
      damage('a key that Apple has removed', /<key>UserName<\/key>/, '<key>TLSAllowTrustExceptions</key><true/>$&'),
      damage('text for a number', /<integer>1<\/integer>/, '<string>1</string>'),
      damage('a value that is not allowed', /<string>WPA2<\/string>/, '<string>WPA4</string>'),
      damage('a method that is not ours', /<integer>21<\/integer>/, '<integer>13</integer>'),
      damage('a missing key', /<key>PayloadType<\/key>\n<string>Configuration<\/string>/, ''),
      damage('a UUID that is none', /(<key>PayloadUUID<\/key>\n<string>)/, '$1x'),
      damage('an anchor that is not there', /(AnchorUUID<\/key>\n<array>\n<string>)./, '$1z'),
      damage('no server name', /(<key>TLSTrustedServerNames<\/key>\n<array>)[\s\S]*?(<\/array>)/, '$1$2'),
      damage('versions of TLS that exclude each other', /<string>1\.2<\/string>/, '<string>1.4</string>'),
    ],
  },
  windows: {
    libxml2: [
      damage('elements in another order', /(<connectionType>.*<\/connectionType>)\s*(<connectionMode>.*)/, '$2$1'),
      damage('an unknown element', /<autoSwitch>/, '<autoSwitched>false</autoSwitched>$&'),
      damage('an SSID of 33 bytes', /<hex>.*<\/hex>/, `<hex>${'41'.repeat(33)}</hex>`),
      damage('no certificate', /<TrustedRootCAHash>.*<\/TrustedRootCAHash>/, ''),
      damage('a hash of 19 bytes', /(<TrustedRootCAHash>)../, '$1'),
      damage('prompts', /<DisablePrompt>true/, '<DisablePrompt>false'),
      damage('a wildcard', /<ServerNames>/, '<ServerNames>*.'),
      damage('another encryption', /AES/, 'TKIP'),
      damage('another namespace', /EapTtlsConnectionPropertiesV1/, 'EapTtlsConnectionPropertiesV2'),
    ],
  },
  android: {
    libxml2: [
      damage('no certificate', /<CA .*<\/CA>/, ''),
      damage('no server name', /<ServerID>.*<\/ServerID>/, ''),
      damage('no outer identity', /<OuterIdentity>.*<\/OuterIdentity>/, ''),
      damage(
        'elements in another order',
        /(<ServerID>.*<\/ServerID>)/,
        '$1<CA format="X.509" encoding="base64">AAAA</CA>',
      ),
      damage('another encryption', /CCMP/, 'TKIP'),
      damage('another inner method', /<Type>1<\/Type>/, '<Type>2</Type>'),
      damage('a time with fractions', /59:00Z/, '59:00.5Z'),
    ],
    reader: [
      damage('a variable', /<UserName>/, '<UserName>${HOME}'),
      damage('an SSID of 33 bytes', /<SSID>.*<\/SSID>/, `<SSID>${'x'.repeat(33)}</SSID>`),
      damage('a blank password', /<Password>.*<\/Password>/, '<Password>  </Password>'),
      damage('a certificate of another kind', /format="X.509"/, 'format="PKCS12"'),
      damage('a root without basicConstraints', /(<CA [^>]*>)[^<]*/, `$1${derOf(unmarkedCa)}`),
      damage('no version', /version="1"/, ''),
      damage('no information about the provider', /<ProviderInfo>[\s\S]*<\/ProviderInfo>/, ''),
      damage('another encryption', /CCMP/, 'TKIP'),
      damage(
        'names with too little in common',
        /(<ServerID>.*<\/ServerID>)/,
        '$1<ServerID>radius.attic.example</ServerID>',
      ),
    ],
  },
  passpoint: {
    libxml2: [
      tree('two subscriptions', /(<Node>\s*<NodeName>i001[\s\S]*)(<\/Node>\s*<\/MgmtTree>)/, '$1$1$2'),
      tree('a node without a value', /<Value>.*<\/Value>/, ''),
      tree('an element that is open', /<\/Node>/, ''),
      tree('another namespace', /syncml:dmddf1.2/, 'syncml:dmddf1.3'),
      tree('another URN', /hotspot2dot0-perprovidersubscription/, 'hotspot2dot0'),
      message('no tree', /x-passpoint-profile/, 'x-passpoint'),
    ],
    reader: [
      tree('two subscriptions', /(<Node>\s*<NodeName>i001[\s\S]*)(<\/Node>\s*<\/MgmtTree>)/, '$1$1$2'),
      tree('a profile of release 2', /<Node>\s*<NodeName>i001/, `${node('UpdateIdentifier', '1')}$&`),
      tree('a node that is unknown', /<Node>\s*<NodeName>FQDN/, `${node('Fqdn', 'x')}$&`),
      tree('two nodes of one name', /<Node>\s*<NodeName>FQDN/, `${node('FQDN', 'x')}$&`),
      tree('another URN', /hotspot2dot0-perprovidersubscription/, 'hotspot2dot0'),
      tree('a method that is not TTLS', /<Value>21</, '<Value>25<'),
      tree('an inner method that is unknown', /<Value>PAP</, '<Value>CHAP<'),
      tree('a blank friendly name', /<Value>The Loft</, '<Value>  <'),
      tree('a friendly name of 257 bytes', /<Value>The Loft</, `<Value>${'x'.repeat(257)}<`),
      tree('a realm of 254 bytes', /(Realm<\/NodeName>\s*<Value>).*</, `$1${'x'.repeat(254)}<`),
      tree('a user name of 64 bytes', /<Value>ada@example.com</, `<Value>${'x'.repeat(64)}<`),
      tree('a password of 192 bytes', /(Password<\/NodeName>\s*<Value>).*</, `$1${'YWFh'.repeat(64)}<`),
      message('another header', /^Content-Type/, 'MIME-Version: 1.0\r\n$&'),
      message('another encoding', /Transfer-Encoding: base64\r\n\r\n(?!--)/, 'Transfer-Encoding: 8bit\r\n\r\n'),
      message('no certificate', /--[\w-]+\r\nContent-Type: application\/x-x509-ca-cert[\s\S]*?(?=--latchkey)/, ''),
    ],
  },
  chromeos: {
    fields: [
      damage('a field that is unknown', /"AutoConnect"/, '"AutoConnects"'),
      damage('text for a flag', /"HiddenSSID": false/, '"HiddenSSID": "false"'),
      damage('a missing field', /"Outer": ".*",/, ''),
      damage('another security', /WPA-EAP/, 'WPA-PSK'),
      damage('another SSID in hex', /("HexSSID": ")../, '$100'),
      damage('no certificate', /("ServerCARefs": \[)[^\]]*\]/, '$1]'),
      damage('a certificate that is not there', /("ServerCARefs": \[\s*"\{)./, '$1z'),
      damage('a certificate in DER', /"X509": "-----BEGIN CERTIFICATE-----\\n/, '"X509": "'),
      damage(
        'an end of a name that shill leaves out',
        /"SubjectAlternativeNameMatch": \[[^\]]*\]/,
        '"DomainSuffixMatch": ["a.xn--p1ai"]',
      ),
      damage('no server name', /,\s*"SubjectAlternativeNameMatch": \[[^\]]*\]/, ''),
      damage('a variable', /"Identity": "/, '$&${LOGIN_ID}'),
    ],
  },
  networkmanager: {
    libnm: [
      damage('a key that is unknown', /^identity=/m, 'identities=x\n$&'),
      damage('an id that is no UUID', /^uuid=./m, 'uuid='),
      damage('an inner method that is unknown', /^phase2-auth=.*$/m, 'phase2-auth=papp'),
      damage('an outer method that is unknown', /^eap=.*$/m, 'eap=tttls;'),
      damage('a protocol that is unknown', /^proto=.*$/m, 'proto=wpa9;'),
      damage('an SSID of 33 bytes', /^ssid=.*$/m, `ssid=${'x'.repeat(33)}`),
      damage('a certificate that is not base64', /^ca-cert=.*$/m, 'ca-cert=data:;base64,@@'),
      damage('no user name', /^identity=.*\n/m, ''),
      damage('a line that is none', /^\[802-1x\]$/m, '$&\nnothing'),
    ],
  },
  wpa_supplicant: {
    wpa_supplicant: [
      damage('a field that is unknown', /^\tidentity=/m, '\tidentities="x"\n$&'),
      damage('a value that is not quoted', /^\tidentity=".*"$/m, '\tidentity=ada'),
      damage('a quote that is open', /^(\tpassword=".*)"$/m, '$1'),
      damage('a method that is unknown', /^\teap=.*$/m, '\teap=TTTLS'),
      damage('a cipher that is unknown', /^\tpairwise=.*$/m, '\tpairwise=CCCP'),
      damage('a block that is open', /^\}\n*$(?![\s\S]*^\})/m, ''),
      damage('a certificate that is not base64', /^(blob-base64.*\n)./m, '$1@'),
      damage('a certificate that is not there', /blob:\/\/ca-/, 'blob://ac-'),
      damage('a line that is cut off', /^(\tpassword=").*"$/m, `$1${'x'.repeat(2100)}"`),
    ],
  },
};

const input = profileInput({ removeAt: Date.UTC(2026, 10, 3, 23, 59), trust: { method: 'ttls-pap' } });

describe.each(Object.entries(damages))('%s', (name, ofFormat) => {
  const format = name as ProfileFormat;
  const whole = makeProfile(format, input).body;

  test('every judge has to refuse something', () => {
    expect(judgesOf[format].map((judge) => judge.name)).toEqual(Object.keys(ofFormat));
  });

  describe.each(judgesOf[format].map((judge) => [judge.name, judge] as const))('%s', (judgeName, judge) => {
    const wrong = ofFormat[judgeName] ?? [];

    let verdicts: string[][];
    beforeAll(async () => {
      const files = wrong.map(({ change }) => Buffer.from(change(whole.toString())));
      verdicts = await judge.faults([whole, ...files]);
    });

    test('takes the file as it is', () => {
      expect(verdicts[0]).toEqual([]);
    });

    test.each(wrong.map(({ what }, index) => [what, index + 1] as const))('refuses %s', (_, index) => {
      expect(verdicts[index]?.length).toBeGreaterThan(0);
    });
  });
});
