import { LimitedHttp } from '../../clients/http/limited-http';
import { statusCode, statusFailure } from '../../clients/http/replies';
import { startScript, type ScriptedServer } from './support/scripted-server';

const running: (LimitedHttp | ScriptedServer)[] = [];
afterEach(async () => {
  for (const each of running.splice(0)) await each.close();
});

/** A server that answers every request with this status and `Retry-After`. */
async function refusedWith(status: number, retryAfter: string): Promise<LimitedHttp> {
  const server = await startScript((_url, _request, response) => {
    response.writeHead(status, { 'Retry-After': retryAfter }).end();
    return 'handled';
  });
  const http = new LimitedHttp({
    system: 'ironwifi',
    baseUrl: server.url,
    timeoutMs: 2_000,
    connections: 2,
    now: Date.now,
    ratePerMinute: Infinity,
    failure: (name, reply) => statusFailure('ironwifi', name, reply, statusCode(reply.status), Date.now()),
  });
  running.push(http, server);
  return http;
}

const write = { method: 'PATCH' as const, path: '/users/12', body: '{}' };

describe('a server that asks to wait without bound', () => {
  test.each([
    ['429, for a day', 429, '86400', 'throttled'],
    ['429, until an instant', 429, String(Math.floor(Date.now() / 1000) + 86_400), 'throttled'],
    ['429, until a date', 429, 'Fri, 31 Dec 2100 23:59:59 GMT', 'throttled'],
    ['503, for five minutes', 503, '300', 'outage'],
  ])('is asked again after half a minute by an urgent call: %s', async (_what, status, retryAfter, code) => {
    const http = await refusedWith(status, retryAfter);
    await expect(http.send(write, { priority: 'usual' })).rejects.toMatchObject({
      code,
      options: { retryable: true, retryAfterMs: 30_000 },
    });
  });

  test('is asked again after five minutes by a call without haste', async () => {
    const http = await refusedWith(429, '86400');
    await expect(http.send(write, { priority: 'background', patient: false })).rejects.toMatchObject({
      code: 'throttled',
      options: { retryAfterMs: 300_000 },
    });
    const [next] = await Promise.allSettled([http.send(write, { priority: 'background', patient: false })]);
    expect(next).toMatchObject({ reason: { code: 'throttled' } });
  });
});
