import { Http } from '../../clients/http/http';
import { startScript, type Script, type ScriptedServer } from './support/scripted-server';

const running: (Http | ScriptedServer)[] = [];
afterEach(async () => {
  for (const each of running.splice(0)) await each.close();
});

async function start(script: Script, timeoutMs = 200): Promise<{ http: Http; server: ScriptedServer }> {
  const server = await startScript(script);
  const http = client(server.url, timeoutMs);
  running.push(server);
  return { http, server };
}

function client(baseUrl: string, timeoutMs = 200): Http {
  const http = new Http({ system: 'ironwifi', baseUrl, timeoutMs, connections: 2, now: Date.now });
  running.push(http);
  return http;
}

const get = { method: 'GET' as const, path: '/users/12', query: { page: 3 } };
const patch = { method: 'PATCH' as const, path: '/users/12', body: '{"password":"hunter2"}' };

test('what is sent arrives: path below the base, query, headers, body', async () => {
  let body = '';
  const { server } = await start((_url, request, response) => {
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => response.writeHead(207, { 'X-Told': request.headers['x-asked'] }).end('é'));
    return 'handled';
  });
  const http = client(`${server.url}/tenant/api`);
  const reply = await http.send({ ...patch, query: { id: '[1,2]' }, headers: { 'x-asked': 'yes' } }, {});
  expect([reply.status, reply.header('x-told'), reply.header('x-none'), reply.text]).toEqual([207, 'yes', null, 'é']);
  expect(server.requests).toEqual(['PATCH /tenant/api/users/12?id=%5B1%2C2%5D']);
  expect(body).toBe(patch.body);
});

test('each request that leaves is counted, and none that does not', async () => {
  const { http } = await start(() => ({}));
  let calls = 0;
  const onCall = () => void calls++;
  await Promise.all([1, 2, 3, 4].map(() => http.send(get, { onCall })));
  expect(calls).toBe(4);
  await expect(client('http://127.0.0.1:1').send(get, { onCall })).rejects.toMatchObject({ code: 'unreachable' });
  expect(calls).toBe(4);
});

describe('what goes wrong', () => {
  test('before anything is sent is unreachable', async () => {
    await expect(client('http://127.0.0.1:1').send(patch, {})).rejects.toMatchObject({
      code: 'unreachable',
      outcomeUnknown: false,
      message: 'PATCH /users/12: not sent (ECONNREFUSED)',
    });
    await expect(client('http://nowhere.invalid').send(patch, {})).rejects.toMatchObject({ code: 'unreachable' });
    const { server } = await start(() => ({}));
    await expect(client(server.url.replace('http', 'https')).send(patch, {})).rejects.toMatchObject({
      code: 'unreachable',
    });
  });

  test('because no connection is free is unreachable too, and is not sent later', async () => {
    const { http, server } = await start(() => 'handled', 2_000);
    const timeoutsMs = [2_000, 2_000, 500];
    const results = await Promise.allSettled(timeoutsMs.map((timeoutMs) => http.send(patch, {}, timeoutMs)));
    expect(results.map((result) => result.status === 'rejected' && (result.reason as { code: string }).code)).toEqual([
      'timeout',
      'timeout',
      'unreachable',
    ]);
    expect(server.requests).toHaveLength(2);
  });

  test.each<[string, Script]>([
    ['silence', () => 'handled'],
    ['a reset', (_url, { socket }) => (socket.destroy(), 'handled')],
    [
      'half a body',
      (_url, { socket }, response) => {
        response.writeHead(200, { 'content-length': 100 }).write('half', () => socket.destroy());
        return 'handled';
      },
    ],
    [
      'a body that drips',
      (_url, _request, response) => {
        response.writeHead(200).write('a');
        return 'handled';
      },
    ],
  ])('after it was sent is unknown: %s', async (_what, script) => {
    const { http } = await start(script);
    await expect(http.send(patch, {})).rejects.toMatchObject({
      code: 'timeout',
      outcomeUnknown: true,
      options: { retryable: true },
    });
  });

  test.each([301, 302, 303, 307, 308])('a redirect (%s) is not followed', async (status) => {
    const { http, server } = await start(() => ({ status, headers: { location: '/elsewhere' } }));
    await expect(http.send(patch, {})).rejects.toMatchObject({
      code: 'rejected',
      message: expect.stringContaining(String(status)) as string,
    });
    expect(server.requests).toHaveLength(1);
  });

  test('a reply that has no end', async () => {
    const { http } = await start(() => ({ body: 'x'.repeat(33 * 1024 * 1024) }), 5_000);
    await expect(http.send(get, {})).rejects.toMatchObject({ code: 'malformed' });
  });
});

describe('an order', () => {
  test('past its time is not sent', async () => {
    const { http, server } = await start(() => ({}));
    await expect(http.send(patch, { notAfter: Date.now() - 1 })).rejects.toMatchObject({ code: 'orderExpired' });
    expect(server.requests).toEqual([]);
  });

  test('whose time passes while it waits for a connection is not sent either', async () => {
    const held: (() => void)[] = [];
    let clock = 0;
    const server = await startScript((_url, _request, response) => (held.push(() => response.end()), 'handled'));
    const http = new Http({
      system: 'ironwifi',
      baseUrl: server.url,
      timeoutMs: 2_000,
      connections: 1,
      now: () => clock,
    });
    running.push(http, server);
    const first = http.send(patch, { onCall: () => (clock = 11) });
    const second = http.send(patch, { notAfter: 10 });
    const refusal = expect(second).rejects.toMatchObject({ code: 'orderExpired' });
    while (held.length === 0) await new Promise(setImmediate);
    held[0]?.();
    await first;
    await refusal;
    expect(server.requests).toHaveLength(1);
  });
});

describe('a caller who gives up', () => {
  test('ends a read, with his own reason', async () => {
    const { http } = await start(() => 'handled', 5_000);
    const stop = new AbortController();
    const reading = http.send(get, { signal: stop.signal, onCall: () => stop.abort(new Error('cancelled')) });
    await expect(reading).rejects.toThrow('cancelled');
    await expect(http.send(get, { signal: stop.signal })).rejects.toThrow('cancelled');
  });

  test('does not end a write: its outcome is needed', async () => {
    const { http } = await start(() => ({ body: 'done' }), 5_000);
    const stop = new AbortController();
    const reply = await http.send(patch, { signal: stop.signal, onCall: () => stop.abort() });
    expect(reply.text).toBe('done');
  });
});
