import type { X509Certificate } from 'node:crypto';
import { type ProfileInput, stableUuid } from './profile';
import { fileNameOf, isoSeconds, type ProfileFile, removalTime } from './profile-file';
import { certificatesOf, eapOf, eapTypes, isRoot, sha1Of, subjectOf } from './trust';

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
    body: propertyList(profile),
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
    subjectOf(certificate),
  ),
  PayloadContent: certificate.raw,
});

/** WPA2 joins WPA2 and WPA3 networks (since iOS 16 and macOS 13), with protected management frames as the network has them. */
const network = (input: ProfileInput, authorities: { PayloadUUID: string }[]): PropertyValue => ({
  ...payload(input.profileId, 'com.apple.wifi.managed', 'wifi', input.ssid),
  SSID_STR: input.ssid,
  HIDDEN_NETWORK: input.hidden,
  AutoJoin: true,
  EncryptionType: 'WPA2',
  ProxyType: 'None',
  EAPClientConfiguration: eapClient(
    input,
    authorities.map(({ PayloadUUID }) => PayloadUUID),
  ),
});

function eapClient({ trust, username, password }: ProfileInput, anchors: string[]): PropertyValue {
  const { outer, inner } = eapOf[trust.method];
  return {
    AcceptEAPTypes: [eapTypes[outer]],
    ...(outer === 'TTLS' ? { TTLSInnerAuthentication: inner } : {}),
    UserName: username,
    UserPassword: password,
    OuterIdentity: trust.outerIdentity,
    PayloadCertificateAnchorUUID: anchors,
    TLSTrustedServerNames: trust.serverNames,
    TLSMinimumVersion: '1.2',
    // 1.2 is the default (apple/device-management, com.apple.wifi.managed)
    TLSMaximumVersion: '1.3',
  };
}

/** A value of a property list; numbers are whole. */
type PropertyValue = string | number | boolean | Date | Buffer | PropertyValue[] | { [key: string]: PropertyValue };

/** An XML property list (plist(5)). */
function propertyList(root: PropertyValue): Buffer {
  const doctype =
    '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">';
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    doctype,
    '<plist version="1.0">',
    ...linesOf(root),
    '</plist>',
  ];
  return Buffer.from(`${lines.join('\n')}\n`);
}

/** The elements of a value, each on a line of its own. */
function linesOf(value: PropertyValue): string[] {
  if (typeof value === 'string') return [element('string', value)];
  if (typeof value === 'number') return [element('integer', String(value))];
  if (typeof value === 'boolean') return [value ? '<true/>' : '<false/>'];
  if (value instanceof Date) return [element('date', isoSeconds(value))];
  if (Buffer.isBuffer(value)) return [element('data', value.toString('base64'))];
  if (Array.isArray(value)) return ['<array>', ...value.flatMap(linesOf), '</array>'];
  const entries = Object.entries(value).flatMap(([key, content]) => [element('key', key), ...linesOf(content)]);
  return ['<dict>', ...entries, '</dict>'];
}

function element(name: string, text: string): string {
  return `<${name}>${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')}</${name}>`;
}
