import { X509Certificate } from 'node:crypto';

/** A CA as a device shows it. */
export interface Authority {
  name: string;
  /** SHA-256, pairs of hex digits. */
  fingerprint: string;
  /** The certificate itself, as an address to download it from. */
  download: string;
}

export function authorityOf(pem: string): Authority {
  const { subject, fingerprint256, raw } = new X509Certificate(pem);
  const download = `data:application/x-x509-ca-cert;base64,${raw.toString('base64')}`;
  const [, name] = /^CN=(.+)$/m.exec(subject) ?? [];
  return { name: name ?? subject.replace(/\s*\n\s*/g, ', '), fingerprint: fingerprint256, download };
}
