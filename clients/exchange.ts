import type { Dispatcher } from 'undici';

type WireHeaders = Record<string, string | string[] | undefined>;

export interface HttpReply {
  status: number;
  header(name: string): string | null;
  text: string;
}

/** What ends an exchange from our side. */
export type Halt = 'timedOut' | 'expired' | 'abandoned';

/** Why there is no reply, and whether the server may have seen the request. */
export class ExchangeFailure extends Error {
  constructor(
    readonly why: Halt | 'broken',
    readonly sent: boolean,
    /** The system's or undici's code, such as ECONNREFUSED. */
    readonly detail: string,
  ) {
    super(why);
  }
}

export interface ExchangeOptions {
  timeoutMs: number;
  signal?: AbortSignal;
  /** Asked at the last moment before the request leaves. */
  isExpired: () => boolean;
  onSent: () => void;
}

/**
 * One request on the wire. It is our own handler, because only the handler is told when the request leaves: all that
 * goes wrong before has certainly not been done, all after may have been.
 */
export function exchange(dispatcher: Dispatcher, request: Dispatcher.DispatchOptions, options: ExchangeOptions) {
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

  /** The caller need not wait for a socket that may never come: the request is called off when its turn comes. */
  #halt(why: Halt): void {
    this.#halted = why;
    this.#unwatch();
    this.reject(new ExchangeFailure(why, this.#sent, why));
    this.#controller?.abort(new Error(why));
  }
}
