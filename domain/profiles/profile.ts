import type { Instant } from '../replayed/ids';
import type { EapMethod } from './settings';

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

/** How a device tells the network's RADIUS server from a false one, and talks to it. */
export interface RadiusTrust {
  /** PEM, one certificate each, at least one; several for a roll-over. */
  caCertificates: string[];
  /** DNS names, lower case, at least one. */
  serverNames: string[];
  method: EapMethod;
  outerIdentity: string;
}

/** All that goes into a member's profile; equal input makes equal files. */
export interface ProfileInput {
  spaceName: string;
  ssid: string;
  username: string;
  password: string;
  trust: RadiusTrust;
  /** A UUID, the same for a member for ever: a new profile replaces the old one. */
  profileId: string;
  /** When the profile is to remove itself, where the platform can; null: never. */
  removeAt: Instant | null;
}

export interface ProfileFile {
  contentType: string;
  /** ASCII, no blanks. Null: to be opened by the browser, not saved. */
  fileName: string | null;
  headers?: Record<string, string>;
  body: Buffer;
}
