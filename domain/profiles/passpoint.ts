import { lacksRoot, type Obstacles, type ProfileInput } from './profile';
import { base64Lines, type ProfileFile, type XmlElements, xmlFile } from './profile-file';
import { certificatesOf, type Eap, eapOf, eapTypes, type RadiusTrust, realmOf } from './trust';
import { hashesWrongly } from './wpa-supplicant';

const BOUNDARY = 'latchkey-passpoint';

const innerMethods: Record<Eap['inner'], string> = { PAP: 'PAP', MSCHAPv2: 'MS-CHAP-V2' };

/**
 * A Passpoint R1 profile that Android installs by itself when Chrome loads it with these headers, after a tap, without
 * a redirect and without Content-Disposition (field.md §5.3; source.android.com, "Passpoint R1 provisioning"). It names
 * no SSID: a device finds the network by its realm or domain.
 *
 * Android makes `anonymous@<Realm>` the outer identity (the realm is ours, or else the server's name), takes one CA
 * certificate, and HomeSP/FQDN as the suffix of the server's name. AAAServerTrustedNames could list more names, but with
 * it Android trusts every CA of the system instead of ours (AOSP, PasspointProvider), so it is left out.
 * @throws Error for PEAP.
 */
export function passpointProfile(input: ProfileInput): ProfileFile {
  if (eapOf[input.trust.method].outer !== 'TTLS') throw new Error('No profile: Passpoint knows no PEAP');
  const message = mime([
    ['application/x-passpoint-profile', xmlFile({ MgmtTree: managementTree(input) })],
    ['application/x-x509-ca-cert', first(certificatesOf(input.trust)).raw],
  ]);
  return {
    contentType: 'application/x-wifi-config',
    fileName: null,
    headers: { 'Content-Transfer-Encoding': 'base64' },
    body: Buffer.from(base64Lines(message).join('\r\n') + '\r\n'),
  };
}

/** In bytes; that of the password in base64 (AOSP, `Credential`). */
const max = { username: 63, password: 255, realm: 253 };
/** For the friendly name, in bytes: seen with the parser of AOSP. */
const MAX_SPACE_NAME = 256;

/** AOSP refuses what is longer, or empty once it has trimmed blanks off every value. */
export const passpointObstacles: Obstacles = {
  root: lacksRoot,
  outerIdentity: ({ trust }) => Buffer.byteLength(realm(trust)) > max.realm,
  spaceName: ({ spaceName }) => spaceName.trim() === '' || Buffer.byteLength(spaceName) > MAX_SPACE_NAME,
  username: ({ username }) => Buffer.byteLength(username) > max.username || username.trim() !== username,
  password: (input) => inBase64(input.password).length > max.password || hashesWrongly(input),
};

const inBase64 = (text: string): string => Buffer.from(text).toString('base64');

const realm = ({ outerIdentity, serverNames }: RadiusTrust): string =>
  realmOf(outerIdentity)?.trim() || first(serverNames);

/** The subset of MIME that AOSP reads: it needs the encoding of the whole message too, and allows no other header. */
function mime(parts: (readonly [type: string, content: Buffer])[]): string {
  const header = (type: string) => [`Content-Type: ${type}`, 'Content-Transfer-Encoding: base64', ''];
  const lines = parts.flatMap(([type, content]) => [`--${BOUNDARY}`, ...header(type), ...base64Lines(content)]);
  return [...header(`multipart/mixed; boundary=${BOUNDARY}`), ...lines, `--${BOUNDARY}--`, ''].join('\r\n');
}

const managementTree = (input: ProfileInput): XmlElements => ({
  '@xmlns': 'syncml:dmddf1.2',
  VerDTD: '1.2',
  Node: {
    NodeName: 'PerProviderSubscription',
    RTProperties: { Type: { DDFName: 'urn:wfa:mo:hotspot2dot0-perprovidersubscription:1.0' } },
    Node: subscription(input),
  },
});

function subscription({ spaceName, username, password, trust }: ProfileInput): XmlElements {
  const serverName = first(trust.serverNames);
  return branch('i001', [
    branch('HomeSP', [leaf('FriendlyName', spaceName), leaf('FQDN', serverName)]),
    branch('Credential', [
      leaf('Realm', realm(trust)),
      branch('UsernamePassword', [
        leaf('Username', username),
        leaf('Password', inBase64(password)),
        branch('EAPMethod', [
          leaf('EAPType', String(eapTypes.TTLS)),
          leaf('InnerMethod', innerMethods[eapOf[trust.method].inner]),
        ]),
      ]),
    ]),
  ]);
}

function first<Item>([item]: Item[]): Item {
  if (item === undefined) throw new Error('No profile: Passpoint needs a CA certificate and a server name');
  return item;
}

const leaf = (name: string, value: string): XmlElements => ({ NodeName: name, Value: value });
const branch = (name: string, nodes: XmlElements[]): XmlElements => ({ NodeName: name, Node: nodes });
