import { X509Certificate } from 'node:crypto';
import type { RadiusTrust } from './profile';

/** The CA certificates of a trust, in its order, each once. @throws Error where one is not a certificate. */
export function certificatesOf({ caCertificates }: RadiusTrust): X509Certificate[] {
  const certificates = caCertificates.map(parse);
  return [...new Map(certificates.map((certificate) => [certificate.fingerprint256, certificate])).values()];
}

function parse(pem: string, index: number): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch (cause) {
    throw new Error(`No profile: CA certificate ${index + 1} is not a certificate`, { cause });
  }
}

/** Lower-case hex: what Windows knows a certificate by. */
export const sha1Of = ({ fingerprint }: X509Certificate): string => fingerprint.replaceAll(':', '').toLowerCase();

export const derBase64Of = ({ raw }: X509Certificate): string => raw.toString('base64');

export const isRoot = (certificate: X509Certificate): boolean => certificate.checkIssued(certificate);
