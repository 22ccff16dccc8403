import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import type { AddressInfo, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer, type Server, type TLSSocket } from 'node:tls';
import { Connection } from '@temporalio/client';
import { temporalConnection } from '../../config';
import { issueServerCertificate, makeAuthority, type Identity } from '../../sandbox/radius/certificates';

const SERVER_NAME = 'temporal.internal';
const folder = mkdtempSync(join(tmpdir(), 'latchkey-mtls-'));

let address: string;
let server: Server;
const sockets: Socket[] = [];
let files: Record<string, string>;

/** A server that lets in whoever shows a certificate of its CA, and nobody else. */
beforeAll(async () => {
  const authority = await makeAuthority();
  const own = await issueServerCertificate(authority, { serverName: SERVER_NAME });
  const ours = await issueServerCertificate(authority, { serverName: 'latchkey', purpose: 'client' });
  files = keep({ ca: authority.certificate, cert: ours.certificate, key: ours.key });
  server = createServer({ ...tls(own), ca: authority.certificate, requestCert: true, ALPNProtocols: ['h2'] });
  server.on('connection', (socket: Socket) => sockets.push(socket));
  server.on('secureConnection', (socket) => socket.on('error', () => undefined));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
  for (const socket of sockets) socket.destroy();
});

const tls = ({ certificate, key }: Identity) => ({ cert: certificate, key });

function keep(contents: Record<string, string>): Record<string, string> {
  const entries = Object.entries(contents).map(
    ([name, content]) => [name, join(folder, `${name}.pem`), content] as const,
  );
  for (const [, path, content] of entries) writeFileSync(path, content);
  return Object.fromEntries(entries.map(([name, path]) => [name, path]));
}

const variables = () => ({
  TEMPORAL_CONFIG_FILE: '/no/such/file',
  TEMPORAL_ADDRESS: address,
  TEMPORAL_TLS_CLIENT_CERT_PATH: files.cert,
  TEMPORAL_TLS_CLIENT_KEY_PATH: files.key,
  TEMPORAL_TLS_SERVER_CA_CERT_PATH: files.ca,
  TEMPORAL_TLS_SERVER_NAME: SERVER_NAME,
});

/** Connects as API and worker do; that no Temporal answers then does not matter here. */
async function meet<Met>(env: NodeJS.ProcessEnv, event: 'secureConnection' | 'tlsClientError'): Promise<Met> {
  const met = once(server, event) as Promise<[Met]>;
  const connection = Connection.lazy({ ...temporalConnection(env).connectionOptions, connectTimeout: '2 seconds' });
  const failed = connection.ensureConnected().catch(() => undefined);
  const [what] = await met;
  await connection.close();
  await failed;
  return what;
}

it('API and worker show their client certificate to a Temporal server that demands one', async () => {
  const socket = await meet<TLSSocket>(variables(), 'secureConnection');
  expect(socket.getPeerCertificate().subject.CN).toBe('latchkey');
});

it('without one they are not let in', async () => {
  const none = { TEMPORAL_TLS_CLIENT_CERT_PATH: '', TEMPORAL_TLS_CLIENT_KEY_PATH: '' };
  const refused = await meet<Error>({ ...variables(), ...none }, 'tlsClientError');
  expect(refused.message).toMatch(/certificate/);
});

it.each(['TEMPORAL_TLS_CLIENT_CERT_PATH', 'TEMPORAL_TLS_CLIENT_KEY_PATH', 'TEMPORAL_TLS_SERVER_CA_CERT_PATH'])(
  'a file that is not there is named: %s',
  (name) => {
    expect(() => temporalConnection({ ...variables(), [name]: '/no/such.pem' })).toThrow(
      `${name} names a file that cannot be read (ENOENT): /no/such.pem`,
    );
  },
);
