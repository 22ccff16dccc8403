import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { askAs } from '../support/ask-as';
import { adminToken, serveApi, sign, type ServedApi } from './support/served-api';

let api: ServedApi;
const serve = async (...args: Parameters<typeof serveApi>) => (api = await serveApi(...args));
afterEach(() => api.close());

const EVIL = 'rebound.example';
const authorization = `Bearer ${adminToken}`;
const members = () => `${api.url}/api/v1/members`;

describe("a page of somebody else's whose name leads to this machine (DNS rebinding)", () => {
  it.each<[string, string, Parameters<typeof askAs>[2]]>([
    ['the admin API', '/api/v1/members', { headers: { authorization } }],
    ["a member's page", '/w/nonsense', {}],
    ['webhooks', '/webhooks/nexudus/main/1/CoworkerUpdate', { method: 'POST', body: '[]' }],
    ['the OpenAPI document', '/api/v1/openapi.json', {}],
  ])('is refused by %s, with what to do', async (_what, path, options) => {
    await serve();
    const { status, type, body } = await askAs(`${EVIL}:8080`, api.url + path, options);
    expect({ status, type }).toEqual({ status: 421, type: 'application/problem+json; charset=utf-8' });
    expect(JSON.parse(body)).toMatchObject({
      title: 'Misdirected request',
      detail: expect.stringMatching(/not known as rebound\.example\..*LATCHKEY_ALLOWED_HOSTS/),
    });
  });

  it.each([
    'localhost.rebound.example',
    '127.0.0.1.rebound.example',
    'wifi.test.rebound.example',
    'xwifi.test',
    '[::1',
    'wifi.test, rebound.example',
  ])('is refused as %s', async (host) => {
    await serve();
    expect((await askAs(host, members(), { headers: { authorization } })).status).toBe(421);
  });

  it('cannot pass for the public name by X-Forwarded-Host, even where proxies are trusted', async () => {
    await serve({ trustProxy: 1 });
    const headers = { authorization, 'x-forwarded-host': 'wifi.test' };
    expect((await askAs(EVIL, members(), { headers })).status).toBe(421);
  });
});

describe('a name that is ours', () => {
  it.each(['wifi.test', 'WIFI.test:443', 'wifi.test.', 'localhost:8080', '127.0.0.1', '[::1]:8080', '10.0.0.7'])(
    'is served as %s',
    async (host) => {
      await serve();
      expect((await askAs(host, members(), { headers: { authorization } })).status).toBe(200);
    },
  );

  it('is one that the configuration adds', async () => {
    await serve({ allowedHosts: ['api', 'Wifi-Old.example'] });
    const statusAs = async (host: string) => (await askAs(host, members(), { headers: { authorization } })).status;
    expect([await statusAs('api:8080'), await statusAs('wifi-old.example')]).toEqual([200, 200]);
  });

  it("is the one of Nexudus's webhooks, which come to the public address", async () => {
    await serve();
    const body = '[{"Id":1001,"BusinessId":1}]';
    const headers = { 'content-type': 'application/json', 'x-nexudus-hook-signature': sign(body) };
    const url = `${api.url}/webhooks/nexudus/main/1/CoworkerUpdate`;
    expect((await askAs('wifi.test', url, { method: 'POST', headers, body })).status).toBe(202);
  });
});

describe('behind a proxy', () => {
  const statusFor = async (forwarded: string, host: string) => {
    const headers = { authorization, 'x-forwarded-host': forwarded };
    return (await askAs(host, members(), { headers })).status;
  };

  it('that is trusted, the name it was asked for counts as well', async () => {
    await serve({ trustProxy: 1, allowedHosts: ['api'] });
    expect(await statusFor('wifi.test', 'api:8080')).toBe(200);
    expect(await statusFor(EVIL, 'api:8080')).toBe(421);
  });

  it('that is not trusted, it does not', async () => {
    await serve({ allowedHosts: ['api'] });
    expect(await statusFor(EVIL, 'api:8080')).toBe(200);
  });
});

describe('a probe', () => {
  it.each(['/healthz', '/readyz'])('of %s may use any name: it tells nothing secret', async (path) => {
    await serve();
    expect((await askAs('latchkey-api.pods.cluster.local', api.url + path)).status).toBe(200);
  });

  it('of HTTP/1.0 names nobody, and is served', async () => {
    await serve();
    const socket = connect(Number(new URL(api.url).port), '127.0.0.1');
    await once(socket, 'connect');
    socket.end('GET /api/v1/members HTTP/1.0\r\n\r\n');
    expect(await text(socket)).toMatch(/^HTTP\/1\.[01] 401 /);
  });
});
