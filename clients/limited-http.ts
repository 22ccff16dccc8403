import type { Call } from './call';
import { CallMeter } from './call-meter';
import type { ClientStats } from './client-stats';
import type { HttpReply } from './exchange';
import { Http, nameOf, type HttpOptions, type HttpRequest } from './http';
import { ExternalError } from './external-error';
import { RateLimiter, type LimiterClock } from './rate-limiter';

export interface PacedHttpOptions extends HttpOptions {
  ratePerMinute: number;
  spacingMs?: number;
  clock?: LimiterClock;
  /** The error that a status other than 2xx stands for. */
  failure: (name: string, reply: HttpReply) => ExternalError;
  /** How long a good reply asks everybody to wait, ms. */
  pause?: (reply: HttpReply) => number;
}

export interface PacedCall extends Call {
  /** Statuses beyond 2xx that are an answer here. */
  accepts?: (reply: HttpReply) => boolean;
  /** It has been admitted, or is part of a change that has begun: that is finished, whatever is held back meanwhile. */
  begun?: boolean;
}

/** With the doubled waits, more than a minute: by then any window that was full is empty. */
const BULK_TRIES = 12;
const LONGEST_DOUBLED_WAIT_MS = 8_000;

/** HTTP that waits its turn, obeys whoever throttles, and knows a good status from a bad one. */
export class PacedHttp {
  readonly #http: Http;
  readonly #pace: RateLimiter;
  readonly #meter: CallMeter;
  /** Throttled replies in a row, those to calls that were under way together counted as one. */
  #streak = 0;
  #round = 0;

  constructor(private readonly options: PacedHttpOptions) {
    this.#http = new Http(options);
    this.#pace = new RateLimiter(options);
    this.#meter = new CallMeter(options.now);
  }

  /**
   * A 2xx reply, or an ExternalError. A throttled call was not done: a bulk or patient one waits and is sent again, any
   * other throws, for whoever asked can wait better.
   */
  async send(request: HttpRequest, call: PacedCall, timeoutMs?: number): Promise<HttpReply> {
    const patient = call.patient ?? call.lane === 'bulk';
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#sendOnce(request, { ...call, patient }, timeoutMs);
      } catch (error) {
        const throttled = error instanceof ExternalError && error.code === 'throttled';
        if (!throttled || !patient || attempt >= BULK_TRIES) throw error;
      }
    }
  }

  /** Past the rate limit's queue and uncounted: for log-ins. */
  sendAtOnce(request: HttpRequest): Promise<HttpReply> {
    return this.#http.send(request, {});
  }

  stats(): ClientStats {
    const { ratePerMinute } = this.options;
    const allowed = ratePerMinute === Infinity ? null : ratePerMinute;
    return { ...this.#meter.stats(), waiting: this.#pace.waiting, allowed };
  }

  close(): Promise<void> {
    return this.#http.close();
  }

  async #sendOnce(request: HttpRequest, call: PacedCall, timeoutMs: number | undefined): Promise<HttpReply> {
    const signal = request.method === 'GET' ? call.signal : undefined;
    await this.#pace.turn(call.lane, { patient: call.patient, signal });
    const onCall = () => {
      this.#meter.sent();
      call.onCall?.();
    };
    const round = this.#round;
    const reply = await this.#http.send(request, { ...call, onCall }, timeoutMs);
    if (reply.status < 300 || call.accepts?.(reply)) {
      if (round === this.#round) this.#streak = 0;
      if (reply.status < 300) this.#meter.answered(request);
      const pause = this.options.pause?.(reply) ?? 0;
      if (pause > 0) this.#pace.stop(pause);
      return reply;
    }
    const error = this.options.failure(nameOf(request), reply);
    if (error.code === 'throttled') this.#stop(round, error.options.retryAfterMs ?? 0);
    throw error;
  }

  /** For as long as the server says, and for longer when that did not help: "1 s" is said whatever the window. */
  #stop(round: number, retryAfterMs: number): void {
    this.#meter.throttled();
    if (round === this.#round) {
      this.#round++;
      this.#streak++;
    }
    const doubled = Math.min(LONGEST_DOUBLED_WAIT_MS, retryAfterMs * 2 ** (this.#streak - 1));
    this.#pace.stop(Math.max(retryAfterMs, doubled));
  }
}
