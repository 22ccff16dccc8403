import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { SpoolUnwritable } from '../../api/ports/gateways';
import { Secret } from '../../config';
import type { BusinessId } from '../../domain/replayed/ids';
import { webhookUrlKey } from '../../domain/webhooks/webhook';
import { expectDocumented } from './support/documented';
import { external, masterKey, serveApi, sign, type ServedApi } from './support/served-api';

const path = '/webhooks/nexudus/{connector}/{businessId}/{action}';
const ada = '[{"Id":1001,"FullName":"Ada Byron","Email":"ada@planted.example","NewField":{"x":[]}}]';
const tooLarge = 'x'.repeat(1024 * 1024 + 1);

let api: ServedApi;
const serve = async (...args: Parameters<typeof serveApi>) => (api = await serveApi(...args));
afterEach(() => api.close());

async function status(response: Promise<Response>): Promise<number> {
  await expectDocumented((await response).clone(), 'POST', path);
  return (await response).status;
}

describe('a webhook', () => {
  it('tells the member and answers 202', async () => {
    await serve();
    const response = await api.hook('main/1/AccessControlUpdate', ada);
    expect(response.status).toBe(202);
    expect(await expectDocumented(response, 'POST', path)).toEqual({ accepted: 1 });
    expect(api.fake.sent).toEqual([
      {
        member: '1001',
        signal: 'accessChanged',
        hint: { source: 'hook', action: 'AccessControlUpdate', evidence: ['1001'], at: expect.any(Number) as number },
      },
    ]);
  });

  it('is logged with ids and nothing of the person, the signature or the key', async () => {
    await serve();
    await api.hook('main/1/61?key=planted-key', ada);
    await api.hook('main/1/61', '[{"FullName":"Ada Byron"}]');
    const text = api.logged.join('\n');
    expect(JSON.parse(api.logged[0] ?? '')).toMatchObject({
      action: 'AccessControlUpdate',
      businessId: '1',
      members: ['1001'],
    });
    expect(text).not.toMatch(/Byron|planted|signature/i);
  });

  it.each([
    ['an empty list', 'main/1/61', '[]'],
    ['an action that is not needed', 'main/1/SendWelcomeEmail', ada],
    ['a tariff', 'main/1/76', '[{"Id":11}]'],
    ['a location that is not known', 'main/999/61', ada],
    ['a location that is not known, without a usable id', 'main/999/61', '[{"FullName":"Ada"}]'],
  ])('of %s is accepted and tells nobody', async (_what, where, body) => {
    await serve();
    const response = await api.hook(where, body);
    expect(response.status).toBe(202);
    expect(await response.json()).toEqual({ accepted: 0 });
    expect(api.fake.sent).toEqual([]);
  });

  it('of a location that is newer than the settings tells the member', async () => {
    const { source, ...others } = external();
    const businesses = () => Promise.resolve([{ id: '77' as BusinessId, name: 'New', timeZone: null }]);
    await serve({ external: { ...others, source: { ...source, businesses } } });
    expect(await (await api.hook('main/77/61', ada)).json()).toEqual({ accepted: 1 });
    expect(await (await api.hook('main/999/61', ada)).json()).toEqual({ accepted: 0 });
  });

  it('counts the members of a team', async () => {
    await serve();
    const response = await api.hook('main/1/TeamUpdated', '{"Id":7,"TeamMembers":[1001,1002],"PayingMemberId":1003}');
    expect(await response.json()).toEqual({ accepted: 3 });
  });

  it('is taken without a Content-Type, which Nexudus does not promise', async () => {
    await serve();
    const body = Buffer.from(ada);
    const response = await api.call('POST', '/webhooks/nexudus/main/1/61', {
      body,
      headers: { 'x-nexudus-hook-signature': sign(body) },
    });
    expect(response.status).toBe(202);
  });

  it.each(['text/plain', 'application/octet-stream', 'application/x-www-form-urlencoded', 'nonsense'])(
    'that proves itself is taken as %s',
    async (type) => {
      await serve();
      const signed = { 'content-type': type, 'x-nexudus-hook-signature': sign(ada) };
      expect(await status(api.hook('main/1/61', ada, signed))).toBe(202);
      expect(api.fake.sent).toHaveLength(1);
    },
  );

  it.each([
    ['gzip', 'compressed', gzipSync],
    ['gzip', 'plain', gzipSync],
    ['GZIP', 'plain', gzipSync],
    ['deflate', 'plain', deflateSync],
    ['br', 'compressed', brotliCompressSync],
  ])('in %s, signed over its %s form, is taken', async (encoding, form, compress) => {
    await serve();
    const body = Uint8Array.from(compress(ada));
    const signature = sign(form === 'plain' ? ada : body);
    const headers = { 'content-encoding': encoding, 'x-nexudus-hook-signature': signature };
    const response = await api.hook('main/1/61', body, headers);
    expect([response.status, await response.json()]).toEqual([202, { accepted: 1 }]);
  });

  it('whose encoding was undone on the way is taken although the header still names it', async () => {
    await serve();
    const headers = { 'content-encoding': 'gzip', 'x-nexudus-hook-signature': sign(ada) };
    expect(await status(api.hook('main/1/61', ada, headers))).toBe(202);
  });

  it('that inflates to more than 1 MiB is refused, however it is signed', async () => {
    await serve();
    const body = Uint8Array.from(gzipSync(tooLarge));
    for (const signature of [sign(body), sign(tooLarge)]) {
      const headers = { 'content-encoding': 'gzip', 'x-nexudus-hook-signature': signature };
      expect(await status(api.hook('main/1/61', body, headers))).toBe(413);
    }
  });

  it('passes with either of two secrets', async () => {
    await serve({ webhookSecrets: [new Secret('new'), new Secret('old')] });
    for (const secret of ['new', 'old']) {
      const signed = { 'x-nexudus-hook-signature': sign(ada, secret) };
      expect(await status(api.hook('main/1/61', ada, signed))).toBe(202);
    }
    expect(await status(api.hook('main/1/61', ada, { 'x-nexudus-hook-signature': sign(ada, 'older') }))).toBe(401);
  });

  it('is answered 503 with Retry-After only when it can be kept nowhere', async () => {
    await serve({ intake: { accept: () => Promise.reject(new SpoolUnwritable('/spool', new Error('ENOSPC'))) } });
    const response = await api.hook('main/1/61', ada);
    expect(await status(Promise.resolve(response))).toBe(503);
    expect(response.headers.get('retry-after')).toBe('5');
  });

  it('is not taken by GET', async () => {
    await serve();
    const response = await api.call('GET', '/webhooks/nexudus/main/1/61');
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
  });
});

describe('what is wrong with a webhook is checked in order', () => {
  const unsigned = {};
  const asText = { 'content-type': 'text/plain' };
  it.each([
    ['size before type', 413, 'other/1/Unheard', tooLarge, asText],
    ['type before connector', 415, 'other/1/61', ada, asText],
    ['encoding before connector', 415, 'other/1/61', ada, { 'content-encoding': 'gzip' }],
    ['a wrong signature on another type', 415, 'main/1/61', ada, { ...asText, 'x-nexudus-hook-signature': sign('[]') }],
    ['an encoding that is not known', 415, 'main/1/61', ada, { 'content-encoding': 'zip' }],
    ['connector before signature', 404, 'other/1/61', ada, unsigned],
    ['action before signature', 404, 'main/1/Unheard', ada, unsigned],
    ['signature before JSON', 401, 'main/1/61', 'nonsense', unsigned],
    ['a wrong signature', 401, 'main/1/61', ada, { 'x-nexudus-hook-signature': sign('[]') }],
    ['JSON', 400, 'main/1/61', 'nonsense', undefined],
    ['JSON, for an action that is not needed', 400, 'main/1/4', 'nonsense', undefined],
    ['ids', 400, 'main/1/61', '[{"FullName":"Ada"}]', undefined],
  ])('%s: %i', async (_what, expected, where, body, headers) => {
    await serve();
    expect(await status(api.hook(where, body, headers))).toBe(expected);
    expect(api.fake.sent).toEqual([]);
  });

  it('takes a body of exactly 1 MiB', async () => {
    await serve();
    const body = `[{"Id":1001,"Notes":"${'x'.repeat(1024 * 1024 - 24)}"}]`;
    expect(body).toHaveLength(1024 * 1024);
    expect(await status(api.hook('main/1/61', body))).toBe(202);
  });

  it('refuses a body that is too large although it does not say its length', async () => {
    await serve();
    const stream = new Blob([tooLarge]).stream();
    const init: RequestInit = { body: stream, headers: { 'content-type': 'application/json' } };
    expect(
      (await api.call('POST', '/webhooks/nexudus/main/1/61', Object.assign(init, { duplex: 'half' }))).status,
    ).toBe(413);
  });
});

describe('an address without a webhook secret', () => {
  const key = webhookUrlKey(masterKey, 'main');

  it('is known by the key in it', async () => {
    await serve({ webhookSecrets: [] });
    expect(await status(api.hook(`main/1/61?key=${key}`, ada, {}))).toBe(202);
    expect(await status(api.hook(`main/1/61?key=${key}`, ada, { 'content-type': 'text/plain' }))).toBe(202);
  });

  it.each(['', '?key=', '?key=wrong', `?key=${key}x`, `?key[]=${key}`])('refuses %j', async (query) => {
    await serve({ webhookSecrets: [] });
    expect(await status(api.hook(`main/1/61${query}`, ada))).toBe(401);
  });

  it('takes the key of an older master key too', async () => {
    await serve({ webhookSecrets: [], masterKeys: [new Secret(Buffer.alloc(32, 8)), masterKey] });
    expect(await status(api.hook(`main/1/61?key=${key}`, ada, {}))).toBe(202);
  });

  it('counts for nothing once there is a secret', async () => {
    await serve();
    expect(await status(api.hook(`main/1/61?key=${key}`, ada, {}))).toBe(401);
  });
});

describe('thirty failures a minute from one address', () => {
  it('are answered one by one, then with 429; what is rightly signed always passes', async () => {
    await serve();
    const kinds = [
      () => api.hook('main/1/61', ada, {}),
      () => api.hook('main/1/Unheard', ada, {}),
      () => api.hook('main/1/61', tooLarge, {}),
    ];
    for (let n = 0; n < 10; n++) for (const kind of kinds) expect([401, 404, 413]).toContain(await status(kind()));

    for (const kind of kinds) {
      const refused = await kind();
      expect(refused.status).toBe(429);
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
      await expectDocumented(refused, 'POST', path);
    }
    expect(await status(api.hook('main/1/61', ada))).toBe(202);
    expect(await status(api.hook('main/1/61', 'nonsense'))).toBe(400);
  });

  it('are not run up by hooks that are rightly signed', async () => {
    await serve();
    for (let n = 0; n < 35; n++) expect((await api.hook('main/1/61', 'nonsense')).status).toBe(400);
    expect((await api.hook('main/1/61', ada, {})).status).toBe(401);
  });

  it('of one address do not shut out another', async () => {
    await serve({ trustProxy: 'loopback' });
    const from = (address: string) => api.hook('main/1/61', ada, { 'x-forwarded-for': address });
    for (let n = 0; n < 31; n++) await from('192.0.2.1');
    expect((await from('192.0.2.1')).status).toBe(429);
    expect((await from('192.0.2.2')).status).toBe(401);
  });
});
