import { androidProfile } from './android';
import { appleProfile } from './apple';
import { chromeosProfile } from './chromeos';
import { networkmanagerProfile } from './networkmanager';
import { obstaclesOf } from './obstacles';
import { passpointProfile } from './passpoint';
import { checkedInput, type ProfileFormat, profileFormats, type ProfileInput } from './profile';
import { type ProfileFile } from './profile-file';
import { type EapMethod, eapOf, realmOf, rootsOf } from './trust';
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
 * @throws Error without a CA certificate or server name, and where the format cannot carry the input (`limitsOf` then
 * has `cannotCarry`). Its message holds nothing personal.
 */
export function makeProfile(format: ProfileFormat, input: ProfileInput): ProfileFile {
  const checked = checkedInput(input);
  const [obstacle] = obstaclesOf(format, checked);
  if (obstacle !== undefined) throw new Error(`No profile: ${format} cannot carry this: ${obstacle}`);
  return makers[format](checked);
}

/** The formats that support a method: Passpoint R1 has no PEAP (field.md §5.3). */
export const formatsFor = (method: EapMethod): ProfileFormat[] =>
  profileFormats.filter((format) => format !== 'passpoint' || eapOf[method].outer === 'TTLS');

/**
 * What a format cannot do for a member:
 * - `suffixMatch`: it checks only the end of the server's name.
 * - `realmVisible`: what stands behind the @ of the user name is readable outside the tunnel.
 * - `asksPassword`: the device asks for user name and password once.
 * - `needsCertificate`: the file only names the CA certificates; the device must have them in its store.
 * - `needsApp`: an app of the geteduroam family opens it, the device does not.
 * - `needsHotspot`: it joins only a network that announces itself by Passpoint (Hotspot 2.0).
 * - `hiddenNetwork`: it cannot tell the device to ask for a network that hides its name.
 * - `noSelfRemoval`: the profile stays on the device after `removeAt`.
 * - `firstCertificateOnly`: of several roots the device uses the first.
 * - `firstServerOnly`: of several server names the device uses the first.
 * - `cannotCarry`: it cannot take something (`obstaclesOf`); this member gets no such profile.
 */
const profileLimits = [
  'suffixMatch',
  'realmVisible',
  'asksPassword',
  'needsCertificate',
  'needsApp',
  'needsHotspot',
  'hiddenNetwork',
  'noSelfRemoval',
  'firstCertificateOnly',
  'firstServerOnly',
  'cannotCarry',
] as const;
export type ProfileLimit = (typeof profileLimits)[number];

type Rule = (input: ProfileInput) => boolean;
type Rules = Partial<Record<Exclude<ProfileLimit, 'cannotCarry'>, Rule>>;

const always: Rule = () => true;
const hides: Rule = ({ hidden }) => hidden;
const removed: Rule = ({ removeAt }) => removeAt !== null;
const manyRoots: Rule = ({ trust }) => rootsOf(trust).length > 1;
const manyServers: Rule = ({ trust }) => trust.serverNames.length > 1;

/** Windows appends the realm of the user name to the anonymous name of PEAP. */
const showsRealm: Rule = ({ trust, username }) => {
  const realm = realmOf(username);
  return eapOf[trust.method].outer === 'PEAP' && realm !== null && realm !== realmOf(trust.outerIdentity);
};

const rules: Record<ProfileFormat, Rules> = {
  apple: {},
  windows: { realmVisible: showsRealm, asksPassword: always, needsCertificate: always, noSelfRemoval: removed },
  android: { suffixMatch: always, needsApp: always, hiddenNetwork: hides, noSelfRemoval: removed },
  passpoint: {
    suffixMatch: always,
    needsHotspot: always,
    hiddenNetwork: hides,
    noSelfRemoval: removed,
    firstCertificateOnly: manyRoots,
    firstServerOnly: manyServers,
  },
  chromeos: { noSelfRemoval: removed },
  networkmanager: { noSelfRemoval: removed, firstCertificateOnly: manyRoots },
  wpa_supplicant: { noSelfRemoval: removed },
};

/** The limits of a format for a member, in the order of `profileLimits`; what it cannot carry has no others. */
export const limitsOf = (format: ProfileFormat, input: ProfileInput): ProfileLimit[] =>
  obstaclesOf(format, input).length > 0
    ? ['cannotCarry']
    : profileLimits.filter((limit) => limit !== 'cannotCarry' && (rules[format][limit]?.(input) ?? false));
