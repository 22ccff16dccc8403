import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { request } from 'undici';
import { createNexudus, type NexudusEmulator, type NexudusOptions } from '../../../sandbox/nexudus';

export type Row = Record<string, unknown>;

export interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
  json: Row;
  /** The records of a list, or the elements of a bare array. */
  rows: Row[];
}

export interface NexudusLab {
  nexudus: NexudusEmulator;
  /** The emulator's clock. */
  clock: { now: number };
  url: string;
  api(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  get(path: string): Promise<Answer>;
  close(): Promise<void>;
}

const noon = Date.parse('2026-11-03T12:00:00Z');

/** A running emulator without rate limits, at noon of 3 November 2026 UTC. */
export async function startLab(options: Partial<NexudusOptions> = {}): Promise<NexudusLab> {
  const clock = { now: noon };
  const nexudus = createNexudus({ now: () => clock.now, ratePerMinute: Infinity, retryDelayMs: () => 0, ...options });
  const app = express().use('/nexudus', nexudus.router).use('/play', nexudus.playRouter);
  const server = await listen(createServer(app));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const api: NexudusLab['api'] = (method, path, body, headers = basic()) =>
    call(method, `${url}/nexudus/api/${path}`, body, headers);
  return {
    nexudus,
    clock,
    url,
    api,
    get: (path) => api('GET', path),
    close: async () => {
      await nexudus.close();
      await stop(server);
    },
  };
}

export function basic(user = 'owner@sandbox.example', password = 'sandbox-password'): Record<string, string> {
  return { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` };
}

export async function call(
  method: string,
  url: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
  const type = { 'content-type': 'application/json', ...headers };
  const response = await request(url, {
    method: method as 'GET',
    body: text,
    headers: text === undefined ? headers : type,
  });
  const answer = await response.body.text();
  const json = parsed(answer);
  const rows = Array.isArray(json) ? json : json['Records'];
  return {
    status: response.statusCode,
    headers: response.headers,
    text: answer,
    json: json as Row,
    rows: (rows ?? []) as Row[],
  };
}

export interface Received {
  path: string;
  signature: string | undefined;
  body: string;
  record: Row;
}

/** A webhook receiver that answers what it is told to. */
export async function startReceiver() {
  const received: Received[] = [];
  const state = { status: 204 };
  const server = await listen(
    createServer((incoming, response) => {
      void take(incoming).then((delivery) => {
        received.push(delivery);
        (response as ServerResponse).writeHead(state.status).end();
      });
    }),
  );
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    received,
    answerWith: (status: number) => (state.status = status),
    actions: () => received.map((delivery) => delivery.path.split('/').at(-1)),
    close: () => stop(server),
  };
}

async function take(incoming: IncomingMessage): Promise<Received> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks).toString('utf8');
  const signature = incoming.headers['x-nexudus-hook-signature'];
  const [record = {}] = parsed(body) as Row[];
  return { path: incoming.url ?? '', signature: signature as string | undefined, body, record };
}

function listen(server: Server): Promise<Server> {
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}

function parsed(text: string): Row | Row[] {
  try {
    return (JSON.parse(text) ?? {}) as Row | Row[];
  } catch {
    return {};
  }
}
