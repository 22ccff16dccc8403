import { createHash, createPrivateKey, type KeyObject, webcrypto, X509Certificate } from 'node:crypto';
import { ObjectIdentifier, OctetString } from 'asn1js';
import {
  Attribute,
  Certificate,
  ContentInfo,
  CryptoEngine,
  EncapsulatedContentInfo,
  IssuerAndSerialNumber,
  SignedAndUnsignedAttributes,
  SignedData,
  SignerInfo,
} from 'pkijs';
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

/** RFC 5652 §§4, 5, 11. */
const oids = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
};
const HASH = 'SHA-256';
const CURVES: Record<string, string> = { prime256v1: 'P-256', secp384r1: 'P-384', secp521r1: 'P-521' };

const engine = new CryptoEngine({ name: 'node', crypto: webcrypto as Crypto });

/**
 * A `.mobileconfig` in a CMS envelope (SignedData, DER, SHA-256) with the signer's certificates, so that Apple's devices
 * show whom it is from. It tells no signing time: an RSA key makes equal files of equal profiles.
 * @throws Error for a key that is neither RSA nor on a NIST curve.
 */
export async function signApple(profile: Buffer, signer: ProfileSigner): Promise<Buffer> {
  const certificates = [signer.certificate, ...signer.chain].map(({ raw }) => raw);
  const signedData = new SignedData({
    encapContentInfo: new EncapsulatedContentInfo({ eContentType: oids.data }),
    signerInfos: [signerInfo(profile, signer)],
    // DER orders a set by its bytes.
    certificates: certificates.sort((a, b) => Buffer.compare(a, b)).map((raw) => Certificate.fromBER(raw)),
  });
  // The constructor would cut it into pieces, which DER does not allow.
  signedData.encapContentInfo.eContent = new OctetString({ valueHex: profile });
  await signedData.sign(await importKey(signer.key), 0, HASH, undefined, engine);
  const envelope = new ContentInfo({ contentType: oids.signedData, content: signedData.toSchema() });
  return Buffer.from(envelope.toSchema().toBER());
}

function signerInfo(profile: Buffer, { certificate }: ProfileSigner): SignerInfo {
  const { issuer, serialNumber } = Certificate.fromBER(certificate.raw);
  const digest = createHash('sha256').update(profile).digest();
  const attributes = [
    new Attribute({ type: oids.contentType, values: [new ObjectIdentifier({ value: oids.data })] }),
    new Attribute({ type: oids.messageDigest, values: [new OctetString({ valueHex: digest })] }),
  ];
  return new SignerInfo({
    version: 1,
    sid: new IssuerAndSerialNumber({ issuer, serialNumber }),
    signedAttrs: new SignedAndUnsignedAttributes({ type: 0, attributes }),
  });
}

const importKey = (key: KeyObject) =>
  webcrypto.subtle.importKey('pkcs8', key.export({ format: 'der', type: 'pkcs8' }), algorithmOf(key), false, ['sign']);

function algorithmOf({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject) {
  const namedCurve = CURVES[asymmetricKeyDetails?.namedCurve ?? ''];
  if (asymmetricKeyType === 'rsa') return { name: 'RSASSA-PKCS1-v1_5', hash: HASH };
  if (asymmetricKeyType === 'ec' && namedCurve !== undefined) return { name: 'ECDSA', namedCurve };
  throw new Error('Profiles can be signed with RSA keys and with EC keys on P-256, P-384 or P-521 only');
}
