import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { makeProfile } from '../../domain/profiles/make-profile';
import { PKCS12_TO_PEM } from '../../domain/profiles/settings';
import { type ProfileSigner, readSigner, signApple } from '../../domain/profiles/sign-apple';
import { profileInput } from '../domain/profiles/builders';
import { needing } from '../support/tools';

const { test, describe, beforeAll } = needing('openssl', 'python3');

let folder: string;
const inFolder = (name: string): string => path.join(folder, name);
const read = (name: string): Buffer => readFileSync(inFolder(name));
/** What it prints; @throws Error where it ends with another status than 0. */
const openssl = (...args: string[]): Buffer =>
  execFileSync('openssl', args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });

const passphrase = 'pässwört €';

/** How keys are made, and their other PEM form. */
const kinds = {
  rsa: { key: ['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048'], traditional: ['rsa', '-traditional'] },
  ec: { key: ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256'], traditional: ['ec'] },
  ec521: { key: ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-521'], traditional: ['ec'] },
};
type Kind = keyof typeof kinds;
const everyKind = Object.keys(kinds) as Kind[];

const pkcs12Kinds = {
  'as Keychain exports it': ['-legacy', '-certpbe', 'PBE-SHA1-RC2-40', '-keypbe', 'PBE-SHA1-3DES', '-macalg', 'sha1'],
  'of the old kind': ['-legacy'],
  'of the new kind': [],
  'of the new kind with SHA-512': ['-keypbe', 'AES-128-CBC', '-certpbe', 'AES-256-CBC', '-macalg', 'sha512'],
};

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'latchkey-sign-'));
  const ca = ['-addext', 'basicConstraints=critical,CA:TRUE', '-addext', 'keyUsage=critical,keyCertSign'];
  for (const name of ['root', 'stranger']) {
    openssl('genpkey', ...kinds.ec.key, '-out', `${name}.key`);
    openssl(
      'req',
      '-x509',
      '-new',
      '-key',
      `${name}.key`,
      '-days',
      '30',
      '-subj',
      '/CN=Root',
      ...ca,
      '-out',
      `${name}.pem`,
    );
  }
  issue('between', 'root', kinds.ec.key, 'basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign\n');
  for (const kind of everyKind) {
    issue(kind, 'between', kinds[kind].key, 'basicConstraints=critical,CA:FALSE\nextendedKeyUsage=serverAuth\n');
    openssl(...kinds[kind].traditional, '-in', `${kind}.key`, '-out', `${kind}.traditional.key`);
  }
});

afterAll(() => rmSync(folder, { recursive: true }));

function issue(name: string, issuer: string, key: string[], extensions: string): void {
  writeFileSync(inFolder(`${name}.ext`), extensions);
  openssl('genpkey', ...key, '-out', `${name}.key`);
  openssl('req', '-new', '-key', `${name}.key`, '-subj', `/CN=${name}`, '-out', `${name}.csr`);
  const by = ['-CA', `${issuer}.pem`, '-CAkey', `${issuer}.key`, '-CAcreateserial', '-days', '30'];
  openssl('x509', '-req', '-in', `${name}.csr`, ...by, '-extfile', `${name}.ext`, '-out', `${name}.pem`);
}

const pemSigner = (kind: Kind): ProfileSigner =>
  readSigner({ certificate: Buffer.concat([read(`${kind}.pem`), read('between.pem')]), key: read(`${kind}.key`) });

const profile = makeProfile('apple', profileInput({ spaceName: 'Café ☕' })).body;

/** What openssl makes of a signed profile; null: it does not verify. */
function verified(signed: Buffer, root = 'root.pem'): Buffer | null {
  writeFileSync(inFolder('signed'), signed);
  const verify = ['cms', '-verify', '-inform', 'DER', '-in', 'signed', '-CAfile', root, '-purpose', 'any', '-binary'];
  const { status, stdout, error } = spawnSync('openssl', verify, { cwd: folder });
  if (error) throw error;
  return status === 0 ? stdout : null;
}

describe.each(everyKind)('a profile signed with %s', (kind) => {
  test('verifies up to the root, and is the profile', async () => {
    expect(verified(await signApple(profile, pemSigner(kind)))).toEqual(profile);
  });

  test('fails under another root', async () => {
    expect(verified(await signApple(profile, pemSigner(kind)), 'stranger.pem')).toBeNull();
  });

  test('fails without the certificate in between, which is why the chain is in it', async () => {
    expect(verified(await signApple(profile, { ...pemSigner(kind), chain: [] }))).toBeNull();
  });

  test('fails with one bit changed', async () => {
    const signed = await signApple(profile, pemSigner(kind));
    const at = signed.indexOf('UserPassword');
    expect(at).toBeGreaterThan(0);
    signed.writeUInt8(signed.readUInt8(at) ^ 1, at);
    expect(verified(signed)).toBeNull();
  });

  test('is DER: no piece of it has an open length, and the content is in one piece', async () => {
    writeFileSync(inFolder('signed'), await signApple(Buffer.alloc(200_000, 'x'), pemSigner(kind)));
    const parsed = openssl('asn1parse', '-inform', 'DER', '-in', 'signed').toString();
    expect(parsed).toMatch(/l=200000 prim: OCTET STRING/);
    expect(parsed).not.toMatch(/l=inf|cons: OCTET STRING|signingTime/);
  });
});

test('with RSA equal profiles make equal files', async () => {
  expect(await signApple(profile, pemSigner('rsa'))).toEqual(await signApple(profile, pemSigner('rsa')));
});

test('a key on another curve is refused in plain words', async () => {
  issue('koblitz', 'root', ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:secp256k1'], '');
  const signer = readSigner({ certificate: read('koblitz.pem'), key: read('koblitz.key') });
  await expect(signApple(profile, signer)).rejects.toThrow('P-256, P-384 or P-521 only');
});

describe.each(everyKind)('the signer’s files, with %s', (kind) => {
  test('a key may be PKCS#8, or PKCS#1 or SEC1', () => {
    const traditional = read(`${kind}.traditional.key`);
    expect(traditional.toString()).toMatch(/BEGIN (RSA|EC) PRIVATE KEY/);
    const signer = readSigner({ certificate: read(`${kind}.pem`), key: traditional });
    expect(signer.key.equals(pemSigner(kind).key)).toBe(true);
  });

  test.each(Object.entries(pkcs12Kinds))(
    'a PKCS#12 file %s, converted as its refusal says, holds it',
    async (_, options) => {
      const source = ['-inkey', `${kind}.key`, '-in', `${kind}.pem`, '-certfile', 'between.pem'];
      openssl('pkcs12', '-export', ...options, ...source, '-passout', `pass:${passphrase}`, '-out', 'signing.p12');
      expect(() => readSigner({ certificate: read('signing.p12'), key: read('signing.p12') })).toThrow(PKCS12_TO_PEM);
      const [, command = ''] = /openssl (pkcs12 [^)]*)/.exec(PKCS12_TO_PEM) ?? [];
      const legacy = options[0] === '-legacy' ? ['-legacy'] : [];
      openssl(...command.split(' '), ...legacy, '-passin', `pass:${passphrase}`);
      const signer = readSigner({ certificate: read('signing.pem'), key: read('signing.pem') });
      expect(signer.key.equals(pemSigner(kind).key)).toBe(true);
      expect(signer.certificate.raw).toEqual(pemSigner(kind).certificate.raw);
      expect(signer.chain.map(({ raw }) => raw)).toEqual(pemSigner(kind).chain.map(({ raw }) => raw));
      expect(verified(await signApple(profile, signer))).toEqual(profile);
    },
  );
});

test('a key of another certificate is refused in plain words', () => {
  expect(() => readSigner({ certificate: read('rsa.pem'), key: read('ec.key') })).toThrow(
    'does not belong to the certificate',
  );
});
