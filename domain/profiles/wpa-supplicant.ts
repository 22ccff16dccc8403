import type { X509Certificate } from 'node:crypto';
import { lacksRoot, type Obstacles, type ProfileInput } from './profile';
import { base64Lines, fileNameOf, plainText, type ProfileFile } from './profile-file';
import { eapOf, rootsOf, sha1Of } from './trust';

/**
 * Network blocks for wpa_supplicant, without file paths (field.md §5.4). WPA2 and WPA3, protected management frames where
 * the network has them. It reads only the first certificate of a blob (2.10, run), so each root has a block of its
 * own: when a block fails, wpa_supplicant tries the next one. What stands between root and server, the server sends.
 */
export function wpaSupplicantProfile(input: ProfileInput): ProfileFile {
  const roots = rootsOf(input.trust);
  const blocks = roots.map((root) => networkBlock(input, blobName(root)));
  return {
    contentType: 'text/plain; charset=utf-8',
    fileName: fileNameOf(input.spaceName, 'conf'),
    body: Buffer.from([...roots.map(blob), ...blocks].join('\n')),
  };
}

/** The parser truncates longer lines of a network block (2.10, run). */
const MAX_LINE = 1998;

/**
 * For MSCHAPv2 a password becomes UTF-16. wpa_supplicant reads the four bytes of a character beyond U+FFFF as one of three
 * and makes another password of it (2.10, `utf8_to_ucs2`).
 */
export const hashesWrongly = ({ trust, password }: ProfileInput): boolean =>
  eapOf[trust.method].inner === 'MSCHAPv2' && /[\u{10000}-\u{10FFFF}]/u.test(password);

/** Server names share a line, and text that is not plain is twice as long in hex. */
export const wpaSupplicantObstacles: Obstacles = {
  root: lacksRoot,
  servers: (input) => isTooLong('domain_match', input),
  outerIdentity: (input) => isTooLong('anonymous_identity', input),
  username: (input) => isTooLong('identity', input),
  password: (input) => isTooLong('password', input) || hashesWrongly(input),
};

const isTooLong = (name: keyof ReturnType<typeof networkFields>, input: ProfileInput): boolean =>
  networkLine(name, networkFields(input, '')[name]).length > MAX_LINE;

const networkBlock = (input: ProfileInput, blobOfCa: string): string =>
  [
    'network={',
    ...Object.entries(networkFields(input, blobOfCa)).map(([name, text]) => networkLine(name, text)),
    '}',
    '',
  ].join('\n');

const networkLine = (name: string, text: string): string => `\t${name}=${text}`;

function networkFields({ ssid, hidden, trust, username, password }: ProfileInput, blobOfCa: string) {
  const { outer, inner } = eapOf[trust.method];
  return {
    ssid: value(ssid),
    scan_ssid: hidden ? '1' : '0',
    key_mgmt: 'WPA-EAP WPA-EAP-SHA256',
    proto: 'RSN',
    pairwise: 'CCMP',
    group: 'CCMP',
    ieee80211w: '1',
    eap: outer,
    identity: value(username),
    anonymous_identity: value(trust.outerIdentity),
    password: value(password),
    ca_cert: `"blob://${blobOfCa}"`,
    domain_match: `"${trust.serverNames.join(';')}"`,
    phase2: `"auth=${inner.toUpperCase()}"`,
  };
}

/** Quotes allow no escaping: text that is not plain is the hex of its UTF-8 bytes (radius.md §4.1). */
const value = (text: string): string => (plainText(text) ? `"${text}"` : Buffer.from(text).toString('hex'));

const blobName = (certificate: X509Certificate): string => `ca-${sha1Of(certificate)}`;

/** In short lines: the parser truncates those of a blob after 254 characters (2.10, run). */
const blob = (certificate: X509Certificate): string =>
  [`blob-base64-${blobName(certificate)}={`, ...base64Lines(certificate.raw), '}', ''].join('\n');
