import type { Call } from '../call';
import { ExternalError, type ExternalSystem } from '../external-error';

/** A monotonic clock in ms, and a timer on it; tests have their own. */
export interface LimiterClock {
  now(): number;
  /** Runs `then` after `ms`; returns a function that cancels it. */
  after(ms: number, then: () => void): () => void;
}

export interface RateLimiterOptions {
  system: ExternalSystem;
  /** Infinity: no limit, but a server that throttles is still obeyed. */
  ratePerMinute: number;
  /** The least time between two calls. */
  spacingMs?: number;
  clock?: LimiterClock;
}

interface Turn {
  priority: Call['priority'];
  patient: boolean;
  grant: () => void;
  refuse: (error: Error) => void;
}

/** Only patient calls wait longer: the others fail, and Temporal retries them later without occupying a worker's slot. */
const PATIENCE_MS = 2_000;
/** For late timers. */
const SLACK_MS = 250;
/** The longest time that bulk calls make way for interactive ones: a sync has to heartbeat. */
const MOST_YIELDED_MS = 20_000;
/** Where the rate is low, they make way for at least this many calls. */
const LEAST_YIELDED_CALLS = 4;
const MINUTE = 60_000;

/**
 * However long a server asks to wait (a day, by mistake or by a bug): an end or a block must not wait for it. The first urgent
 * call after this time is the probe.
 */
export const MOST_WAIT_MS: Readonly<Record<Call['priority'], number>> = { interactive: 30_000, bulk: 5 * MINUTE };

/**
 * A token bucket with two priorities. Interactive calls go first, even those that were refused and will be retried, and
 * bulk calls leave a few tokens in the bucket for them. When the server throttles one call, all wait: they share its limit.
 */
export class RateLimiter {
  readonly #burst: number;
  readonly #reserve: number;
  /** Tokens a minute. */
  readonly #refill: number;
  readonly #spacing: number;
  readonly #mostYieldedMs: number;
  readonly #clock: LimiterClock;
  readonly #turns: Record<Call['priority'], Turn[]> = { interactive: [], bulk: [] };
  #tokens: number;
  #filledAt: number;
  /** When the server, and the spacing, allow the next call; bulk calls, for their part, the server may stop for longer. */
  #openAt = 0;
  #bulkOpenAt = 0;
  /** When all interactive calls that were refused have had time to be retried. */
  #awaitedUntil = -Infinity;
  /** Since when the first waiting bulk call has been the first. */
  #bulkFirstSince = 0;
  #cancelTimer: () => void = () => undefined;

  constructor(private readonly options: RateLimiterOptions) {
    const { ratePerMinute, spacingMs = 0, clock = realClock } = options;
    this.#burst = ratePerMinute === Infinity ? Infinity : Math.max(2, Math.min(10, Math.floor(ratePerMinute / 15)));
    this.#reserve = Math.max(1, Math.min(3, Math.floor(this.#burst / 3)));
    // Burst and refill together stay within the rate in any minute: some servers count in sliding windows.
    this.#refill = ratePerMinute === Infinity ? Infinity : Math.max(ratePerMinute - this.#burst, ratePerMinute / 2);
    // The spacing must not lower a higher rate.
    this.#spacing = Math.min(spacingMs, MINUTE / ratePerMinute);
    this.#mostYieldedMs = Math.max(MOST_YIELDED_MS, (LEAST_YIELDED_CALLS * MINUTE) / this.#refill);
    this.#clock = clock;
    this.#tokens = this.#burst;
    this.#filledAt = clock.now();
  }

  get waiting(): { interactive: number; bulk: number } {
    return { interactive: this.#turns.interactive.length, bulk: this.#turns.bulk.length };
  }

  /**
   * Resolves when the call may leave. A call that would wait too long throws `throttled` with the wait, unless it is
   * `patient`: a page of a read that has begun, or another call without haste.
   */
  turn(
    priority: Call['priority'],
    { patient = priority === 'bulk', signal }: { patient?: boolean; signal?: AbortSignal } = {},
  ) {
    return new Promise<void>((resolve, reject) => {
      signal?.throwIfAborted();
      if (!patient && this.#expectedWait(priority) > PATIENCE_MS)
        throw this.#tooLong(priority, this.#expectedWait(priority));
      const leave = () => this.#leave(turn, signal?.reason as Error);
      const giveUp = () => this.#leave(turn, this.#tooLong(priority, this.#expectedWait(priority)));
      const stopWaiting = patient ? () => undefined : this.#clock.after(PATIENCE_MS + SLACK_MS, giveUp);
      const over = () => {
        stopWaiting();
        signal?.removeEventListener('abort', leave);
      };
      const turn: Turn = {
        priority,
        patient,
        grant: () => (over(), resolve()),
        refuse: (error) => (over(), reject(error)),
      };
      signal?.addEventListener('abort', leave, { once: true });
      if (priority === 'bulk' && this.#turns.bulk.length === 0) this.#bulkFirstSince = this.#clock.now();
      this.#turns[priority].push(turn);
      this.#serve();
    });
  }

  /** The server said that nobody may call for this long; bounded by `MOST_WAIT_MS`. */
  stop(ms: number): void {
    const now = this.#clock.now();
    this.#openAt = Math.max(this.#openAt, now + Math.min(ms, MOST_WAIT_MS.interactive));
    this.#bulkOpenAt = Math.max(this.#bulkOpenAt, now + Math.min(ms, MOST_WAIT_MS.bulk));
    this.#fill();
    // The server counts differently: the tokens in the bucket allow no burst.
    if (this.#tokens !== Infinity) this.#tokens = Math.min(this.#tokens, 1);
    for (const [priority, wait] of [
      ['interactive', this.#openAt - now],
      ['bulk', this.#bulkOpenAt - now],
    ] as const) {
      if (wait <= PATIENCE_MS) continue;
      const impatient = this.#turns[priority].filter(({ patient }) => !patient);
      for (const turn of impatient) this.#leave(turn, this.#tooLong(priority, wait));
    }
    this.#serve();
  }

  #serve(): void {
    this.#cancelTimer();
    for (;;) {
      const next = this.#next();
      if (!next) return;
      const wait = next.priority === 'bulk' ? this.#bulkDelay() : this.#delay(1);
      if (wait > 0) {
        this.#cancelTimer = this.#clock.after(Math.ceil(wait), () => this.#serve());
        return;
      }
      this.#turns[next.priority].shift();
      if (next.priority === 'bulk') this.#bulkFirstSince = this.#clock.now();
      this.#tokens -= 1;
      this.#openAt = Math.max(this.#openAt, this.#clock.now() + this.#spacing);
      next.grant();
    }
  }

  /** Until the bucket holds `tokens`, and the server and the spacing allow a call. */
  #delay(tokens: number): number {
    this.#fill();
    const missing = tokens - this.#tokens;
    const filling = missing <= 0 ? 0 : (missing * MINUTE) / this.#refill;
    return Math.max(0, filling, this.#openAt - this.#clock.now());
  }

  #next(): Turn | undefined {
    const [interactive, bulk] = [this.#turns.interactive[0], this.#turns.bulk[0]];
    return bulk && this.#hasYielded() && this.#bulkStop() === 0 ? bulk : (interactive ?? bulk);
  }

  /** How long the server still stops bulk calls. */
  #bulkStop = (): number => Math.max(0, this.#bulkOpenAt - this.#clock.now());

  #hasYielded = (): boolean => this.#clock.now() >= this.#bulkFirstSince + this.#mostYieldedMs;

  #bulkDelay(): number {
    if (this.#hasYielded()) return Math.max(this.#bulkStop(), this.#delay(1));
    const yieldedUntil = Math.min(this.#awaitedUntil, this.#bulkFirstSince + this.#mostYieldedMs);
    return Math.max(this.#bulkStop(), this.#delay(1 + this.#reserve), yieldedUntil - this.#clock.now());
  }

  #fill(): void {
    const now = this.#clock.now();
    const elapsed = now - this.#filledAt;
    if (elapsed <= 0) return;
    this.#tokens = Math.min(this.#burst, this.#tokens + (elapsed * this.#refill) / MINUTE);
    this.#filledAt = now;
  }

  /** For a new call: the calls served before it, and the tokens that a bulk call leaves in the bucket. */
  #expectedWait(priority: Call['priority']): number {
    const { interactive, bulk } = this.waiting;
    if (priority === 'interactive') return this.#delay(1 + interactive);
    return Math.max(this.#bulkStop(), this.#delay(1 + interactive + bulk + this.#reserve));
  }

  #leave(turn: Turn, reason: Error): void {
    this.#turns[turn.priority] = this.#turns[turn.priority].filter((other) => other !== turn);
    turn.refuse(reason);
    this.#serve();
  }

  #tooLong(priority: Call['priority'], wait: number): ExternalError {
    const retryAfterMs = Math.ceil(wait);
    if (priority === 'interactive')
      this.#awaitedUntil = Math.max(this.#awaitedUntil, this.#clock.now() + retryAfterMs + SLACK_MS);
    const text = `The rate limit leaves no room for a call in the next ${(retryAfterMs / 1000).toFixed(1)} s`;
    return new ExternalError(this.options.system, 'throttled', text, { retryable: true, retryAfterMs, byUs: true });
  }
}

const realClock: LimiterClock = {
  now: () => performance.now(),
  after(ms, then) {
    const timer = setTimeout(then, ms);
    return () => clearTimeout(timer);
  },
};
