import { createServer, request as requestOf, type IncomingMessage, type Server } from 'node:http';
import { Duplex } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { Request, RequestHandler } from 'express';
import { apiClient, type ApiClient, type SentRequest } from '../../contracts/api/client';
import { CSRF_HEADER } from '../access/own-origin';

/** What tells who asks, from where, and by which name. */
const PASSED_ON = [
  'cookie',
  'host',
  'origin',
  'sec-fetch-site',
  'user-agent',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
];

/** The API limits its own work, and knows best: saving what a what-if has shown reads both rosters once more. */
const PATIENCE_MS = 11 * 60_000;

/**
 * The API as the console uses it: within the process, but by HTTP, so that a page passes the same gates as everybody. Roles,
 * the audit trail and the limits are in one place.
 */
export class OwnApi {
  readonly #server: Server;

  /** @param app the whole application, of which the API is a part */
  constructor(app: RequestHandler) {
    // it listens nowhere: connections are handed to it
    this.#server = createServer(app as Parameters<typeof createServer>[1]);
  }

  /** @param csrf what a form has brought */
  asUsedBy(req: Request, csrf?: string): ApiClient {
    const passed = PASSED_ON.flatMap((name) => {
      const value = req.get(name);
      return value === undefined ? [] : [[name, value] as const];
    });
    const headers = { ...Object.fromEntries(passed), ...(csrf !== undefined && { [CSRF_HEADER]: csrf }) };
    const { remoteAddress } = req.socket;
    return apiClient({
      baseUrl: 'http://own',
      timeoutMs: PATIENCE_MS,
      send: (url, sent) => this.#send(url, sent, headers, remoteAddress),
    });
  }

  async #send(
    { pathname, search }: URL,
    { method, headers, body, signal }: SentRequest,
    passed: Record<string, string>,
    remoteAddress: string | undefined,
  ) {
    const [near, far] = connection(remoteAddress);
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      const path = pathname + search;
      const asking = requestOf({
        method,
        path,
        headers: { ...headers, ...passed },
        signal,
        createConnection: () => near,
      });
      asking.on('response', resolve).on('error', reject);
      this.#server.emit('connection', far);
      asking.end(body);
    });
    const sent = await text(answer);
    return { status: answer.statusCode ?? 0, json: () => Promise.resolve(JSON.parse(sent) as unknown) };
  }
}

/** Both ends of a connection in memory. The far one says that it comes from this address. */
function connection(remoteAddress: string | undefined): [Duplex, Duplex] {
  const [near, far] = [new End(), new End()];
  near.other = far;
  far.other = near;
  Object.defineProperty(far, 'remoteAddress', { value: remoteAddress });
  return [near, far];
}

/** What is written to one end is read from the other. (From Node.js 22 on, `duplexPair` of `node:stream` is this.) */
class End extends Duplex {
  other: End | null = null;
  #whenRead: (() => void) | null = null;

  override _read(): void {
    const whenRead = this.#whenRead;
    this.#whenRead = null;
    whenRead?.();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    const { other } = this;
    if (other === null || chunk.length === 0) return void process.nextTick(done);
    other.#whenRead = done;
    other.push(chunk);
  }

  override _final(done: () => void): void {
    this.other?.push(null);
    done();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    const { other } = this;
    this.other = null;
    if (other !== null && !other.destroyed) process.nextTick(() => other.destroy());
    done(error);
  }
}
