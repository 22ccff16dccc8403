import { fitsChromeos } from './chromeos';
import { eapOf } from './eap';
import { realmOf } from './identity';
import { fitsPasspoint } from './passpoint';
import type { ProfileFormat, ProfileInput } from './profile';
import { fitsWpaSupplicant } from './wpa-supplicant';

/**
 * What a format cannot do for a member:
 * - `suffixMatch`: it checks the end of the server's name only.
 * - `realmVisible`: what stands behind the @ of the user name is readable outside the tunnel.
 * - `asksPassword`: the device asks for user name and password once.
 * - `needsCertificate`: the file only names the CA certificates; the device must have them in its store.
 * - `needsApp`: an app of the geteduroam family opens it, the device does not.
 * - `needsHotspot`: it joins only a network that announces itself by Passpoint (Hotspot 2.0).
 * - `noSelfRemoval`: the profile stays on the device after the time it is to be removed at.
 * - `firstCertificateOnly`: of several CA certificates the device uses the first.
 * - `firstServerOnly`: of several server names the device uses the first.
 * - `cannotCarry`: user name, password or server names cannot be said in it; there is no such profile for this member.
 */
export const profileLimits = [
  'suffixMatch',
  'realmVisible',
  'asksPassword',
  'needsCertificate',
  'needsApp',
  'needsHotspot',
  'noSelfRemoval',
  'firstCertificateOnly',
  'firstServerOnly',
  'cannotCarry',
] as const;
export type ProfileLimit = (typeof profileLimits)[number];

type Rule = (input: ProfileInput) => boolean;
type Rules = Partial<Record<ProfileLimit, Rule>>;

const always: Rule = () => true;
const removed: Rule = ({ removeAt }) => removeAt !== null;
const manyCertificates: Rule = ({ trust }) => trust.caCertificates.length > 1;
const manyServers: Rule = ({ trust }) => trust.serverNames.length > 1;

/** Windows puts the realm of the user name behind the anonymous name of PEAP. */
const showsRealm: Rule = ({ trust, username }) => {
  const realm = realmOf(username);
  return eapOf[trust.method].outer === 'PEAP' && realm !== null && realm !== realmOf(trust.outerIdentity);
};

const rules: Record<ProfileFormat, Rules> = {
  apple: {},
  windows: { realmVisible: showsRealm, asksPassword: always, needsCertificate: always, noSelfRemoval: removed },
  android: { needsApp: always },
  passpoint: {
    suffixMatch: always,
    needsHotspot: always,
    noSelfRemoval: removed,
    firstCertificateOnly: manyCertificates,
    firstServerOnly: manyServers,
    cannotCarry: (input) => !fitsPasspoint(input),
  },
  chromeos: { suffixMatch: always, noSelfRemoval: removed, cannotCarry: (input) => !fitsChromeos(input) },
  networkmanager: { noSelfRemoval: removed, firstCertificateOnly: manyCertificates },
  wpa_supplicant: { noSelfRemoval: removed, cannotCarry: (input) => !fitsWpaSupplicant(input) },
};

/** The limits of a format for a member, in the order of `profileLimits`. */
export const limitsOf = (format: ProfileFormat, input: ProfileInput): ProfileLimit[] =>
  profileLimits.filter((limit) => rules[format][limit]?.(input) ?? false);
