import { KeyObject, X509Certificate, randomBytes, type webcrypto } from 'node:crypto';
import { Integer } from 'asn1js';
import { Certificate, Time } from 'pkijs';
import * as parts from './certificate-parts';
import { makeKeys, readPrivateKey, type KeyKind } from './keys';

/** A certificate and its private key, both PEM. */
export interface Identity {
  readonly certificate: string;
  readonly key: string;
}

/** The contents of a server certificate; devices must refuse every choice but the default. */
export interface ServerCertificateOptions {
  serverName: string;
  keys?: KeyKind;
  purpose?: parts.Purpose;
  /** It ended yesterday. */
  expired?: boolean;
}

const day = 86_400_000;
const authorityLife = 3650 * day;
const serverLife = 397 * day;
/** A device whose clock is slow must not find a new certificate not yet valid. */
const clockSkew = 3_600_000;

/** A new CA of the sandbox's name; two of them differ only in their keys (radius.md §2.1). */
export async function makeAuthority(keys: KeyKind = 'ec'): Promise<Identity> {
  const pair = await makeKeys(keys);
  const name = parts.distinguishedName(['organization', 'Latchkey sandbox'], ['commonName', 'Latchkey sandbox CA']);
  const certificate = await draft(name, name, pair.publicKey, authorityLife);
  certificate.extensions = [
    parts.basicConstraints('authority'),
    parts.keyUsage('authority'),
    parts.subjectKeyId(await certificate.getKeyHash()),
  ];
  return sign(certificate, pair.privateKey, pair.privateKey);
}

/** A new server certificate under a CA (radius.md §2.1). */
export async function issueServerCertificate(
  authority: Identity,
  { serverName, keys = 'ec', purpose = 'server', expired = false }: ServerCertificateOptions,
): Promise<Identity> {
  const issuer = Certificate.fromBER(new X509Certificate(authority.certificate).raw);
  const pair = await makeKeys(keys);
  const subject = parts.distinguishedName(['commonName', serverName]);
  const certificate = await draft(subject, issuer.subject, pair.publicKey, expired ? -day : serverLife);
  certificate.extensions = [
    parts.basicConstraints('server'),
    parts.keyUsage(keys),
    parts.extendedKeyUsage(purpose),
    parts.dnsName(serverName),
    parts.subjectKeyId(await certificate.getKeyHash()),
    parts.authorityKeyId(await issuer.getKeyHash()),
  ];
  return sign(certificate, await readPrivateKey(authority.key), pair.privateKey);
}

type Name = ReturnType<typeof parts.distinguishedName>;

/** A certificate that is valid for `life` ms from now, or expired that long ago. */
async function draft(subject: Name, issuer: Name, publicKey: webcrypto.CryptoKey, life: number): Promise<Certificate> {
  const end = Date.now() + life;
  const certificate = new Certificate({
    version: 2,
    serialNumber: new Integer({ valueHex: serialNumber() }),
    subject,
    issuer,
    notBefore: new Time({ value: new Date(Math.min(Date.now(), end - day) - clockSkew) }),
    notAfter: new Time({ value: new Date(end) }),
  });
  await certificate.subjectPublicKeyInfo.importKey(publicKey);
  return certificate;
}

/** Positive and without leading zeros, as DER requires. */
function serialNumber(): ArrayBuffer {
  return new Uint8Array([0x40, ...randomBytes(15)]).buffer;
}

async function sign(
  certificate: Certificate,
  issuerKey: webcrypto.CryptoKey,
  ownKey: webcrypto.CryptoKey,
): Promise<Identity> {
  await certificate.sign(issuerKey, 'SHA-256');
  const der = Buffer.from(certificate.toSchema(true).toBER());
  return {
    certificate: new X509Certificate(der).toString(),
    key: KeyObject.from(ownKey).export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}
