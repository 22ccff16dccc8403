import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { isOwnName, nameInHost } from '../../config';

export interface UiGateOptions {
  /** Where operators open the UI on this machine. */
  port: number;
  /** Where the server has it. */
  ui: { host: string; port: number };
  /** Of `LATCHKEY_TEMPORAL_UI_URL`, where somebody has put a proxy before it. */
  names: readonly string[];
}

/** The one POST that only reads (as in the UI server's own `disableWriteActions`). */
const QUERY = /^\/api\/v1\/namespaces\/[^/]+\/workflows\/[^/]+\/query\/[^/]+$/;
const SETTINGS = '/api/v1/settings';

/**
 * The way to the UI of Temporal's dev server, which itself takes every write from anybody, under any name, and cannot be told
 * otherwise: here write actions are off, and pages elsewhere whose name leads to this machine get nothing.
 */
export async function openUiGate({ port, ui, names }: UiGateOptions): Promise<Server> {
  const server = createServer((req, res) => {
    const refusal = refusalOf(req, names);
    if (refusal) return tell(res, refusal);
    passOn(req, res, ui).catch(() => tell(res, AWAY));
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  server.unref();
  return server;
}

interface Refusal {
  status: number;
  sentence: string;
}

const AWAY = { status: 502, sentence: "Temporal's server does not answer: try again in a few seconds." };
const READ_ONLY = { status: 405, sentence: "Write actions are off here: use Latchkey's API, or the program temporal." };

function refusalOf({ method = '', url = '', headers }: IncomingMessage, names: readonly string[]): Refusal | undefined {
  const name = nameInHost(headers.host ?? '');
  if (!isOwnName(name, names))
    return {
      status: 421,
      sentence: `Temporal's UI is not known as ${name}: open it as localhost, or set LATCHKEY_TEMPORAL_UI_URL.`,
    };
  const reads = ['GET', 'HEAD', 'OPTIONS'].includes(method) || (method === 'POST' && QUERY.test(url));
  return reads ? undefined : READ_ONLY;
}

function tell(res: ServerResponse, { status, sentence }: Refusal): void {
  if (res.headersSent) return void res.destroy();
  res.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(`${sentence}\n`);
}

async function passOn(req: IncomingMessage, res: ServerResponse, ui: UiGateOptions['ui']): Promise<void> {
  const { method, url, headers } = req;
  const isSettings = url?.split('?')[0] === SETTINGS;
  // what is to be read here must not come compressed
  const sent = { ...headers, ...(isSettings && { 'accept-encoding': 'identity' }) };
  const asked = request({ ...ui, method, path: url, headers: sent });
  const answered = once(asked, 'response') as Promise<[IncomingMessage]>;
  const [[answer]] = await Promise.all([answered, pipeline(req, asked)]);
  if (isSettings && answer.statusCode === 200) return readOnly(answer, res);
  res.writeHead(answer.statusCode ?? 502, answer.headers);
  await pipeline(answer, res);
}

/** So that the UI offers no action that would be refused. */
async function readOnly(answer: IncomingMessage, res: ServerResponse): Promise<void> {
  const settings = (await json(answer)) as object;
  const ofTheBody = ['content-length', 'transfer-encoding'];
  const headers = Object.entries(answer.headers).filter(([name]) => !ofTheBody.includes(name));
  const body = JSON.stringify({ ...settings, DisableWriteActions: true });
  res.writeHead(200, Object.fromEntries(headers)).end(body);
}

/**
 * A place for the UI itself that nobody knows: a page elsewhere that could guess it would get past the gate. Linux has the
 * whole of 127.0.0.0/8; elsewhere the port alone has to do.
 */
export function hiddenHost(platform: NodeJS.Platform = process.platform): string {
  const part = () => randomInt(1, 255);
  return platform === 'linux' ? `127.${part()}.${part()}.${part()}` : '127.0.0.1';
}
