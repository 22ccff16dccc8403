import type { X509Certificate } from 'node:crypto';
import plist, { type PlistObject, type PlistValue } from 'plist';
import { type ProfileInput, stableUuid } from './profile';
import { fileNameOf, type ProfileFile, removalTime } from './profile-file';
import { certificatesOf, eapOf, eapTypes, isRoot, sha1Of } from './trust';

/**
 * An unsigned `.mobileconfig` for iOS, iPadOS and macOS (field.md §5.1). The identifier is the member's, so a new
 * profile replaces the old one.
 */
export function appleProfile(input: ProfileInput): ProfileFile {
  const { spaceName, profileId, removeAt } = input;
  const authorities = certificatesOf(input.trust).map((certificate) => authority(certificate, profileId));
  const profile = {
    ...payload(profileId, 'Configuration', 'profile', spaceName),
    PayloadOrganization: spaceName,
    ...(removeAt === null ? {} : { RemovalDate: removalTime(removeAt) }),
    PayloadContent: [...authorities, network(input, authorities)],
  };
  return {
    contentType: 'application/x-apple-aspen-config',
    fileName: fileNameOf(spaceName, 'mobileconfig'),
    body: Buffer.from(`${plist.build(profile)}\n`),
  };
}

const payload = (profileId: string, type: string, part: string, displayName: string) => ({
  PayloadType: type,
  PayloadVersion: 1,
  PayloadIdentifier: part === 'profile' ? `latchkey.${profileId}` : `latchkey.${profileId}.${part}`,
  PayloadUUID: stableUuid(profileId, `apple ${part}`),
  PayloadDisplayName: displayName,
});

/** A root is installed as a root; a certificate between it and the server is only added. */
const authority = (certificate: X509Certificate, profileId: string) => ({
  ...payload(
    profileId,
    isRoot(certificate) ? 'com.apple.security.root' : 'com.apple.security.pkcs1',
    `ca.${sha1Of(certificate)}`,
    certificate.subject.replaceAll('\n', ', '),
  ),
  PayloadContent: certificate.raw,
});

/** WPA2 joins WPA2 and WPA3 networks (since iOS 16 and macOS 13), with protected management frames as the network has them. */
const network = (input: ProfileInput, authorities: { PayloadUUID: string }[]): PlistValue => ({
  ...payload(input.profileId, 'com.apple.wifi.managed', 'wifi', input.ssid),
  SSID_STR: input.ssid,
  HIDDEN_NETWORK: false,
  AutoJoin: true,
  EncryptionType: 'WPA2',
  ProxyType: 'None',
  EAPClientConfiguration: eapClient(
    input,
    authorities.map(({ PayloadUUID }) => PayloadUUID),
  ),
});

function eapClient({ trust, username, password }: ProfileInput, anchors: string[]): PlistObject {
  const { outer, inner } = eapOf[trust.method];
  return {
    AcceptEAPTypes: [eapTypes[outer]],
    ...(outer === 'TTLS' ? { TTLSInnerAuthentication: inner } : {}),
    UserName: username,
    UserPassword: password,
    OuterIdentity: trust.outerIdentity,
    PayloadCertificateAnchorUUID: anchors,
    TLSTrustedServerNames: trust.serverNames,
    TLSAllowTrustExceptions: false,
    TLSMinimumVersion: '1.2',
  };
}
