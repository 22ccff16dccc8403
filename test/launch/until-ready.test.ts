import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { untilReady } from '../../launch/until-ready';

const ready = { ready: true, problems: [], settings: 'saved' };
const noSettings = { ready: false, problems: ['No settings have been saved.'], settings: 'none' };
const noWorker = { ready: false, problems: ['No worker polls the task queue members.', 'Nobody.'], settings: 'none' };

let server: Server;
afterEach(() => server.close());

/** The API, which gives these answers, the last of them for ever. */
async function api(...answers: object[]): Promise<string> {
  server = createServer((_req, res) => {
    res.end(JSON.stringify(answers.length > 1 ? answers.shift() : answers[0]));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/readyz`;
}

const wait = (url: string, options: { withoutSettings?: boolean; limitMs?: number } = {}) =>
  untilReady({
    url,
    limitMs: 5_000,
    withoutSettings: false,
    logs: { api: '/logs/api.log', worker: '/logs/worker.log' },
    ...options,
  });

it('waits until all is there', async () => {
  await expect(wait(await api(noWorker, noSettings, ready))).resolves.toBe(true);
});

it('waits for settings only where somebody has given some', async () => {
  await expect(wait(await api(noWorker, noSettings), { withoutSettings: true })).resolves.toBe(false);
});

it('knows settings that were saved before', async () => {
  await expect(wait(await api(ready), { withoutSettings: true })).resolves.toBe(true);
});

it('says what is missing in sentences, and whose log says more', async () => {
  await expect(wait(await api(noWorker), { withoutSettings: true, limitMs: 0 })).rejects.toThrow(
    /^The API is not ready after 0 s: No worker polls the task queue members\. Nobody\. .*: \/logs\/worker\.log$/,
  );
});

it('says when nobody answers, and where to look', async () => {
  const url = await api(ready);
  server.close();
  await expect(wait(url, { limitMs: 0 })).rejects.toThrow(`nobody answers at ${url} (its log: /logs/api.log).`);
});
