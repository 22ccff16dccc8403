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
import { PKCS12_TO_PEM } from './settings';

/** What Apple profiles are signed with. */
export interface ProfileSigner {
  certificate: X509Certificate;
  /** The certificates between it and a root; the root may be among them. */
  chain: X509Certificate[];
  key: KeyObject;
}

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;
const PRIVATE_KEY = /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]+?-----END [A-Z ]*PRIVATE KEY-----/;

/**
 * Both files are PEM and may be the same one. The signer's certificate is the one of the key, the others are its chain.
 * The key is PKCS#8, PKCS#1 or SEC1.
 * @throws Error that says what is wrong and what to do, without anything secret.
 */
export function readSigner(files: Record<'certificate' | 'key', Buffer | string>): ProfileSigner {
  const certificates = (pemOf(files.certificate, 'certificate').match(CERTIFICATE) ?? []).map(readCertificate);
  if (certificates.length === 0) throw new Error('The certificate file holds no certificate in PEM form');
  const key = readKey(pemOf(files.key, 'key'));
  const certificate = certificates.find((candidate) => candidate.checkPrivateKey(key));
  if (!certificate) throw new Error('The private key does not belong to the certificate, nor to any other of its file');
  return { certificate, chain: certificates.filter((candidate) => candidate !== certificate), key };
}

/** DER, and PKCS#12 with it, begins with the tag of a sequence. */
function pemOf(file: Buffer | string, name: string): string {
  const text = file.toString();
  if (/^0[^ -~]/.test(text)) throw new Error(`The ${name} file is PKCS#12 or DER: ${PKCS12_TO_PEM}`);
  return text;
}

function readCertificate(pem: string): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch (cause) {
    throw new Error('The certificate file holds something that is not a certificate', { cause });
  }
}

function readKey(text: string): KeyObject {
  const [pem] = PRIVATE_KEY.exec(text) ?? [];
  if (pem === undefined) throw new Error('The key file holds no private key in PEM form (PKCS#8, PKCS#1 or SEC1)');
  if (pem.includes('ENCRYPTED'))
    throw new Error(
      'The key file is encrypted: write it in clear (openssl pkey -in … -out …), readable to Latchkey only',
    );
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
 * show who signed it. It has no signing time, so with an RSA key equal profiles make equal files.
 * @throws Error if the key is neither RSA nor on a NIST curve.
 */
export async function signApple(profile: Buffer, signer: ProfileSigner): Promise<Buffer> {
  const certificates = [signer.certificate, ...signer.chain].map(({ raw }) => raw);
  const signedData = new SignedData({
    encapContentInfo: new EncapsulatedContentInfo({ eContentType: oids.data }),
    signerInfos: [signerInfo(profile, signer)],
    // DER orders a set by its bytes.
    certificates: certificates.sort((a, b) => Buffer.compare(a, b)).map((raw) => Certificate.fromBER(raw)),
  });
  // The constructor would split it, which DER does not allow.
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
