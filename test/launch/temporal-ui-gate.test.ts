import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { freePort } from '../../launch/machine/ports';
import { hiddenHost, openUiGate } from '../../launch/temporal/ui-gate';
import { askAs } from '../support/ask-as';

const servers: Server[] = [];
afterEach(() => servers.splice(0).forEach((server) => server.close().closeAllConnections()));

const QUERY = '/api/v1/namespaces/default/workflows/member%3Amain%3A1001/query/__temporal_workflow_metadata';

/** A UI that echoes what it is asked, and compresses where that is wanted, behind its gate. */
async function gatedUi(names: string[] = []): Promise<string> {
  const answer = async (req: IncomingMessage, res: ServerResponse) => {
    const settings = JSON.stringify({ Version: '2.50.1', DisableWriteActions: false });
    const body = req.url === '/api/v1/settings' ? settings : `${req.method} ${req.url} ${await text(req)}`;
    const zipped = req.headers['accept-encoding'] === 'gzip';
    res.writeHead(200, { 'x-of-the-ui': 'yes', ...(zipped && { 'content-encoding': 'gzip' }) });
    res.end(zipped ? gzipSync(body) : body);
  };
  const ui = createServer((req, res) => void answer(req, res)).listen(0, '127.0.0.1');
  await once(ui, 'listening');
  servers.push(ui);
  return gateTo((ui.address() as AddressInfo).port, names);
}

async function gateTo(uiPort: number, names: string[] = []): Promise<string> {
  const port = await freePort();
  servers.push(await openUiGate({ port, ui: { host: '127.0.0.1', port: uiPort }, names }));
  return `http://127.0.0.1:${port}`;
}

it('lets pages and reads through', async () => {
  const url = await gatedUi();
  const page = await fetch(`${url}/namespaces/default/workflows?query=x`);
  expect(await page.text()).toBe('GET /namespaces/default/workflows?query=x ');
  expect(page.headers.get('x-of-the-ui')).toBe('yes');
  const asked = await askAs('localhost', url + QUERY, { method: 'POST', body: '{}' });
  expect(asked).toMatchObject({ status: 200, body: `POST ${QUERY} {}` });
});

it.each([
  ['POST', '/api/v1/namespaces/default/workflows/member%3Amain%3A1001/terminate'],
  ['POST', '/api/v1/namespaces/default/workflows/member%3Amain%3A1001/signal/requested'],
  ['POST', '/api/v1/namespaces/default/workflows/x/query/y/terminate'],
  ['POST', '/api/v1/namespaces/default/workflows/x/terminate?a=/query/b'],
  ['POST', '/api/v1/namespaces/default/batch-operations/1'],
  ['PUT', '/api/v1/namespaces/default/schedules/1'],
  ['PATCH', QUERY],
  ['DELETE', '/api/v1/namespaces/default/schedules/1'],
])('refuses the write action %s %s', async (method, path) => {
  const { status, body } = await askAs('localhost', (await gatedUi()) + path, { method, body: '{}' });
  expect({ status, body }).toEqual({ status: 405, body: expect.stringContaining('Write actions are off') });
});

it('tells the UI that it has no write actions, compressed or not', async () => {
  const url = await gatedUi();
  const expected = { Version: '2.50.1', DisableWriteActions: true };
  expect(await (await fetch(`${url}/api/v1/settings`)).json()).toEqual(expected);
  const zipping = { headers: { 'accept-encoding': 'gzip' } };
  expect(JSON.parse((await askAs('localhost', `${url}/api/v1/settings`, zipping)).body)).toEqual(expected);
});

it('refuses a page elsewhere whose name leads to this machine (DNS rebinding)', async () => {
  const url = await gatedUi(['temporal.example.com']);
  const statusAs = async (host: string) => (await askAs(host, `${url}/api/v1/namespaces`)).status;
  expect(await statusAs('rebound.example:8233')).toBe(421);
  for (const own of ['localhost:8233', '127.0.0.1', 'temporal.example.com']) expect(await statusAs(own)).toBe(200);
});

it('says so while the server is away', async () => {
  const { status, body } = await askAs('localhost', await gateTo(await freePort()));
  expect({ status, body }).toEqual({ status: 502, body: expect.stringContaining('does not answer') });
});

it('has the UI itself where no page can guess it', () => {
  const places = new Set(Array.from({ length: 100 }, () => hiddenHost('linux')));
  expect(places.size).toBeGreaterThan(95);
  for (const place of places) expect(place).toMatch(/^127(\.\d{1,3}){3}$/);
  expect(hiddenHost('darwin')).toBe('127.0.0.1');
});
