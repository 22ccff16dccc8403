import { lacksRoot, type Obstacles, type ProfileInput, stableUuid } from './profile';
import { fileNameOf, plainText, type ProfileFile } from './profile-file';
import { certificatesOf, eapOf, type RadiusTrust } from './trust';
import { hashesWrongly } from './wpa-supplicant';

type Section = [name: string, entries: Record<string, string>];

/**
 * A keyfile for NetworkManager 1.24 and later, to be owned by root with mode 0600 (field.md §5.4). WPA2 and WPA3,
 * protected management frames where the network has them. It holds all CA certificates as one bundle, roots first, but
 * NetworkManager passes it on as a blob, of which wpa_supplicant reads the first one only (2.10, run).
 */
export function networkmanagerProfile(input: ProfileInput): ProfileFile {
  const sections: Section[] = [
    ['connection', { id: escaped(input.ssid), uuid: stableUuid(input.profileId, 'networkmanager'), type: 'wifi' }],
    ['wifi', { mode: 'infrastructure', ssid: ssidValue(input.ssid), ...(input.hidden ? { hidden: 'true' } : {}) }],
    ['wifi-security', { 'key-mgmt': 'wpa-eap', proto: 'rsn;', pairwise: 'ccmp;', group: 'ccmp;', pmf: '2' }],
    ['802-1x', eap(input)],
    ['ipv4', { method: 'auto' }],
    ['ipv6', { method: 'auto' }],
  ];
  return {
    contentType: 'text/plain; charset=utf-8',
    fileName: fileNameOf(input.spaceName, 'nmconnection'),
    body: Buffer.from(sections.map(sectionText).join('\n')),
  };
}

/** It leaves the log-in to wpa_supplicant. */
export const networkmanagerObstacles: Obstacles = { root: lacksRoot, password: hashesWrongly };

function eap({ trust, username, password }: ProfileInput): Record<string, string> {
  const { outer, inner } = eapOf[trust.method];
  return {
    eap: `${outer.toLowerCase()};`,
    identity: escaped(username),
    'anonymous-identity': escaped(trust.outerIdentity),
    password: escaped(password),
    'ca-cert': `data:;base64,${Buffer.from(bundle(trust)).toString('base64')}`,
    'domain-match': trust.serverNames.join(';'),
    'phase2-auth': inner.toLowerCase(),
  };
}

const bundle = (trust: RadiusTrust): string => certificatesOf(trust).join('');

/** A list of bytes can express any name, also one that looks like such a list. */
const ssidValue = (ssid: string): string =>
  plainText(ssid) ? ssid : [...Buffer.from(ssid)].map((byte) => `${byte};`).join('');

/** In GLib's key files backslashes are doubled, and blanks at the ends would be lost. */
const escaped = (text: string): string =>
  text.replaceAll('\\', '\\\\').replace(/^ +| +$/g, (blanks) => '\\s'.repeat(blanks.length));

const sectionText = ([name, entries]: Section): string =>
  [`[${name}]`, ...Object.entries(entries).map(([key, value]) => `${key}=${value}`), ''].join('\n');
