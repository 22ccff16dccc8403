import type { X509Certificate } from 'node:crypto';
import type { ProfileInput } from './profile';
import { base64Lines, fileNameOf, plainText, type ProfileFile } from './profile-file';
import { certificatesOf, eapOf, sha1Of } from './trust';

/**
 * Network blocks for wpa_supplicant, without file paths (field.md §5.4). WPA2 and WPA3, protected management frames where
 * the network has them. It reads only the first certificate of a blob (2.10, run), so each CA has a block of its
 * own: when a block fails, wpa_supplicant tries the next one.
 * @throws Error if a line would be too long for it.
 */
export function wpaSupplicantProfile(input: ProfileInput): ProfileFile {
  if (!fitsWpaSupplicant(input)) throw new Error('No profile: a line of it would be longer than wpa_supplicant reads');
  const certificates = certificatesOf(input.trust);
  const blocks = certificates.map((certificate) => networkBlock(input, blobName(certificate)));
  return {
    contentType: 'text/plain; charset=utf-8',
    fileName: fileNameOf(input.spaceName, 'conf'),
    body: Buffer.from([...certificates.map(blob), ...blocks].join('\n')),
  };
}

/** The parser truncates longer lines of a network block (2.10, run). */
const MAX_LINE = 1998;

/** Server names share a line, and text that is not plain is twice as long in hex. */
export const fitsWpaSupplicant = (input: ProfileInput): boolean =>
  networkLines(input, '').every((line) => line.length <= MAX_LINE);

const networkBlock = (input: ProfileInput, blobOfCa: string): string =>
  ['network={', ...networkLines(input, blobOfCa), '}', ''].join('\n');

function networkLines({ ssid, trust, username, password }: ProfileInput, blobOfCa: string): string[] {
  const { outer, inner } = eapOf[trust.method];
  const fields = {
    ssid: value(ssid),
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
  return Object.entries(fields).map(([name, text]) => `\t${name}=${text}`);
}

/** Quotes allow no escaping: text that is not plain is the hex of its UTF-8 bytes (radius.md §4.1). */
const value = (text: string): string => (plainText(text) ? `"${text}"` : Buffer.from(text).toString('hex'));

const blobName = (certificate: X509Certificate): string => `ca-${sha1Of(certificate)}`;

/** In short lines: the parser truncates those of a blob after 254 characters (2.10, run). */
const blob = (certificate: X509Certificate): string =>
  [`blob-base64-${blobName(certificate)}={`, ...base64Lines(certificate.raw), '}', ''].join('\n');
