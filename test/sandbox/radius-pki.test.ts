import { X509Certificate, createPrivateKey } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Certificate } from 'pkijs';
import { issueServerCertificate, makeAuthority } from '../../sandbox/radius/certificates';
import { openPki, savePki } from '../../sandbox/radius/pki';

jest.setTimeout(30_000);

/** The certificates of the sandbox's RADIUS server, and the folder that keeps them. */
const serverName = 'wifi.sandbox.test';
const day = 86_400_000;
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sandbox-pki-'));
});
afterEach(async () => {
  jest.restoreAllMocks();
  await rm(folder, { recursive: true });
});

/** Every extension by its OID: whether it is critical, and its DER. */
function extensionsOf(pem: string): Record<string, [critical: boolean, der: string]> {
  const { extensions = [] } = Certificate.fromBER(new X509Certificate(pem).raw);
  return Object.fromEntries(
    extensions.map(({ extnID, critical, extnValue }) => [
      extnID,
      [critical, Buffer.from(extnValue.valueBlock.valueHexView).toString('hex')],
    ]),
  );
}

const serverAuth = '300a06082b06010505070301';
const nameInHex = Buffer.from(serverName).toString('hex');

describe.each(['ec', 'rsa'] as const)('with %s keys', (keys) => {
  test('the CA signs certificates of servers, and nothing else', async () => {
    const authority = await makeAuthority(keys);
    const x509 = new X509Certificate(authority.certificate);
    expect(x509.subject).toBe('O=Latchkey sandbox\nCN=Latchkey sandbox CA');
    expect(x509.checkPrivateKey(createPrivateKey(authority.key))).toBe(true);
    expect(x509.verify(x509.publicKey)).toBe(true);
    expect(extensionsOf(authority.certificate)).toEqual({
      '2.5.29.19': [true, '30060101ff020100'],
      '2.5.29.15': [true, '03020106'],
      '2.5.29.14': [false, expect.stringMatching(/^0414[0-9a-f]{40}$/)],
    });
  });

  test('the server’s certificate says its name in the SAN and that it is a server', async () => {
    const authority = await makeAuthority(keys);
    const server = await issueServerCertificate(authority, { serverName, keys });
    const x509 = new X509Certificate(server.certificate);
    expect(x509.checkIssued(new X509Certificate(authority.certificate))).toBe(true);
    expect(x509.verify(new X509Certificate(authority.certificate).publicKey)).toBe(true);
    expect(x509.checkHost(serverName, { subject: 'never' })).toBe(serverName);
    const { '2.5.29.14': keyOfAuthority } = extensionsOf(authority.certificate);
    expect(extensionsOf(server.certificate)).toEqual({
      '2.5.29.19': [true, '3000'],
      '2.5.29.15': [true, keys === 'ec' ? '03020780' : '030205a0'],
      '2.5.29.37': [false, serverAuth],
      '2.5.29.17': [false, `30138211${nameInHex}`],
      '2.5.29.14': [false, expect.stringMatching(/^0414[0-9a-f]{40}$/)],
      '2.5.29.35': [false, `30168014${keyOfAuthority?.[1].slice(4)}`],
    });
  });
});

describe('what devices are to refuse', () => {
  test('another CA has the same name and no part in the first one’s certificates', async () => {
    const [good, evil] = [await makeAuthority(), await makeAuthority()];
    const twin = new X509Certificate((await issueServerCertificate(evil, { serverName })).certificate);
    const authority = new X509Certificate(good.certificate);
    expect(twin.issuer).toBe(authority.subject);
    expect(twin.verify(authority.publicKey)).toBe(false);
  });

  test('another name, another purpose, and a last day that was yesterday', async () => {
    const authority = await makeAuthority();
    const issue = async (options: Partial<Parameters<typeof issueServerCertificate>[1]>) =>
      new X509Certificate((await issueServerCertificate(authority, { serverName, ...options })).certificate);
    const otherName = await issue({ serverName: `${serverName}.evil.test` });
    expect(otherName.checkHost(serverName)).toBeUndefined();
    expect((await issue({ purpose: 'client' })).keyUsage).toEqual(['1.3.6.1.5.5.7.3.2']);
    const expired = await issue({ expired: true });
    expect(Math.abs(Date.parse(expired.validTo) - (Date.now() - day))).toBeLessThan(60_000);
    expect(Date.parse(expired.validFrom)).toBeLessThan(Date.parse(expired.validTo));
  });
});

describe('a folder', () => {
  const open = (options = {}) => openPki(folder, { serverName, ...options });

  test('is not written to before it is saved; then it holds five files for the owner alone', async () => {
    const pki = await open();
    expect(await readdir(folder)).toEqual([]);
    const caFile = await savePki(folder, pki);
    expect(await readFile(caFile, 'utf8')).toBe(pki.authority.certificate);
    expect(await readFile(join(folder, 'server.chain.pem'), 'utf8')).toBe(
      pki.server.certificate + pki.authority.certificate,
    );
    const files = ['ca.key', 'ca.pem', 'server.chain.pem', 'server.key', 'server.pem'];
    expect(await readdir(folder)).toEqual(files);
    for (const file of files) expect((await stat(join(folder, file))).mode & 0o777).toBe(0o600);
  });

  test('gives back what was saved', async () => {
    const pki = await open();
    await savePki(folder, pki);
    expect(await open()).toEqual(pki);
  });

  test.each([
    ['the server’s certificate ends within a month', 380 * day, {}],
    ['the server gets another name', 0, { serverName: 'radius.sandbox.test' }],
  ])('keeps the CA when %s', async (_case, later, options) => {
    const kept = await open();
    await savePki(folder, kept);
    const now = Date.now() + later;
    jest.spyOn(Date, 'now').mockReturnValue(now);
    const opened = await open(options);
    expect(opened.authority).toEqual(kept.authority);
    expect(opened.server).not.toEqual(kept.server);
    const server = new X509Certificate(opened.server.certificate);
    expect(server.verify(new X509Certificate(kept.authority.certificate).publicKey)).toBe(true);
    expect(server.checkHost(opened.serverName)).toBe(opened.serverName);
    expect(Date.parse(server.validTo)).toBeGreaterThan(now + 390 * day);
  });

  test.each([
    ['the CA itself ends within a month', 3640 * day, {}, undefined],
    ['other keys are wanted', 0, { keys: 'rsa' }, undefined],
    ['the CA’s key is another one’s', 0, {}, 'ca.key'],
    ['the CA is damaged', 0, {}, 'ca.pem'],
  ] as const)('is filled anew when %s', async (_case, later, options, damaged) => {
    const kept = await open();
    await savePki(folder, kept);
    if (damaged === 'ca.key') await writeFile(join(folder, damaged), (await makeAuthority()).key);
    if (damaged === 'ca.pem') await writeFile(join(folder, damaged), kept.authority.certificate.slice(0, 200));
    const now = Date.now() + later;
    jest.spyOn(Date, 'now').mockReturnValue(now);
    const opened = await open(options);
    expect(opened.authority.certificate).not.toBe(kept.authority.certificate);
    const authority = new X509Certificate(opened.authority.certificate);
    expect(new X509Certificate(opened.server.certificate).verify(authority.publicKey)).toBe(true);
  });
});
