import { X509Certificate, createPrivateKey } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { issueServerCertificate, makeAuthority, type Identity } from './certificates';
import { kindOf, type KeyKind } from './keys';

/** A CA and the server certificate under it. */
export interface Pki {
  readonly serverName: string;
  readonly authority: Identity;
  readonly server: Identity;
}

export interface PkiOptions {
  serverName: string;
  keys?: KeyKind;
}

/** Certificates that expire sooner (ms) are replaced. */
const leastLife = 30 * 86_400_000;

/**
 * The PKI in a folder. Whatever is missing, expires within 30 days or does not fit the options is made anew, the
 * server's certificate under the old CA while that is valid: devices trust the CA. Nothing is written.
 */
export async function openPki(folder: string, { serverName, keys = 'ec' }: PkiOptions): Promise<Pki> {
  const keptAuthority = await readIdentity(folder, 'ca');
  const authority = keptAuthority && lasts(keptAuthority, keys) ? keptAuthority : await makeAuthority(keys);
  const keptServer = await readIdentity(folder, 'server');
  const fits = keptServer && lasts(keptServer, keys) && serves(keptServer, serverName, authority);
  return {
    serverName,
    authority,
    server: fits ? keptServer : await issueServerCertificate(authority, { serverName, keys }),
  };
}

/** Writes a PKI's five PEM files, readable by the owner only; returns the CA's path. */
export async function savePki(folder: string, { authority, server }: Pki): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const caFile = join(folder, 'ca.pem');
  await writePem(join(folder, 'ca.key'), authority.key);
  await writePem(caFile, authority.certificate);
  await writePem(join(folder, 'server.key'), server.key);
  await writePem(join(folder, 'server.pem'), server.certificate);
  await writePem(join(folder, 'server.chain.pem'), server.certificate + authority.certificate);
  return caFile;
}

async function readIdentity(folder: string, name: 'ca' | 'server'): Promise<Identity | undefined> {
  const [certificate, key] = await Promise.all([
    readPem(join(folder, `${name}.pem`)),
    readPem(join(folder, `${name}.key`)),
  ]);
  return certificate === undefined || key === undefined ? undefined : { certificate, key };
}

function readPem(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
}

/** Whether certificate and key match, are of this kind and stay valid for a while; damaged files do not. */
function lasts({ certificate, key }: Identity, keys: KeyKind): boolean {
  try {
    const x509 = new X509Certificate(certificate);
    const end = Date.parse(x509.validTo);
    return (
      kindOf(x509.publicKey) === keys && x509.checkPrivateKey(createPrivateKey(key)) && end > Date.now() + leastLife
    );
  } catch {
    return false;
  }
}

function serves({ certificate }: Identity, serverName: string, authority: Identity): boolean {
  const x509 = new X509Certificate(certificate);
  const issued = x509.verify(new X509Certificate(authority.certificate).publicKey);
  return issued && x509.checkHost(serverName, { subject: 'never' }) !== undefined;
}

/** Written beside and renamed: a crash never leaves half a key. */
async function writePem(path: string, pem: string): Promise<void> {
  await writeFile(`${path}.new`, pem, { mode: 0o600 });
  await rename(`${path}.new`, path);
}
