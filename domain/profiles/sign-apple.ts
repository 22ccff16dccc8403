import { createHash, webcrypto, type KeyObject } from 'node:crypto';
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
import type { ProfileSigner } from './profile-signer';

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
