import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { X509Certificate } from 'node:crypto';
import { certificateActivities } from '../../activities/certificates';
import type { FoundCertificate } from '../../domain/replayed/health/certificates';
import { issueServerCertificate, makeAuthority } from '../../sandbox/radius/certificates';
import { DAY, rulesOf } from '../domain/builders';
import { nextRootCa, rootCa } from '../domain/profiles/builders';

const radius = { caCertificates: [rootCa, nextRootCa], serverNames: ['radius.loft.example'] };

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'latchkey-certificates-'))));
afterAll(() => rm(folder, { recursive: true, force: true }));

const lookAt = (settings: object): Promise<FoundCertificate[]> =>
  certificateActivities({ rules: () => Promise.resolve(rulesOf(settings)) }).lookAtCertificates();

async function signerFiles(): Promise<{ certificate: string; key: string; notAfter: number }> {
  const authority = await makeAuthority();
  const signer = await issueServerCertificate(authority, { serverName: 'profiles.loft.example' });
  const files = { certificate: join(folder, 'signer.pem'), key: join(folder, 'signer.key') };
  await writeFile(files.certificate, authority.certificate + signer.certificate);
  await writeFile(files.key, signer.key);
  return { ...files, notAfter: Date.parse(new X509Certificate(signer.certificate).validTo) };
}

describe('a look at the certificates', () => {
  it('sees each CA of the profiles, by the beginning of its fingerprint and its end alone', async () => {
    expect(await lookAt({ radius })).toEqual(
      [rootCa, nextRootCa].map((pem) => {
        const { fingerprint256, validTo } = new X509Certificate(pem);
        const fingerprint = fingerprint256.replaceAll(':', '').toLowerCase().slice(0, 16);
        return { use: 'ca', seen: { fingerprint, notAfter: Date.parse(validTo) }, fault: null };
      }),
    );
  });

  it('sees the certificate that signs, not the CA beside it', async () => {
    const { notAfter, ...profileSigning } = await signerFiles();
    expect(await lookAt({ profileSigning })).toMatchObject([{ use: 'signing', seen: { notAfter }, fault: null }]);
    expect(notAfter - Date.now()).toBeLessThan(400 * DAY);
  });

  it('says that files cannot be read, and looks at all others', async () => {
    const profileSigning = { certificate: join(folder, 'nowhere.pem'), key: join(folder, 'nowhere.pem') };
    expect(await lookAt({ radius, profileSigning })).toMatchObject([
      { use: 'ca', fault: null },
      { use: 'ca', fault: null },
      { use: 'signing', seen: null, fault: 'unreadable' },
    ]);
  });

  it('says why a RADIUS server does not show its certificate, and looks at all others', async () => {
    const secretFile = join(folder, 'secret');
    const withServer = { ...radius, server: { host: '127.0.0.1', port: 9, secretFile } };
    const expected = [{ use: 'ca' }, { use: 'ca' }];
    expect(await lookAt({ radius: withServer })).toMatchObject([...expected, { use: 'server', fault: 'unreadable' }]);
    await writeFile(secretFile, 'a secret\n');
    expect(await lookAt({ radius: withServer })).toMatchObject([...expected, { use: 'server', fault: 'unreachable' }]);
  });

  it('sees nothing where the settings name nothing', async () => {
    expect(await lookAt({})).toEqual([]);
  });
});
