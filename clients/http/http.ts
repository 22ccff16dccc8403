import { Agent, type Dispatcher } from 'undici';
import type { Call } from '../call';
import { ExternalError, type ExternalSystem } from '../external-error';

export interface HttpOptions {
  system: ExternalSystem;
  /** Without a trailing slash. */
  baseUrl: string;
  /** For one request, from connecting to the last byte of the reply. */
  timeoutMs: number;
  /** Requests under way at once. */
  connections: number;
  now: () => number;
  /** What a redirect means: a wrong address (`rejected`, unless given), or something in front of the system. */
  redirect?: 'rejected' | 'shielded';
}

export interface HttpRequest {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below the base. Errors show it with its query: it may hold ids and dates, never personal data. */
  path: string;
  query?: Record<string, string | number>;
  headers?: Record<string, string>;
  body?: string;
}

/** The name of a request in errors and logs. */
export function nameOf({ method, path, query }: HttpRequest): string {
  const pairs = Object.entries(query ?? {}).map(([name, value]) => `${name}=${value}`);
  return `${method} ${path}${pairs.length > 0 ? `?${pairs.join('&')}` : ''}`;
}

/** A page of 500 full records takes about 3 MB. */
const MAX_REPLY_BYTES = 32 * 1024 * 1024;
const CONNECT_TIMEOUT_MS = 5_000;

/** HTTP to one external system: kept-alive connections, a total time-out, no redirects, and only ExternalErrors. */
export class Http {
  readonly #agent: Agent;
  readonly #base: URL;

  constructor(private readonly options: HttpOptions) {
    const { connections, timeoutMs, baseUrl } = options;
    this.#base = new URL(`${baseUrl}/`);
    this.#agent = new Agent({
      connections,
      pipelining: 1,
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
      maxResponseSize: MAX_REPLY_BYTES,
      connect: { timeout: Math.min(CONNECT_TIMEOUT_MS, timeoutMs) },
    });
  }

  /**
   * Sends one request and returns the reply, whatever its status, except a redirect. Throws `unreachable` when nothing
   * was sent, `timeout` when it was sent and no complete reply came, `orderExpired`, or, for a redirect, what `redirect` says. The
   * signal ends reads only: a write that has left is awaited, because its outcome is needed.
   */
  async send(
    request: HttpRequest,
    call: Omit<Call, 'priority'>,
    timeoutMs = this.options.timeoutMs,
  ): Promise<HttpReply> {
    const signal = request.method === 'GET' ? call.signal : undefined;
    const isExpired = () => call.notAfter !== undefined && this.options.now() > call.notAfter;
    if (isExpired())
      throw this.#error('orderExpired', `${nameOf(request)}: the order expired before it was sent`, false);
    try {
      const onSent = () => call.onCall?.();
      const reply = await exchange(this.#agent, this.#onWire(request), { timeoutMs, signal, isExpired, onSent });
      if (reply.status < 300 || reply.status >= 400) return reply;
      const { redirect = 'rejected' } = this.options;
      const text = `${nameOf(request)}: redirected with ${reply.status}; redirects are not followed`;
      throw this.#error(redirect, text, redirect === 'shielded');
    } catch (error) {
      if (error instanceof ExternalError) throw error;
      if (!(error instanceof ExchangeFailure))
        throw this.#error('unreachable', `${nameOf(request)}: cannot be sent`, false);
      if (error.why === 'abandoned') throw signal?.reason as Error;
      throw this.#lost(request, error);
    }
  }

  /** Requests under way are cut off. */
  close(): Promise<void> {
    return this.#agent.destroy();
  }

  #onWire({ method, path, query = {}, headers, body }: HttpRequest): Dispatcher.DispatchOptions {
    const url = new URL(this.#base.pathname.replace(/\/$/, '') + path, this.#base);
    for (const [name, value] of Object.entries(query)) url.searchParams.append(name, String(value));
    return { origin: url.origin, path: url.pathname + url.search, method, headers, body };
  }

  #lost(request: HttpRequest, { why, sent, detail }: ExchangeFailure): ExternalError {
    const name = nameOf(request);
    if (why === 'expired') return this.#error('orderExpired', `${name}: the order expired before it was sent`, false);
    if (!sent) return this.#error('unreachable', `${name}: not sent (${detail})`, true);
    if (detail === 'UND_ERR_RES_EXCEEDED_MAX_SIZE')
      return this.#error('malformed', `${name}: the reply is too long`, false);
    return this.#error('timeout', `${name}: sent, but no complete reply came (${detail})`, true);
  }

  #error(
    code: 'orderExpired' | 'unreachable' | 'timeout' | 'malformed' | 'rejected' | 'shielded',
    text: string,
    retryable: boolean,
  ) {
    return new ExternalError(this.options.system, code, text, { retryable });
  }
}

type WireHeaders = Record<string, string | string[] | undefined>;

export interface HttpReply {
  status: number;
  header(name: string): string | null;
  text: string;
}

/** Why we end an exchange ourselves. */
type Halt = 'timedOut' | 'expired' | 'abandoned';

/** Why there is no reply, and whether the server may have seen the request. */
class ExchangeFailure extends Error {
  constructor(
    readonly why: Halt | 'broken',
    readonly sent: boolean,
    /** The system's or undici's code, such as ECONNREFUSED. */
    readonly detail: string,
  ) {
    super(why);
  }
}

interface ExchangeOptions {
  timeoutMs: number;
  signal?: AbortSignal;
  /** Checked at the last moment before the request leaves. */
  isExpired: () => boolean;
  onSent: () => void;
}

/**
 * One request on the wire. It has its own handler, because only a handler learns when the request leaves: a failure before
 * that proves that nothing was done, a failure after it leaves the outcome unknown.
 */
function exchange(dispatcher: Dispatcher, request: Dispatcher.DispatchOptions, options: ExchangeOptions) {
  return new Promise<HttpReply>((resolve, reject) => {
    const handler = new ExchangeHandler(options, resolve, reject);
    handler.watch();
    dispatcher.dispatch(request, handler);
  });
}

class ExchangeHandler implements Dispatcher.DispatchHandler {
  #controller: Dispatcher.DispatchController | null = null;
  #halted: Halt | null = null;
  #sent = false;
  #status = 0;
  #headers: WireHeaders = {};
  readonly #chunks: Buffer[] = [];
  #unwatch: () => void = () => undefined;

  constructor(
    private readonly options: ExchangeOptions,
    private readonly resolve: (reply: HttpReply) => void,
    private readonly reject: (failure: ExchangeFailure) => void,
  ) {}

  watch(): void {
    const { timeoutMs, signal } = this.options;
    const abandon = () => this.#halt('abandoned');
    const timer = setTimeout(() => this.#halt('timedOut'), timeoutMs);
    signal?.addEventListener('abort', abandon, { once: true });
    this.#unwatch = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abandon);
    };
    if (signal?.aborted) abandon();
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#halted === null && this.options.isExpired()) this.#halt('expired');
    if (this.#halted !== null) return controller.abort(new Error(this.#halted));
    this.#sent = true;
    this.options.onSent();
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: WireHeaders): void {
    this.#status = status;
    this.#headers = headers;
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    this.#unwatch();
    const headers = this.#headers;
    const header = (name: string) => [headers[name] ?? null].flat()[0] ?? null;
    this.resolve({ status: this.#status, header, text: Buffer.concat(this.#chunks).toString('utf8') });
  }

  onResponseError(_controller: Dispatcher.DispatchController | null, error: Error & { code?: string }): void {
    this.#unwatch();
    this.reject(new ExchangeFailure('broken', this.#sent, error.code ?? error.name));
  }

  /** The caller does not wait for a socket that may never come: the request is aborted when its turn comes. */
  #halt(why: Halt): void {
    this.#halted = why;
    this.#unwatch();
    this.reject(new ExchangeFailure(why, this.#sent, why));
    this.#controller?.abort(new Error(why));
  }
}
