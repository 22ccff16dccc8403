import { X509Certificate } from 'node:crypto';

/** The inner authentication that a tenant's RADIUS server takes passwords by. */
export const eapMethods = ['peap-mschapv2', 'ttls-pap', 'ttls-mschapv2'] as const;
export type EapMethod = (typeof eapMethods)[number];

/** How a device recognizes the network's RADIUS server, and authenticates to it. */
export interface RadiusTrust {
  /** PEM, one certificate each; at least one, which is a root; several for a roll-over. */
  caCertificates: string[];
  /** DNS names, lower case, at least one. */
  serverNames: string[];
  method: EapMethod;
  outerIdentity: string;
}

export interface Eap {
  outer: 'PEAP' | 'TTLS';
  inner: 'MSCHAPv2' | 'PAP';
}

/** What goes on outside and inside the tunnel. With TTLS the inner one is not an EAP method. */
export const eapOf: Record<EapMethod, Eap> = {
  'peap-mschapv2': { outer: 'PEAP', inner: 'MSCHAPv2' },
  'ttls-pap': { outer: 'TTLS', inner: 'PAP' },
  'ttls-mschapv2': { outer: 'TTLS', inner: 'MSCHAPv2' },
};

/** IANA's numbers of EAP methods. */
export const eapTypes = { TTLS: 21, PEAP: 25, MSCHAPv2: 26 } as const;

/**
 * Each once, roots first, otherwise in the order of the settings: where a device reads one certificate only, that is the
 * first one, and wpa_supplicant ends a chain at a root only (2.10, run).
 * @throws Error where one is not a certificate.
 */
export function certificatesOf({ caCertificates }: RadiusTrust): X509Certificate[] {
  const certificates = caCertificates.map(parse);
  const once = [...new Map(certificates.map((certificate) => [certificate.fingerprint256, certificate])).values()];
  return [...once.filter(isRoot), ...once.filter((certificate) => !isRoot(certificate))];
}

/** What a chain may end in. Empty for settings of earlier versions, which let a list without a root pass. */
export const rootsOf = (trust: RadiusTrust): X509Certificate[] => certificatesOf(trust).filter(isRoot);

function parse(pem: string, index: number): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch (cause) {
    throw new Error(`No profile: CA certificate ${index + 1} is not a certificate`, { cause });
  }
}

/** Lower-case hex: how Windows identifies a certificate. */
export const sha1Of = ({ fingerprint }: X509Certificate): string => fingerprint.replaceAll(':', '').toLowerCase();

/** Names a certificate in health and counts: 16 hex digits of its SHA-256, lower case. */
export const shortFingerprint = ({ fingerprint256 }: X509Certificate): string =>
  fingerprint256.replaceAll(':', '').slice(0, 16).toLowerCase();

export const derBase64Of = ({ raw }: X509Certificate): string => raw.toString('base64');

/** Signed by itself. */
export const isRoot = (certificate: X509Certificate): boolean =>
  certificate.checkIssued(certificate) && certificate.verify(certificate.publicKey);

/** The realm of a network access identifier, without its @; null where there is none (RFC 7542). */
export function realmOf(identity: string): string | null {
  const at = identity.lastIndexOf('@');
  return at < 0 || at === identity.length - 1 ? null : identity.slice(at + 1);
}

/** The part before the realm; may be empty. */
export function localPartOf(identity: string): string {
  const at = identity.lastIndexOf('@');
  return at < 0 ? identity : identity.slice(0, at);
}

/** The subject in one line. Where it is empty, the fingerprint names it. */
export const subjectOf = ({ subject, fingerprint256 }: X509Certificate): string => inOneLine(subject) ?? fingerprint256;

/** The subject of whoever signed it, in one line; null where it is empty. */
export const issuerOf = ({ issuer }: X509Certificate): string | null => inOneLine(issuer);

/** An empty name is allowed, and Node.js gives it as undefined. */
const inOneLine = (name: string | undefined): string | null => name?.replace(/\s*\n\s*/g, ', ') ?? null;
