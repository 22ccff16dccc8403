import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Kept {
  status: number;
  type: string;
  body: Buffer;
}

/**
 * Stands before the sandbox and keeps what it answers to a GET: asked again, it costs no more than a copy, so that it is
 * the reader who is measured. Answers its own address.
 */
export async function startReplay(origin: string): Promise<string> {
  const kept = new Map<string, Kept>();
  const server = createServer((request, response) => void answer(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', url = '/' } = request;
    const reply = (method === 'GET' ? kept.get(url) : undefined) ?? (await ask(request));
    if (method === 'GET') kept.set(url, reply);
    response.writeHead(reply.status, { 'content-type': reply.type }).end(reply.body);
  }

  async function ask(request: IncomingMessage): Promise<Kept> {
    const { method = 'GET', url = '/', headers } = request;
    const passed = new Headers();
    for (const name of ['authorization', 'content-type'] as const)
      if (headers[name] !== undefined) passed.set(name, headers[name]);
    const body = method === 'GET' ? undefined : await bodyOf(request);
    const reply = await fetch(origin + url, { method, headers: passed, body });
    const type = reply.headers.get('content-type') ?? 'application/json';
    return { status: reply.status, type, body: Buffer.from(await reply.arrayBuffer()) };
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
