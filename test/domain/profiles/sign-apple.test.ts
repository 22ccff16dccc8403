import { generateKeyPairSync } from 'node:crypto';
import { readSigner } from '../../../domain/profiles/sign-apple';
import { rootCa } from './builders';

const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const foreignKey = privateKey.export({ format: 'pem', type: 'pkcs8' });
const encryptedKey = privateKey.export({ format: 'pem', type: 'pkcs8', cipher: 'aes-256-cbc', passphrase: 'x' });

/** How each one begins: a sequence with the version 3. */
const pkcs12 = Buffer.from('308209bc020103', 'hex');

test.each([
  ['the key of another certificate', { certificate: rootCa, key: foreignKey }, 'does not belong to the certificate'],
  ['no certificate', { certificate: 'hello', key: foreignKey }, 'holds no certificate in PEM form'],
  ['a broken certificate', { certificate: rootCa.replace('MII', 'AAA'), key: foreignKey }, 'is not a certificate'],
  ['a certificate for a key', { certificate: rootCa, key: rootCa }, 'holds no private key in PEM form'],
  ['an encrypted key', { certificate: rootCa, key: encryptedKey }, 'is encrypted'],
  ['a broken key', { certificate: rootCa, key: foreignKey.toString().replace('MI', 'AA') }, 'is not a private key'],
  ['a PKCS#12 file', { certificate: pkcs12, key: pkcs12 }, 'openssl pkcs12 -in signing.p12 -out signing.pem -nodes'],
  ['an empty file', { certificate: Buffer.alloc(0), key: foreignKey }, 'holds no certificate in PEM form'],
])('%s is refused in plain words', (_what, source, problem) => {
  expect(() => readSigner(source)).toThrow(problem);
});
