import { androidProfile } from './android';
import { appleProfile } from './apple';
import { checkedInput } from './checked-input';
import { chromeosProfile } from './chromeos';
import { eapOf } from './eap';
import { networkmanagerProfile } from './networkmanager';
import { passpointProfile } from './passpoint';
import { profileFormats, type ProfileFile, type ProfileFormat, type ProfileInput } from './profile';
import type { EapMethod } from './settings';
import { windowsProfile } from './windows';
import { wpaSupplicantProfile } from './wpa-supplicant';

const makers: Record<ProfileFormat, (input: ProfileInput) => ProfileFile> = {
  apple: appleProfile,
  windows: windowsProfile,
  android: androidProfile,
  passpoint: passpointProfile,
  chromeos: chromeosProfile,
  networkmanager: networkmanagerProfile,
  wpa_supplicant: wpaSupplicantProfile,
};

/**
 * A member's credential profile: equal input makes an equal file.
 * @throws Error without a CA certificate or server name, and where the format cannot carry the input (`limitsOf` says
 * `cannotCarry` then); its message holds nothing personal.
 */
export const makeProfile = (format: ProfileFormat, input: ProfileInput): ProfileFile =>
  makers[format](checkedInput(input));

/** The formats that know a method: Passpoint R1 has no PEAP (field.md §5.3). */
export const formatsFor = (method: EapMethod): ProfileFormat[] =>
  profileFormats.filter((format) => format !== 'passpoint' || eapOf[method].outer === 'TTLS');
