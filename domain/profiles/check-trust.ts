import type { X509Certificate } from 'node:crypto';
import type { SettingsError } from '../schema/section';
import { isServerName } from './server-names';
import { certificatesOf, isRoot, issuerOf, type RadiusTrust, rootsOf, subjectOf } from './trust';

/**
 * Root and intermediate of today, the next of both for a roll-over, and a pair to spare. Whoever lists the bundle of a
 * system lets the customers of every public CA in it pose as the network.
 */
const MAX_CERTIFICATES = 6;

/**
 * What a trust must not have when it is saved. Settings of earlier versions may have it: they are kept, and the formats that
 * it would break are not offered.
 */
export const trustProblems = (trust: RadiusTrust): SettingsError[] => [
  ...rootProblems(trust),
  ...countProblems(trust),
  ...nameProblems(trust),
];

const PATH = 'radius.caCertificates';

function rootProblems(trust: RadiusTrust): SettingsError[] {
  if (rootsOf(trust).length > 0) return [];
  const missing = looseEnds(trust).map(whereItsRootIs);
  return [{ path: PATH, message: `holds no root, and devices end a chain at a root only. ${missing.join(' ')}` }];
}

function countProblems({ caCertificates }: RadiusTrust): SettingsError[] {
  if (caCertificates.length <= MAX_CERTIFICATES) return [];
  const message =
    `holds ${caCertificates.length} certificates, more than ${MAX_CERTIFICATES}: a server with a certificate of any of ` +
    'them would pass as yours. Leave only the root of your RADIUS server, what stands between, and those of a roll-over.';
  return [{ path: PATH, message }];
}

const nameProblems = ({ serverNames }: RadiusTrust): SettingsError[] =>
  serverNames.flatMap((name, index) =>
    isServerName(name) ? [] : [{ path: `radius.serverNames.${index}`, message: 'is not a DNS name' }],
  );

/** Certificates that help no device, since what signed them is not there. A root under another certificate counts. */
export function trustWarnings(trust: RadiusTrust): string[] {
  if (rootsOf(trust).length === 0) return [];
  return looseEnds(trust).map(
    (certificate) => `${PATH}: no device uses a certificate without its root. ${whereItsRootIs(certificate)}`,
  );
}

/** Whose issuer is not in the list. */
function looseEnds(trust: RadiusTrust): X509Certificate[] {
  const certificates = certificatesOf(trust);
  const roots = rootsOf(trust);
  const isCrossSigned = ({ subject, publicKey }: X509Certificate): boolean =>
    roots.some((root) => root.subject === subject && root.publicKey.equals(publicKey));
  return certificates.filter(
    (certificate) =>
      !isRoot(certificate) &&
      !isCrossSigned(certificate) &&
      !certificates.some((other) => other !== certificate && certificate.checkIssued(other)),
  );
}

/** A CA tells in its certificate where that of its issuer is (RFC 5280 §4.2.2.1). */
function whereItsRootIs(certificate: X509Certificate): string {
  const [, address] = /CA Issuers - URI:(\S+)/.exec(certificate.infoAccess ?? '') ?? [];
  const where = address === undefined ? '' : ` (download ${address})`;
  const whose = issuerOf(certificate) ?? 'its subject is empty';
  return `Add the certificate that signed ${subjectOf(certificate)}: ${whose}${where}.`;
}
