import { createHash } from 'node:crypto';
import type { Instant, MemberId } from '../replayed/ids';
import { isSayable, UNSAYABLE } from '../schema/fields';
import { type RadiusTrust, rootsOf } from './trust';

export const profileFormats = [
  'apple',
  'windows',
  'android',
  'passpoint',
  'chromeos',
  'networkmanager',
  'wpa_supplicant',
] as const;
export type ProfileFormat = (typeof profileFormats)[number];

/** All that goes into a member's profile. Equal input makes equal files. */
export interface ProfileInput {
  spaceName: string;
  ssid: string;
  /** The network does not say its name: devices must ask for it. */
  hidden: boolean;
  username: string;
  password: string;
  trust: RadiusTrust;
  /** A UUID that never changes for a member: a new profile replaces the old one. */
  profileId: string;
  /** When an Apple profile removes itself, and an app may remind of the end; null: never. */
  removeAt: Instant | null;
}

/** Whose value may be in the way of a format: settings of the network, or what is the member's own. */
export const obstacles = ['root', 'servers', 'network', 'outerIdentity', 'spaceName', 'username', 'password'] as const;
export type Obstacle = (typeof obstacles)[number];

/** What a format cannot take: it would fail on the device, or let another network pass. */
export type Obstacles = Partial<Record<Obstacle, (input: ProfileInput) => boolean>>;

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const DNS_NAME = /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/i;
const MAX_SSID_BYTES = 32;

/**
 * The input, valid for every format: the display name is cleaned, everything else is refused if it does not fit.
 * @throws Error that names the field and never its value. Without a CA certificate or a server name a device hands its
 * password to any network of the same name (field.md §5.0).
 */
export function checkedInput(input: ProfileInput): ProfileInput {
  const { ssid, username, password, trust, profileId } = input;
  insist(trust.caCertificates.length > 0, 'a profile needs at least one CA certificate');
  insist(trust.serverNames.length > 0, 'a profile needs at least one server name');
  insist(
    trust.serverNames.every((name) => DNS_NAME.test(name)),
    'a server name is not a DNS name',
  );
  insist(UUID.test(profileId), 'the profile id is not a UUID');
  insist(Buffer.byteLength(ssid) <= MAX_SSID_BYTES, `the SSID is longer than ${MAX_SSID_BYTES} bytes`);
  const texts = { ssid, username, password, outerIdentity: trust.outerIdentity };
  for (const [field, text] of Object.entries(texts)) {
    insist(text !== '', `${field} is empty`);
    insist(isSayable(text), `${field} holds a character that no profile can carry`);
  }
  return { ...input, spaceName: input.spaceName.replace(UNSAYABLE, ' ') };
}

/** wpa_supplicant ends a chain at a root only (2.10, run), and Windows, with no root named, takes any. */
export const lacksRoot = ({ trust }: Pick<ProfileInput, 'trust'>): boolean => rootsOf(trust).length === 0;

/** What no profile can take: a password that was chosen elsewhere may have any character. */
export const commonObstacles: Obstacles = {
  username: ({ username }) => !isCarried(username),
  password: ({ password }) => !isCarried(password),
};

const isCarried = (text: string): boolean => text !== '' && isSayable(text);

function insist(holds: boolean, message: string): void {
  if (!holds) throw new Error(`No profile: ${message}`);
}

/** Our own, random. */
const NAMESPACE = '6b1d666d-d92d-4489-8c83-8cc4f061f962';

/** Identifies a member's profiles. It never changes, also not with the master keys, and is no secret. */
export const profileIdOf = (connector: string, member: MemberId): string =>
  stableUuid(NAMESPACE, `${connector}:${member}`);

/**
 * The UUID, version 5, of a name in a namespace (RFC 9562 §5.5), such as a part of a profile. It never changes, so a new
 * profile replaces the old one.
 */
export function stableUuid(namespace: string, name: string): string {
  const hash = createHash('sha1')
    .update(Buffer.from(namespace.replaceAll('-', ''), 'hex'))
    .update(name)
    .digest();
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x50, 6);
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = hash.toString('hex', 0, 16);
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
