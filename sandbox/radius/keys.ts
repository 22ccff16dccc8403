import { createPrivateKey, webcrypto } from 'node:crypto';

export type KeyKind = 'ec' | 'rsa';

const algorithms = {
  ec: { name: 'ECDSA', namedCurve: 'P-256' },
  rsa: {
    name: 'RSASSA-PKCS1-v1_5',
    modulusLength: 2048,
    publicExponent: new Uint8Array([1, 0, 1]),
    hash: 'SHA-256',
  },
} as const;

/** A new pair for signing, EC P-256 or RSA with 2048 bits. */
export function makeKeys(kind: KeyKind): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(algorithms[kind], true, ['sign', 'verify']);
}

/** Imports a private key that `makeKeys` made. */
export function readPrivateKey(pem: string): Promise<webcrypto.CryptoKey> {
  const key = createPrivateKey(pem);
  const der = key.export({ type: 'pkcs8', format: 'der' });
  return webcrypto.subtle.importKey('pkcs8', der, algorithms[kindOf(key)], false, ['sign']);
}

export function kindOf({ asymmetricKeyType }: { asymmetricKeyType?: string }): KeyKind {
  return asymmetricKeyType === 'rsa' ? 'rsa' : 'ec';
}
