import { X509Certificate } from 'node:crypto';

/** What a supplicant needs to join a network: derived from a profile, or ready for eapol_test. */
export interface NetworkBlock {
  /** Null: the profile does not name the network (Passpoint). */
  ssidHex: string | null;
  eap: 'PEAP' | 'TTLS';
  phase2: 'MSCHAPV2' | 'PAP';
  identity: string;
  password: string;
  anonymousIdentity: string;
  /** Every certificate that a device would trust, one after the other. */
  caPem: string;
  /** Whole names, one of which the server must have. One of the three lists is there. */
  domainMatch?: string[];
  /** Whole names, one of which must be a DNS name in the alternative names of the server's certificate. */
  altsubjectMatch?: string[];
  /** Ends of names. */
  domainSuffixMatch?: string[];
  /** The versions of TLS that the profile allows, such as `1.2`; left out where it says nothing of them. */
  tls?: string[];
}

/** A block as far as a reader has come; certificates in DER or PEM. */
export interface Reading extends Omit<NetworkBlock, 'caPem'> {
  certificates: Buffer[];
}

/** @throws Error for a block without CA certificate or server name: nothing may be proved with one. */
export function completeBlock({ certificates, ...block }: Reading): NetworkBlock {
  const names = [block.domainMatch, block.altsubjectMatch, block.domainSuffixMatch].flatMap((list) => list ?? []);
  if (certificates.length === 0) throw new Error('The profile holds no CA certificate');
  if (names.length === 0 || names.includes('')) throw new Error('The profile holds no server name');
  for (const value of [block.identity, block.password, block.anonymousIdentity])
    if (value === '') throw new Error('The profile lacks an identity or a password');
  return { ...block, caPem: certificates.map((certificate) => new X509Certificate(certificate).toString()).join('') };
}

/**
 * A configuration of eapol_test or wpa_supplicant with this one network.
 * @param files.caFile where the caller has written `caPem` to: a file, because of a blob only the first certificate counts.
 */
export function toWpaConfig(block: NetworkBlock, { caFile }: { caFile: string }): string {
  const { ssidHex, domainMatch, altsubjectMatch, domainSuffixMatch } = block;
  const fields = [
    ...(ssidHex === null ? [] : [`ssid=${ssidHex}`]),
    'key_mgmt=WPA-EAP',
    `eap=${block.eap}`,
    `phase2="auth=${block.phase2}"`,
    `identity=${hex(block.identity)}`,
    `password=${hex(block.password)}`,
    `anonymous_identity=${hex(block.anonymousIdentity)}`,
    `ca_cert="${caFile}"`,
    ...(domainMatch ? [`domain_match="${domainMatch.join(';')}"`] : []),
    ...(altsubjectMatch ? [`altsubject_match="${altsubjectMatch.map((name) => `DNS:${name}`).join(';')}"`] : []),
    ...(domainSuffixMatch ? [`domain_suffix_match="${domainSuffixMatch.join(';')}"`] : []),
  ];
  return ['network={', ...fields.map((field) => `  ${field}`), '}', ''].join('\n');
}

const hex = (text: string): string => Buffer.from(text).toString('hex');
