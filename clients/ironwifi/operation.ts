import type { Call } from '../call';
import type { HttpRequest } from '../http';
import { ExternalError } from '../external-error';
import type { PacedCall } from '../limited-http';
import type { IronwifiApi, IronwifiReply } from './api';

/** The wait for a turn, and then one request: an activity's attempt is not to outlive its time-out. */
const WAIT_MS = 2_000;

/**
 * One change, in as many requests as the tenant makes it take. It sees to it that an error says the truth about the
 * whole: "not sent" only if no request of it was, "unknown" only if one was.
 */
export class Operation {
  #doubtful = false;
  #wrote = false;
  readonly #endsAt: number;

  private constructor(
    private readonly api: IronwifiApi,
    readonly call: PacedCall,
  ) {
    this.#endsAt = performance.now() + WAIT_MS + api.timeoutMs;
  }

  static async run<T>(api: IronwifiApi, call: Call, change: (operation: Operation) => Promise<T>): Promise<T> {
    const operation = new Operation(api, { ...call, signal: undefined, patient: false });
    try {
      return await change(operation);
    } catch (error) {
      throw operation.#ofTheWhole(error);
    }
  }

  read(request: HttpRequest, accepts?: PacedCall['accepts']): Promise<IronwifiReply> {
    return this.#send(request, accepts);
  }

  async write(request: HttpRequest, accepts?: PacedCall['accepts']): Promise<IronwifiReply> {
    try {
      const reply = await this.#send(request, accepts);
      this.#wrote = true;
      return reply;
    } catch (error) {
      this.#doubtful ||= !(error instanceof ExternalError) || error.outcomeUnknown;
      throw error;
    }
  }

  async #send(request: HttpRequest, accepts: PacedCall['accepts']): Promise<IronwifiReply> {
    // what has begun is finished; to ask takes its time as well
    if (!this.#wrote) await this.api.admit({ isWrite: request.method !== 'GET' });
    const left = this.#endsAt - performance.now();
    if (left <= 0)
      throw new ExternalError('ironwifi', 'throttled', 'The change takes too long for one attempt', {
        retryable: true,
      });
    // The order's time counts before its first write only.
    const notAfter = this.#wrote ? undefined : this.call.notAfter;
    const call = { ...this.call, notAfter, accepts, begun: true };
    return this.api.send(request, call, Math.min(this.api.timeoutMs, left));
  }

  #ofTheWhole(error: unknown): unknown {
    if (!(error instanceof ExternalError)) return error;
    const { system, code, message, options } = error;
    if (this.#wrote && nothingWasSent.includes(code)) {
      return new ExternalError(system, 'outage', `${message} (a part of the change is done)`, {
        ...options,
        retryable: true,
      });
    }
    if (!this.#wrote && !this.#doubtful && error.outcomeUnknown) {
      return new ExternalError(system, 'unreachable', `${message} (nothing was written)`, options);
    }
    return error;
  }
}

/** Codes that prove it of one request. */
export const nothingWasSent: readonly ExternalError['code'][] = [
  'unreachable',
  'throttled',
  'unauthorized',
  'forbidden',
  'orderExpired',
  'maintenance',
];
