import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { createIronwifi, type IronwifiEmulator, type IronwifiOptions } from '../../sandbox/ironwifi';

interface Reply {
  status: number;
  headers: Headers;
  text: string;
  /** The parsed body; empty when it is not JSON. */
  body: Body;
}

interface Entity {
  id: string;
  username: string;
  status: string;
  orgunit: string;
  notes: string;
  creationdate: string;
  authdate: string;
}

/** What tests read out of a body by name; how much of it is there depends on the call. */
interface Body extends Entity {
  _links: Record<'first' | 'next' | 'prev', { href: string }>;
  _embedded: { users: Entity[]; attributes: Entity[]; [name: string]: Entity[] };
  page_count: number;
  page_size: number;
  total_items: number;
  detail: string;
  message: string;
  region: string;
  validation_messages: Record<string, object>;
  access_token: string;
  refresh_token: string;
  rows: object[];
  task_name: string;
  accounts: object[];
  sessions: object[];
  accepted: boolean;
  faults: object;
  choices: Record<string, string[]>;
}

interface CallOptions {
  /** An `Authorization` header; null sends none. */
  authorization?: string | null;
  body?: unknown;
}

/** An emulated tenant that listens, and a caller that knows its key. */
export interface Tenant {
  ironwifi: IronwifiEmulator;
  url: string;
  call(method: string, path: string, options?: CallOptions): Promise<Reply>;
  get(path: string): Promise<Reply>;
  post(path: string, body: unknown): Promise<Reply>;
  patch(path: string, body: unknown): Promise<Reply>;
  remove(path: string): Promise<Reply>;
  close(): Promise<void>;
}

/** Starts a tenant without limits, unless the options say otherwise. */
export async function startTenant(options: Partial<IronwifiOptions> = {}): Promise<Tenant> {
  const ironwifi = createIronwifi({ ratePerMinute: Infinity, ...options });
  const server = createServer(express().use('/ironwifi', ironwifi.router).use('/ironwifi-play', ironwifi.playRouter));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const root = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const url = `${root}/ironwifi/api`;

  const call = async (method: string, path: string, { authorization, body }: CallOptions = {}): Promise<Reply> => {
    const headers: Record<string, string> = body === undefined ? {} : { 'Content-Type': 'application/json' };
    if (authorization !== null) headers['Authorization'] = authorization ?? `Bearer ${ironwifi.options.apiKey}`;
    const target = path.startsWith('/ironwifi-play') ? `${root}${path}` : `${url}${path}`;
    const response = await fetch(target, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') ?? false;
    return { status: response.status, headers: response.headers, text, body: (isJson ? JSON.parse(text) : {}) as Body };
  };
  return {
    ironwifi,
    url,
    call,
    get: (path) => call('GET', path),
    post: (path, body) => call('POST', path, { body }),
    patch: (path, body) => call('PATCH', path, { body }),
    remove: (path) => call('DELETE', path),
    close: () => closeServer(server),
  };
}

async function closeServer(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}
