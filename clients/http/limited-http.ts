import type { Priority } from '../../domain/replayed/priority';
import { whileWanted, type Call } from '../call';
import { ExternalError } from '../external-error';
import { Http, type HttpOptions, type HttpReply, type HttpRequest, nameOf } from './http';
import { LONGEST_STOP_MS, MOST_WAIT_MS, RateLimiter, type LimiterClock } from './rate-limiter';

interface LimitedHttpOptions extends HttpOptions {
  ratePerMinute: number;
  burst?: number;
  spacingMs?: number;
  clock?: LimiterClock;
  /** The error for a status other than 2xx. */
  failure: (name: string, reply: HttpReply) => ExternalError;
  /** The error for a reply that something in front of the system gave, whatever its status; null for all others. */
  inItsStead?: (name: string, reply: HttpReply) => ExternalError | null;
  /** How long a 2xx reply asks all callers to wait, ms. */
  pause?: (reply: HttpReply) => number;
}

export interface LimitedCall extends Call {
  /** Other statuses than 2xx that count as an answer. */
  accepts?: (reply: HttpReply) => boolean;
  /** It has passed the maintenance gate, or belongs to a change that has begun, which is finished in any case. */
  begun?: boolean;
  /** Asked once more when its turn has come, which may be long after the call was made; throws what the call then throws. */
  mayLeave?: () => Promise<void>;
}

/** With the doubled waits more than a minute: by then any rate limit window has passed. */
const PATIENT_TRIES = 12;

/** HTTP that waits for its turn, obeys a server that throttles, and turns other statuses than 2xx into errors. */
export class LimitedHttp {
  readonly #http: Http;
  readonly #limiter: RateLimiter;
  readonly #meter: CallMeter;
  /** Throttled replies in a row; replies to calls that were in flight together count as one. */
  #streak = 0;
  #round = 0;

  constructor(private readonly options: LimitedHttpOptions) {
    this.#http = new Http(options);
    this.#limiter = new RateLimiter(options);
    this.#meter = new CallMeter(options.now);
  }

  /**
   * A 2xx reply, or an ExternalError. A throttled call was not carried out: a patient one waits and is sent again, any other
   * throws, and Temporal does the waiting. So do patient ones that the server stops for long, unless in the background.
   */
  async send(request: HttpRequest, call: LimitedCall, timeoutMs?: number): Promise<HttpReply> {
    const patient = call.patient ?? call.priority === 'background';
    for (let attempt = 1; ; attempt++) {
      try {
        if (call.turn?.use() !== true) await this.turn({ ...call, patient, signal: wantedUntil(request, call) });
        return await this.#sendOnce(request, call, timeoutMs);
      } catch (error) {
        const waits = patient && isThrottled(error) && (call.priority === 'background' || !isLong(error));
        if (!waits || attempt >= PATIENT_TRIES) throw error;
      }
    }
  }

  /** Waits until a call may leave. */
  turn({ priority, patient, since, signal }: Call): Promise<void> {
    return this.#limiter.turn(priority, { patient, since, signal });
  }

  /** Uncounted, and not rate limited: for log-ins. */
  sendAtOnce(request: HttpRequest): Promise<HttpReply> {
    return this.#http.send(request, {});
  }

  stats(): ClientStats {
    const { ratePerMinute } = this.options;
    const allowed = ratePerMinute === Infinity ? null : ratePerMinute;
    return { ...this.#meter.stats(), waiting: this.#limiter.waiting, allowed };
  }

  close(): Promise<void> {
    return this.#http.close();
  }

  async #sendOnce(request: HttpRequest, call: LimitedCall, timeoutMs: number | undefined): Promise<HttpReply> {
    if (call.mayLeave) await whileWanted(call.mayLeave(), wantedUntil(request, call));
    const onCall = () => {
      this.#meter.sent();
      call.onCall?.();
    };
    const round = this.#round;
    const reply = await this.#http.send(request, { ...call, onCall }, timeoutMs);
    const stead = this.options.inItsStead?.(nameOf(request), reply) ?? null;
    if (stead !== null) throw stead;
    if (reply.status < 300 || call.accepts?.(reply)) {
      if (round === this.#round) this.#streak = 0;
      if (reply.status < 300) this.#meter.answered(request);
      const pause = this.options.pause?.(reply) ?? 0;
      if (pause > 0) this.#limiter.stop(pause);
      return reply;
    }
    const error = this.options.failure(nameOf(request), reply);
    if (error.code === 'throttled') this.#stop(round, error.options.retryAfterMs ?? 0);
    throw bounded(error, call.priority);
  }

  /** For as long as the server says, and longer when that did not help: servers say "1 s" whatever their window. */
  #stop(round: number, retryAfterMs: number): void {
    this.#meter.throttled();
    if (round === this.#round) {
      this.#round++;
      this.#streak++;
    }
    const doubled = Math.min(LONGEST_STOP_MS, retryAfterMs * 2 ** (this.#streak - 1));
    this.#limiter.stop(Math.max(retryAfterMs, doubled));
  }
}

/** A change that waits for its turn is made in any case. */
const wantedUntil = ({ method }: HttpRequest, { signal }: Call): AbortSignal | undefined =>
  method === 'GET' ? signal : undefined;

const isThrottled = (error: unknown): error is ExternalError =>
  error instanceof ExternalError && error.code === 'throttled';

const isLong = ({ options }: ExternalError): boolean => (options.retryAfterMs ?? 0) > LONGEST_STOP_MS;

/** However long the server asks to wait: an urgent call that is tried again before that is the probe. */
function bounded(error: ExternalError, priority: Priority): ExternalError {
  const { retryable, retryAfterMs } = error.options;
  if (retryAfterMs === undefined || retryAfterMs <= MOST_WAIT_MS[priority]) return error;
  return new ExternalError(error.system, error.code, error.message, {
    retryable,
    retryAfterMs: MOST_WAIT_MS[priority],
  });
}

/** What a client has done since it was created, for health pages and reports. */
export interface ClientStats {
  /** Requests that left, log-ins apart. */
  calls: number;
  /** Throttled replies. */
  throttled: number;
  /** Calls that are waiting for their turn. */
  waiting: Record<Priority, number>;
  /** Requests of the last minute. */
  lastMinute: number;
  /** Requests a minute; null: no limit. */
  allowed: number | null;
  /** When a read, and a write, last got a 2xx reply, epoch ms; null: not yet. */
  lastReadAt: number | null;
  lastWriteAt: number | null;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** Counts the requests of a client, and its good and throttled replies. */
export class CallMeter {
  #calls = 0;
  #throttled = 0;
  #lastReadAt: number | null = null;
  #lastWriteAt: number | null = null;
  /** Requests by the second in which they left, oldest first. */
  readonly #seconds = new Map<number, number>();

  /** @param now epoch ms */
  constructor(private readonly now: () => number) {}

  sent(): void {
    this.#calls++;
    this.#forgetOld();
    const second = Math.floor(this.now() / SECOND);
    this.#seconds.set(second, (this.#seconds.get(second) ?? 0) + 1);
  }

  answered({ method }: Pick<HttpRequest, 'method'>): void {
    if (method === 'GET') this.#lastReadAt = this.now();
    else this.#lastWriteAt = this.now();
  }

  throttled(): void {
    this.#throttled++;
  }

  stats(): Omit<ClientStats, 'waiting' | 'allowed'> {
    this.#forgetOld();
    return {
      calls: this.#calls,
      throttled: this.#throttled,
      lastMinute: [...this.#seconds.values()].reduce((sum, count) => sum + count, 0),
      lastReadAt: this.#lastReadAt,
      lastWriteAt: this.#lastWriteAt,
    };
  }

  #forgetOld(): void {
    const oldest = (this.now() - MINUTE) / SECOND;
    for (const second of this.#seconds.keys()) {
      if (second > oldest) return;
      this.#seconds.delete(second);
    }
  }
}
