import { Agent, type Dispatcher } from 'undici';
import type { Call } from './call';
import { exchange, ExchangeFailure, type HttpReply } from './exchange';
import { ExternalError, type ExternalSystem } from './external-error';

export interface HttpOptions {
  system: ExternalSystem;
  /** Without a trailing slash. */
  baseUrl: string;
  /** For one request, from the first byte of the connection to the last of the reply. */
  timeoutMs: number;
  /** Requests under way at once. */
  connections: number;
  now: () => number;
}

export interface HttpRequest {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below the base. It is named in errors with its query: ids and dates may be in it, a person never. */
  path: string;
  query?: Record<string, string | number>;
  headers?: Record<string, string>;
  body?: string;
}

/** How errors and logs name a request. */
export function nameOf({ method, path, query }: HttpRequest): string {
  const pairs = Object.entries(query ?? {}).map(([name, value]) => `${name}=${value}`);
  return `${method} ${path}${pairs.length > 0 ? `?${pairs.join('&')}` : ''}`;
}

/** A page of 500 full records has about 3 MB. */
const MAX_REPLY_BYTES = 32 * 1024 * 1024;
const CONNECT_TIMEOUT_MS = 5_000;

/** HTTP to one outside system: kept-alive connections, a total time-out, no redirects, and ExternalErrors only. */
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
   * was sent, `timeout` when it was and no whole reply came, `orderExpired`, `rejected` for a redirect. The signal ends
   * reads only: a write that has left is waited for, because its outcome is needed.
   */
  async send(request: HttpRequest, call: Omit<Call, 'lane'>, timeoutMs = this.options.timeoutMs): Promise<HttpReply> {
    const signal = request.method === 'GET' ? call.signal : undefined;
    const isExpired = () => call.notAfter !== undefined && this.options.now() > call.notAfter;
    if (isExpired())
      throw this.#error('orderExpired', `${nameOf(request)}: its time was over before it was sent`, false);
    try {
      const onSent = () => call.onCall?.();
      const reply = await exchange(this.#agent, this.#onWire(request), { timeoutMs, signal, isExpired, onSent });
      if (reply.status < 300 || reply.status >= 400) return reply;
      throw this.#error(
        'rejected',
        `${nameOf(request)}: redirected with ${reply.status}, which is not followed`,
        false,
      );
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
    if (why === 'expired') return this.#error('orderExpired', `${name}: its time was over before it was sent`, false);
    if (!sent) return this.#error('unreachable', `${name}: not sent (${detail})`, true);
    if (detail === 'UND_ERR_RES_EXCEEDED_MAX_SIZE')
      return this.#error('malformed', `${name}: the reply is too long`, false);
    return this.#error('timeout', `${name}: sent, but no whole reply came (${detail})`, true);
  }

  #error(
    code: 'orderExpired' | 'unreachable' | 'timeout' | 'malformed' | 'rejected',
    text: string,
    retryable: boolean,
  ) {
    return new ExternalError(this.options.system, code, text, { retryable });
  }
}
