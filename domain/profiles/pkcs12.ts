import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import { asn1, pkcs12, pki, util } from 'node-forge';

export interface Pkcs12Content {
  keys: KeyObject[];
  certificates: X509Certificate[];
}

/**
 * All keys and certificates of a PKCS#12 file, of the old kind (RC2, 3DES) as Keychain exports them and of the new one.
 * OpenSSL 3, and Node with it, refuses the old kind.
 * @throws Error where the passphrase is wrong, or the file is not one.
 */
export function readPkcs12(file: Buffer, passphrase: string): Pkcs12Content {
  const bags = open(file, passphrase).safeContents.flatMap(({ safeBags }) => safeBags);
  return { keys: bags.flatMap(keyIn), certificates: bags.flatMap(certificateIn) };
}

const NOT_PKCS12 = 'The file is not PKCS#12 (.p12, .pfx)';

function parse(file: Buffer): asn1.Asn1 {
  const content = parseDer(file);
  const [version] = Array.isArray(content.value) ? content.value : [];
  if (version?.type !== asn1.Type.INTEGER) throw new Error(NOT_PKCS12);
  return content;
}

function parseDer(file: Buffer): asn1.Asn1 {
  try {
    return asn1.fromDer(file.toString('binary'));
  } catch (cause) {
    throw new Error(NOT_PKCS12, { cause });
  }
}

function open(file: Buffer, passphrase: string): pkcs12.Pkcs12Pfx {
  const content = parse(file);
  try {
    return pkcs12.pkcs12FromAsn1(content, passphrase);
  } catch (cause) {
    if (saysInvalidPassword(cause)) throw new Error('The passphrase of the PKCS#12 file is wrong', { cause });
  }
  // Newer ciphers want the passphrase in UTF-8, which forge leaves to its caller; its MAC wants the form tried above.
  try {
    return pkcs12.pkcs12FromAsn1(withoutMac(parse(file)), util.encodeUtf8(passphrase));
  } catch (cause) {
    throw new Error('The PKCS#12 file cannot be decrypted: the passphrase is wrong, or the cipher unknown', { cause });
  }
}

const saysInvalidPassword = (error: unknown): boolean =>
  error instanceof Error && /invalid password/i.test(error.message);

/** RFC 7292 §4: version, content, and the MAC of both. */
function withoutMac(pfx: asn1.Asn1): asn1.Asn1 {
  return Array.isArray(pfx.value) ? { ...pfx, value: pfx.value.slice(0, 2) } : pfx;
}

/** forge knows RSA only; what else there is it leaves as ASN.1: PKCS#8 or a certificate. */
function keyIn(bag: pkcs12.Bag): KeyObject[] {
  if (bag.type !== pki.oids['pkcs8ShroudedKeyBag'] && bag.type !== pki.oids['keyBag']) return [];
  const content = bag.key ? pki.wrapRsaPrivateKey(pki.privateKeyToAsn1(bag.key)) : bag.asn1;
  return [createPrivateKey({ key: derOf(content), format: 'der', type: 'pkcs8' })];
}

function certificateIn(bag: pkcs12.Bag): X509Certificate[] {
  if (bag.type !== pki.oids['certBag']) return [];
  return [new X509Certificate(derOf(bag.cert ? pki.certificateToAsn1(bag.cert) : bag.asn1))];
}

const derOf = (content: asn1.Asn1): Buffer => Buffer.from(asn1.toDer(content).getBytes(), 'binary');
