import { lacksRoot, type Obstacles, type ProfileInput, stableUuid } from './profile';
import { fileNameOf, type ProfileFile } from './profile-file';
import { certificatesOf, eapOf, sha1Of } from './trust';
import { hashesWrongly } from './wpa-supplicant';

const PLACEHOLDER = /\$\{(?:LOGIN_ID|LOGIN_EMAIL|DEVICE_\w+|CERT_\w+)\}/;
const PASSWORD_PLACEHOLDER = '${PASSWORD}';

/**
 * Open Network Configuration, unencrypted (field.md §5.4). For Chrome OS `WPA-EAP` is WPA2 and WPA3. UseSystemCAs must
 * be false, or a certificate of any public CA would pass.
 *
 * DomainSuffixMatch is left out: names below would pass, and Chrome OS drops a name without a word if its last label has
 * anything but letters, as punycode has (shill, `EapCredentials::ValidDomainSuffixMatch`). SubjectAlternativeNameMatch
 * reaches wpa_supplicant as altsubject_match, which compares whole names (`TranslateSubjectAlternativeNameMatch`).
 */
export function chromeosProfile(input: ProfileInput): ProfileFile {
  const { spaceName, ssid, hidden, profileId, trust } = input;
  const certificates = certificatesOf(trust).map((certificate) => ({
    GUID: guid(profileId, `ca ${sha1Of(certificate)}`),
    Type: 'Authority',
    X509: certificate.toString(),
  }));
  const network = {
    GUID: guid(profileId, 'wifi'),
    Name: ssid,
    Type: 'WiFi',
    WiFi: {
      SSID: ssid,
      HexSSID: Buffer.from(ssid).toString('hex').toUpperCase(),
      HiddenSSID: hidden,
      AutoConnect: true,
      Security: 'WPA-EAP',
      EAP: eap(
        input,
        certificates.map(({ GUID }) => GUID),
      ),
    },
  };
  const onc = { Type: 'UnencryptedConfiguration', NetworkConfigurations: [network], Certificates: certificates };
  return {
    contentType: 'application/x-onc',
    fileName: fileNameOf(spaceName, 'onc'),
    body: Buffer.from(`${JSON.stringify(onc, null, 2)}\n`),
  };
}

/** String expansions and substitutions of the ONC specification cannot be escaped. */
export const chromeosObstacles: Obstacles = {
  root: lacksRoot,
  outerIdentity: ({ trust }) => PLACEHOLDER.test(trust.outerIdentity),
  username: ({ username }) => PLACEHOLDER.test(username),
  password: (input) => input.password === PASSWORD_PLACEHOLDER || hashesWrongly(input),
};

const guid = (profileId: string, part: string): string => `{${stableUuid(profileId, `onc ${part}`)}}`;

function eap({ trust, username, password }: ProfileInput, authorities: string[]) {
  const { outer, inner } = eapOf[trust.method];
  return {
    Outer: outer === 'TTLS' ? 'EAP-TTLS' : 'PEAP',
    Inner: inner,
    AnonymousIdentity: trust.outerIdentity,
    Identity: username,
    Password: password,
    SaveCredentials: true,
    ServerCARefs: authorities,
    UseSystemCAs: false,
    SubjectAlternativeNameMatch: trust.serverNames.map((name) => ({ Type: 'DNS', Value: name })),
  };
}
