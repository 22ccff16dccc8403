import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import { readPkcs12 } from './pkcs12';

/** What Apple profiles are signed with. */
export interface ProfileSigner {
  certificate: X509Certificate;
  /** The certificates between it and a root; the root may be among them. */
  chain: X509Certificate[];
  key: KeyObject;
}

export type SignerSource =
  | { pkcs12: Buffer; passphrase?: string }
  /** PEM. What follows the first certificate is its chain; the key is PKCS#8, PKCS#1 or SEC1. */
  | { certificate: Buffer | string; key: Buffer | string };

const PEM = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

/** @throws Error that says what is wrong and what to do, without anything secret. */
export function readSigner(source: SignerSource): ProfileSigner {
  return 'pkcs12' in source ? fromPkcs12(source) : fromPem(source);
}

/** A PKCS#12 file lists its certificates in any order: the signer's is the one that the key belongs to. */
function fromPkcs12({ pkcs12, passphrase = '' }: { pkcs12: Buffer; passphrase?: string }): ProfileSigner {
  const { keys, certificates } = readPkcs12(pkcs12, passphrase);
  const [key, ...others] = keys;
  if (key === undefined) throw new Error('The PKCS#12 file holds no private key: export the certificate with its key');
  if (others.length > 0) throw new Error('The PKCS#12 file holds several private keys: export one of them alone');
  const certificate = certificates.find((candidate) => candidate.checkPrivateKey(key));
  if (!certificate) throw new Error('The private key of the PKCS#12 file does not belong to any certificate in it');
  return { certificate, chain: certificates.filter((candidate) => candidate !== certificate), key };
}

function fromPem(source: { certificate: Buffer | string; key: Buffer | string }): ProfileSigner {
  const [certificate, ...chain] = (source.certificate.toString().match(PEM) ?? []).map((pem) => readCertificate(pem));
  if (!certificate) throw new Error('The certificate file holds no certificate in PEM form');
  const key = readKey(source.key.toString());
  if (!certificate.checkPrivateKey(key))
    throw new Error('The private key does not belong to the certificate (the first of its file)');
  return { certificate, chain, key };
}

function readCertificate(pem: string): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch (cause) {
    throw new Error('The certificate file holds something that is not a certificate', { cause });
  }
}

function readKey(pem: string): KeyObject {
  if (!/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(pem))
    throw new Error('The key file holds no private key in PEM form (PKCS#8, PKCS#1 or SEC1)');
  if (/ENCRYPTED/.test(pem)) throw new Error('The key file is encrypted: give it in clear, or give a PKCS#12 file');
  try {
    return createPrivateKey(pem);
  } catch (cause) {
    throw new Error('The key file holds something that is not a private key', { cause });
  }
}
