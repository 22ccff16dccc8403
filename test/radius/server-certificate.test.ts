import { X509Certificate } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { RadiusFailure } from '../../clients/radius/radius-failure';
import { serverCertificate, type ShownCertificate } from '../../clients/radius/server-certificate';
import type { RadiusTrust } from '../../domain/profiles/trust';
import { accessAccept, outerIdentities, readPacket } from '../../sandbox/radius/radius-packet';
import { needing } from '../support/tools';
import { methods, oddServers, openLab, serverName, type Lab } from './support/lab';

const { test, describe, beforeAll } = needing('freeradius', 'eapol_test', 'openssl');

jest.setTimeout(60_000);

let lab: Lab;
beforeAll(async () => {
  lab = await openLab({ servers: oddServers });
});
afterAll(() => lab?.close());

interface Asked {
  server?: string;
  secret?: string;
  port?: number;
  trust?: Partial<RadiusTrust>;
}

/** Asks a server of the lab with the trust of profiles that are made for its main one. */
function ask({ server, secret, port, trust }: Asked = {}): Promise<ShownCertificate> {
  const { radius } = lab.sandbox;
  return serverCertificate(
    {
      ...{ host: '127.0.0.1', port: port ?? radius.server(server).port, patienceMs: 1_000 },
      secret: Buffer.from(secret ?? radius.secret),
    },
    {
      caCertificates: [readFileSync(radius.caFile, 'utf8')],
      serverNames: [serverName],
      ...{ method: 'peap-mschapv2', outerIdentity: 'anonymous@sandbox.test', ...trust },
    },
  );
}

/** What stands between us and the main server: it passes on those requests that it is told to, counted from 0. */
async function relayed(passes: (nth: number) => boolean) {
  const [near, far] = [createSocket('udp4'), createSocket('udp4')];
  const requests: Buffer[] = [];
  const replies: Buffer[] = [];
  let client = 0;
  near.on('message', (request, { port }) => {
    client = port;
    if (passes(requests.push(request) - 1)) far.send(request, lab.sandbox.radius.server().port, '127.0.0.1');
  });
  far.on('message', (reply) => {
    replies.push(reply);
    near.send(reply, client, '127.0.0.1');
  });
  near.bind(0, '127.0.0.1');
  await once(near, 'listening');
  const close = (): void => {
    near.close();
    far.close();
  };
  return { port: near.address().port, requests, replies, close };
}

const fingerprintOf = (server?: string): string =>
  new X509Certificate(readFileSync(join(dirname(lab.sandbox.radius.server(server).caFile), 'server.pem')))
    .fingerprint256;
const faultOf = (asked: Asked): Promise<unknown> =>
  ask(asked).then(
    ({ fault }) => fault,
    (error: unknown) => (error instanceof RadiusFailure ? error.fault : error),
  );

describe('a RADIUS server that is asked for its certificate', () => {
  test.each(methods)('shows it: %s', async (method) => {
    const { certificate, fault } = await ask({ trust: { method } });
    expect(certificate.fingerprint256).toBe(fingerprintOf());
    expect(fault).toBeNull();
  });

  test('shows one with an RSA key and its chain, which takes several packets', async () => {
    const caCertificates = [readFileSync(lab.sandbox.radius.server('rsa').caFile, 'utf8')];
    const { certificate, fault } = await ask({ server: 'rsa', trust: { caCertificates } });
    expect(certificate.fingerprint256).toBe(fingerprintOf('rsa'));
    expect(fault).toBeNull();
  });

  test('is trusted under any CA of a roll-over, and by any of the names', async () => {
    const caCertificates = ['rsa', undefined].map((server) =>
      readFileSync(lab.sandbox.radius.server(server).caFile, 'utf8'),
    );
    expect(await faultOf({ trust: { caCertificates, serverNames: ['other.test', serverName] } })).toBeNull();
  });

  test.each([
    ['evil', 'untrusted'],
    ['other_name', 'wrongName'],
    ['no_server', 'wrongPurpose'],
  ])('shows what devices will not accept: %s is %s', async (server, fault) => {
    const shown = await ask({ server });
    expect(shown.fault).toBe(fault);
    expect(shown.certificate.fingerprint256).toBe(fingerprintOf(server));
  });

  test('shows one that has expired, which its end says', async () => {
    const { certificate, fault } = await ask({ server: 'expired' });
    expect(fault).toBeNull();
    expect(Date.parse(certificate.validTo)).toBeLessThan(Date.now());
  });

  test('is trusted by its whole name only', async () => {
    expect(await faultOf({ trust: { serverNames: ['sandbox.test'] } })).toBe('wrongName');
  });

  test('hears no name but the outer identity, and lets nobody in', async () => {
    const relay = await relayed(() => true);
    expect(await faultOf({ port: relay.port })).toBeNull();
    relay.close();
    expect(outerIdentities(relay.requests.map(readPacket))).toEqual(['anonymous@sandbox.test']);
    expect(relay.replies.map((reply) => readPacket(reply).code)).not.toContain(accessAccept);
  });

  test('is asked again where a packet is lost on the way', async () => {
    const relay = await relayed((nth) => nth % 2 === 1);
    expect(await faultOf({ port: relay.port })).toBeNull();
    relay.close();
    expect(relay.requests.length).toBeGreaterThan(4);
  });
});

describe('why there is no certificate', () => {
  test('another shared secret: servers are silent to it', async () => {
    expect(await faultOf({ secret: 'another' })).toBe('silent');
  });

  test('nobody listens there', async () => {
    expect(await faultOf({ port: 9 })).toBe('unreachable');
  });

  test('the host has no address', async () => {
    const { secret } = lab.sandbox.radius;
    const trust: RadiusTrust = {
      ...{ caCertificates: [], serverNames: [], method: 'ttls-pap', outerIdentity: 'anonymous' },
    };
    const address = { host: 'nowhere.invalid', port: 1812, secret: Buffer.from(secret), patienceMs: 500 };
    await expect(serverCertificate(address, trust)).rejects.toMatchObject({ fault: 'unreachable' });
  });

  describe('of a server that answers by itself', () => {
    let server: Socket;
    afterEach(() => server.close());

    async function serving(answer: (request: Buffer) => Buffer): Promise<number> {
      server = createSocket('udp4');
      server.on('message', (request, { port, address }) => server.send(answer(request), port, address));
      server.bind(0, '127.0.0.1');
      await once(server, 'listening');
      return server.address().port;
    }

    test('it has another secret and says something all the same', async () => {
      const port = await serving((request) =>
        Buffer.concat([Buffer.from([3, request[1] ?? 0, 0, 20]), Buffer.alloc(16)]),
      );
      expect(await faultOf({ port })).toBe('wrongSecret');
    });

    test('it answers what is no RADIUS', async () => {
      const port = await serving(() => Buffer.from('hello'));
      expect(await faultOf({ port })).toBe('silent');
    });
  });
});
