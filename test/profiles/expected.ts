import { X509Certificate } from 'node:crypto';
import type { ProfileFormat, ProfileInput } from '../../domain/profiles/profile';
import { eapOf, localPartOf, realmOf } from '../../domain/profiles/trust';
import type { NetworkBlock } from './readers';

/** What a device is to make of the profile of a format: as much of what went into it as the platform uses. */
export function expectedOf(format: ProfileFormat, { ssid, username, password, trust }: ProfileInput): NetworkBlock {
  const { outer, inner } = eapOf[trust.method];
  return {
    ssidHex: format === 'passpoint' ? null : Buffer.from(ssid).toString('hex'),
    eap: outer,
    phase2: inner === 'PAP' ? 'PAP' : 'MSCHAPV2',
    identity: username,
    password,
    anonymousIdentity: outerIdentity(format, { trust, username }),
    caPem: trusted(format, trust.caCertificates),
    ...(format === 'apple' ? { tls: ['1.2', '1.3'] } : {}),
    ...(nameMatch[format]?.(trust.serverNames) ?? { domainMatch: trust.serverNames }),
  };
}

/** How the platform compares the server's name; the others compare whole names. */
const nameMatch: Partial<Record<ProfileFormat, (names: string[]) => Partial<NetworkBlock>>> = {
  android: (names) => ({ domainSuffixMatch: [commonEnd(names)] }),
  passpoint: ([first = '']) => ({ domainSuffixMatch: [first] }),
  chromeos: (names) => ({ altsubjectMatch: names }),
};

/** Of the names in these tests, in which only the first label differs. */
const commonEnd = ([first = '', ...others]: string[]): string =>
  others.length === 0 ? first : first.slice(first.indexOf('.') + 1);

/** Roots come first. Some use the first one only, some all roots, the others what stands between, too. */
function trusted(format: ProfileFormat, pems: string[]): string {
  const certificates = [...new Set(pems.map((pem) => new X509Certificate(pem).toString()))];
  const isRoot = (pem: string): boolean => new X509Certificate(pem).checkIssued(new X509Certificate(pem));
  const roots = certificates.filter(isRoot);
  if (format === 'passpoint' || format === 'networkmanager') return roots[0] ?? '';
  if (format === 'windows' || format === 'wpa_supplicant') return roots.join('');
  return [...roots, ...certificates.filter((pem) => !isRoot(pem))].join('');
}

/** What Windows makes of it with PEAP, and Android with Passpoint. */
function outerIdentity(format: ProfileFormat, { trust, username }: Pick<ProfileInput, 'trust' | 'username'>): string {
  if (format === 'passpoint') return `anonymous@${realmOf(trust.outerIdentity)?.trim() || trust.serverNames[0]}`;
  if (format !== 'windows' || trust.method !== 'peap-mschapv2') return trust.outerIdentity;
  const at = username.lastIndexOf('@');
  return `${localPartOf(trust.outerIdentity) || 'anonymous'}${at < 0 ? '' : username.slice(at)}`;
}
