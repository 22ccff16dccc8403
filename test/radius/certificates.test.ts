import { execFile } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { dirname, join } from 'node:path';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { runEapol, type EapolRun } from '../../sandbox/radius';
import { needing } from '../support/tools';
import { methods, oddServers, openLab, serverName, type Lab } from './support/lab';

const { test, describe, beforeAll } = needing('freeradius', 'eapol_test', 'openssl');

jest.setTimeout(60_000);

let lab: Lab;
beforeAll(async () => {
  lab = await openLab({ servers: oddServers });
});
afterAll(() => lab?.close());

const account = () => ({ username: lab.make({ orgunit: 'premium-wifi' }).username, password: 'right' });

/** What devices make of the server that they meet, and everything else that can end an exchange (radius.md §4.2). */
const distrusts = [
  ['evil', 'unknown-ca', 'self-signed certificate in certificate chain'],
  ['other_name', 'wrong-name', 'Domain mismatch'],
  ['expired', 'expired', 'certificate has expired'],
  ['no_server', 'wrong-purpose', 'unsuitable certificate purpose'],
] as const;

describe.each(methods)('%s', (method) => {
  test.each(distrusts)('the server "%s" is not trusted: %s', async (server, reason, words) => {
    const { username, password } = account();
    const { radius, ironwifi } = lab.sandbox;
    const result = await radius.tryToLogIn({ server, method, username, password });
    expect(result).toMatchObject({ verdict: { kind: 'distrusted', reason, words }, attributes: [] });
    expect(result.outerIdentities).toEqual(['anonymous@sandbox.test']);
    expect(result.wire.includes(username)).toBe(false);
    // The same device with the same account is let in by the true server.
    expect((await radius.tryToLogIn({ method, username, password })).verdict.kind).toBe('accepted');
    expect(ironwifi.mayLogIn(username, password)).toBe(true);
  });
});

test('a device that trusts another CA does not trust the true server', async () => {
  const { radius } = lab.sandbox;
  const { caFile } = radius.server('rsa');
  const result = await radius.tryToLogIn({ method: 'ttls-pap', ...account(), caFile });
  expect(result.verdict).toMatchObject({ kind: 'distrusted', reason: 'unknown-ca' });
});

describe('with openssl', () => {
  const openssl = (...args: string[]) =>
    promisify(execFile)('openssl', args).then(
      ({ stdout }) => stdout,
      (error: { stdout: string; stderr: string }) => error.stdout + error.stderr,
    );
  const verify = (server: string) => {
    const { caFile } = lab.sandbox.radius.server(server === 'evil' ? 'main' : server);
    const certificate = join(dirname(lab.sandbox.radius.server(server).caFile), 'server.pem');
    const asServer = ['-purpose', 'sslserver', '-verify_hostname', serverName];
    return openssl('verify', '-x509_strict', '-CAfile', caFile, ...asServer, certificate);
  };

  test.each(['main', 'rsa'])('the certificate of "%s" is good', async (server) => {
    expect(await verify(server)).toMatch(/server\.pem: OK\n$/);
  });

  test.each([
    ['evil', /signature failure|unable to get local issuer certificate/],
    ['other_name', /hostname mismatch/],
    ['expired', /certificate has expired/],
    ['no_server', /unsuitable certificate purpose|unsupported certificate purpose/],
  ])('that of "%s" is not', async (server, complaint) => {
    expect(await verify(server)).toMatch(complaint);
  });

  test('the extensions are those that devices look at', async () => {
    const { caFile } = lab.sandbox.radius.server('rsa');
    const text = await openssl('x509', '-noout', '-text', '-in', join(dirname(caFile), 'server.pem'));
    expect(text).toMatch(/Basic Constraints: critical\s+CA:FALSE\n/);
    expect(text).toMatch(/Key Usage: critical\s+Digital Signature, Key Encipherment\n/);
    expect(text).toMatch(/Extended Key Usage: \s*TLS Web Server Authentication\n/);
    expect(text).toMatch(/Subject Alternative Name: \s*DNS:wifi\.sandbox\.test\n/);
    expect(await openssl('x509', '-noout', '-text', '-in', caFile)).toMatch(/CA:TRUE, pathlen:0\n/);
  });
});

describe('a network block of one’s own', () => {
  const hex = (text: string) => Buffer.from(text).toString('hex');

  /** PEAP with everything as it should be, but for what `change` says; null leaves a line out. */
  async function run(
    change: Record<string, string | null>,
    options: { server?: string; secret?: string; port?: number; timeoutSeconds?: number } = {},
  ): Promise<EapolRun> {
    const { username, password } = account();
    const { radius } = lab.sandbox;
    const { port } = radius.server(options.server);
    const lines = Object.entries({
      ssid: '"Space"',
      key_mgmt: 'WPA-EAP',
      eap: 'PEAP',
      phase2: '"auth=MSCHAPV2"',
      identity: hex(username),
      anonymous_identity: '"anonymous@sandbox.test"',
      password: hex(password),
      ca_cert: hex(radius.caFile),
      domain_match: `"${serverName}"`,
      ...change,
    }).flatMap(([name, value]) => (value === null ? [] : [`${name}=${value}`]));
    return runEapol(`network={\n${lines.join('\n')}\n}\n`, { port, secret: radius.secret, ...options });
  }

  test('is accepted as it should be', async () => {
    expect(await run({})).toMatchObject({
      verdict: { kind: 'accepted' },
      station: expect.stringMatching(/^02(-[0-9A-F]{2}){5}$/),
    });
  });

  test.each([
    ['the suffix of another name', { domain_match: null, domain_suffix_match: '"box.test"' }, 'Domain suffix mismatch'],
    ['another SAN', { domain_match: null, altsubject_match: '"DNS:wifi.sandbox"' }, 'AltSubject mismatch'],
  ])('%s is a wrong name', async (_case, change, words) => {
    expect((await run(change)).verdict).toEqual({ kind: 'distrusted', reason: 'wrong-name', words });
  });

  test('a pinned certificate is that one or none', async () => {
    const file = join(dirname(lab.sandbox.radius.caFile), 'server.pem');
    const own = new X509Certificate(await readFile(file)).fingerprint256.replaceAll(':', '').toLowerCase();
    const pin = (hash: string) => ({ ca_cert: `"hash://server/sha256/${hash}"`, domain_match: null });
    expect((await run(pin(own))).verdict.kind).toBe('accepted');
    expect((await run(pin('1'.repeat(64)))).verdict).toMatchObject({
      kind: 'distrusted',
      reason: 'unknown-ca',
      words: 'Server certificate mismatch',
    });
  });

  test.each([
    ['a CA file that is not there', { ca_cert: '"/nowhere/ca.pem"' }, 'ca-unreadable'],
    ['a method in the tunnel that the server does not have', { phase2: '"auth=GTC"' }, 'no-common-method'],
    ['a method that the server does not have', { eap: 'MD5', phase2: null }, 'no-common-method'],
    ['TLS 1.1', { phase1: '"tls_disable_tlsv1_2=1"' }, 'no-common-tls'],
  ])('%s', async (_case, change, kind) => {
    expect((await run(change)).verdict).toEqual({ kind });
  });

  test('another shared secret, and a port where nobody listens: no answer', async () => {
    expect((await run({}, { secret: 'another', timeoutSeconds: 1 })).verdict).toEqual({ kind: 'timed-out' });
    expect((await run({}, { port: 9, timeoutSeconds: 1 })).verdict).toEqual({ kind: 'timed-out' });
  });

  test('a misspelt field is named; a value is not', async () => {
    expect((await run({ domian_match: '"x"' })).verdict).toEqual({
      kind: 'bad-block',
      line: 11,
      field: 'domian_match',
    });
    expect((await run({ password: 'open-sesame' })).verdict).toEqual({ kind: 'bad-block', line: 8, field: null });
  });

  test('its own name outside the tunnel is seen by everybody', async () => {
    const { outerIdentities, wire } = await run({ anonymous_identity: null });
    expect(outerIdentities).toEqual([expect.stringMatching(/^user\d+@sandbox\.example$/)]);
    expect(wire.includes('@sandbox.example')).toBe(true);
  });

  // What pinning is for: without it the evil twin gets the password.
  test('without a CA the evil twin is trusted, even under the right name', async () => {
    expect((await run({ ca_cert: null }, { server: 'evil' })).verdict).toEqual({ kind: 'accepted' });
    expect((await run({}, { server: 'evil' })).verdict).toMatchObject({ kind: 'distrusted', reason: 'unknown-ca' });
  });

  test('without a name any server of the CA is trusted', async () => {
    expect((await run({ domain_match: null }, { server: 'other_name' })).verdict).toEqual({ kind: 'accepted' });
  });
});
