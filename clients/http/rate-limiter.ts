import { priorities, type Priority } from '../../domain/replayed/priority';
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
  /** Calls that leave at once after a rest; they are taken from what may leave in the minute. Default: the 15th of it, 2 to 10. */
  burst?: number;
  /** The least time between two calls. */
  spacingMs?: number;
  clock?: LimiterClock;
}

interface Turn {
  priority: Priority;
  patient: boolean;
  since: number;
  grant: () => void;
  refuse: (error: Error) => void;
}

interface TurnOptions {
  patient?: boolean;
  since?: number;
  signal?: AbortSignal;
}

/** Only patient calls wait longer: the others fail, and Temporal retries them later without occupying a worker's slot. */
const PATIENCE_MS = 2_000;
/** A server that stops us for longer is a trouble to be told of: also who is patient is sent away, unless in the background. */
export const LONGEST_STOP_MS = 8_000;
/** For late timers. */
const SLACK_MS = 250;
/** The longest time that a priority makes way for more urgent ones: then one call of it goes. A sync has to heartbeat. */
const MOST_YIELDED_MS = 20_000;
/** Where the rate is low, it makes way for at least this many calls. */
const LEAST_YIELDED_CALLS = 4;
const MINUTE = 60_000;

/**
 * However long a server asks to wait (a day, by mistake or by a bug): an end or a block must not wait for it. The first call
 * after this time is the probe.
 */
export const MOST_WAIT_MS: Readonly<Record<Priority, number>> = {
  urgent: 30_000,
  usual: 30_000,
  background: 5 * MINUTE,
};

/**
 * How many calls a minute may leave one after the other: what is left of the rate beside the burst, since some servers count in
 * sliding windows, and both together are to stay within the rate in any minute.
 */
export function sustainedPerMinute({
  ratePerMinute,
  burst,
}: Pick<RateLimiterOptions, 'ratePerMinute' | 'burst'>): number {
  if (ratePerMinute === Infinity) return Infinity;
  return Math.max(ratePerMinute - burstOf({ ratePerMinute, burst }), ratePerMinute / 2);
}

function burstOf({ ratePerMinute, burst }: Pick<RateLimiterOptions, 'ratePerMinute' | 'burst'>): number {
  if (ratePerMinute === Infinity) return Infinity;
  return burst ?? Math.max(2, Math.min(10, Math.floor(ratePerMinute / 15)));
}

/**
 * A token bucket with priorities. More urgent calls go first, even those that were refused and will be retried, and the others
 * leave a few tokens in the bucket for them; each priority gets at least one call in `MOST_YIELDED_MS`. Within one, older work
 * is finished before younger work begins. When the server throttles one call, all wait: they share its limit.
 */
export class RateLimiter {
  readonly #burst: number;
  readonly #reserve: number;
  /** Tokens a minute. */
  readonly #refill: number;
  readonly #spacing: number;
  readonly #mostYieldedMs: number;
  readonly #clock: LimiterClock;
  readonly #turns: Record<Priority, Turn[]> = { urgent: [], usual: [], background: [] };
  #tokens: number;
  #filledAt: number;
  /** When the server, and the spacing, allow the next call; background calls, for their part, the server may stop for longer. */
  #openAt = 0;
  #backgroundOpenAt = 0;
  /** When all calls that were refused have had time to be retried. */
  readonly #awaitedUntil: Record<Priority, number> = { urgent: -Infinity, usual: -Infinity, background: -Infinity };
  /** Since when some call of the priority has been waiting, and none has gone. */
  readonly #waitingSince: Record<Priority, number> = { urgent: 0, usual: 0, background: 0 };
  #cancelTimer: () => void = () => undefined;

  constructor(private readonly options: RateLimiterOptions) {
    const { ratePerMinute, spacingMs = 0, clock = realClock } = options;
    this.#burst = burstOf(options);
    this.#reserve = Math.max(1, Math.min(3, Math.floor(this.#burst / 3)));
    this.#refill = sustainedPerMinute(options);
    // The spacing must not lower a higher rate.
    this.#spacing = Math.min(spacingMs, MINUTE / ratePerMinute);
    this.#mostYieldedMs = Math.max(MOST_YIELDED_MS, (LEAST_YIELDED_CALLS * MINUTE) / this.#refill);
    this.#clock = clock;
    this.#tokens = this.#burst;
    this.#filledAt = clock.now();
  }

  get waiting(): Record<Priority, number> {
    const { urgent, usual, background } = this.#turns;
    return { urgent: urgent.length, usual: usual.length, background: background.length };
  }

  /**
   * Resolves when the call may leave. A call that would wait too long throws `throttled` with the wait, unless it is
   * `patient`: then it waits for as long as our own rate takes.
   */
  turn(
    priority: Priority,
    { patient = priority === 'background', since = this.#clock.now(), signal }: TurnOptions = {},
  ) {
    return new Promise<void>((resolve, reject) => {
      signal?.throwIfAborted();
      const expected = this.#expectedWait(priority, since);
      if ((expected > PATIENCE_MS && !patient) || this.#isStopped(priority)) throw this.#tooLong(priority, expected);
      const leave = () => this.#leave(turn, signal?.reason as Error);
      const giveUp = () => this.#leave(turn, this.#tooLong(priority, this.#expectedWait(priority, since)));
      const stopWaiting = patient ? () => undefined : this.#clock.after(PATIENCE_MS + SLACK_MS, giveUp);
      const over = () => {
        stopWaiting();
        signal?.removeEventListener('abort', leave);
      };
      const turn: Turn = {
        priority,
        patient,
        since,
        grant: () => (over(), resolve()),
        refuse: (error) => (over(), reject(error)),
      };
      signal?.addEventListener('abort', leave, { once: true });
      this.#enqueue(turn);
      this.#serve();
    });
  }

  /** The server said that nobody may call for this long; bounded by `MOST_WAIT_MS`. */
  stop(ms: number): void {
    const now = this.#clock.now();
    this.#openAt = Math.max(this.#openAt, now + Math.min(ms, MOST_WAIT_MS.urgent));
    this.#backgroundOpenAt = Math.max(this.#backgroundOpenAt, now + Math.min(ms, MOST_WAIT_MS.background));
    this.#fill();
    // The server counts differently: the tokens in the bucket allow no burst.
    if (this.#tokens !== Infinity) this.#tokens = Math.min(this.#tokens, 1);
    for (const priority of priorities) {
      const wait = Math.max(this.#openAt - now, this.#backgroundStop(priority));
      const sentAway = this.#turns[priority].filter(
        ({ patient }) => (!patient && wait > PATIENCE_MS) || this.#isStopped(priority),
      );
      for (const turn of sentAway) this.#leave(turn, this.#tooLong(priority, wait));
    }
    this.#serve();
  }

  #enqueue(turn: Turn): void {
    const queue = this.#turns[turn.priority];
    if (queue.length === 0) this.#waitingSince[turn.priority] = this.#clock.now();
    const behind = queue.findIndex(({ since }) => since > turn.since);
    queue.splice(behind < 0 ? queue.length : behind, 0, turn);
  }

  #serve(): void {
    this.#cancelTimer();
    for (;;) {
      const next = this.#next();
      if (!next) return;
      const wait = this.#delayOf(next.priority);
      if (wait > 0) {
        this.#cancelTimer = this.#clock.after(Math.ceil(wait), () => this.#serve());
        return;
      }
      this.#turns[next.priority].shift();
      this.#waitingSince[next.priority] = this.#clock.now();
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

  /** The most urgent, unless a less urgent one has made way for long enough. */
  #next(): Turn | undefined {
    const first = priorities.flatMap((priority) => this.#turns[priority].slice(0, 1));
    const owed = first.filter(({ priority }) => this.#hasYielded(priority) && this.#backgroundStop(priority) === 0);
    return owed.at(-1) ?? first[0];
  }

  /** How long the server still stops calls of this priority beyond those that it stops altogether. */
  #backgroundStop = (priority: Priority): number =>
    priority === 'background' ? Math.max(0, this.#backgroundOpenAt - this.#clock.now()) : 0;

  /** The server's doing: the spacing of our own is short. */
  #isStopped = (priority: Priority): boolean =>
    priority !== 'background' && this.#openAt - this.#clock.now() > LONGEST_STOP_MS;

  #hasYielded = (priority: Priority): boolean =>
    priority !== 'urgent' && this.#clock.now() >= this.#waitingSince[priority] + this.#mostYieldedMs;

  #delayOf(priority: Priority): number {
    if (this.#hasYielded(priority)) return Math.max(this.#backgroundStop(priority), this.#delay(1));
    const awaited = moreUrgentThan(priority).map((other) => this.#awaitedUntil[other]);
    const yieldedUntil = Math.min(Math.max(...awaited), this.#waitingSince[priority] + this.#mostYieldedMs);
    const withReserve = this.#delay(1 + this.#reserveAfter(priority));
    return Math.max(this.#backgroundStop(priority), withReserve, yieldedUntil - this.#clock.now());
  }

  /** The tokens that a call of this priority leaves in the bucket. */
  #reserveAfter = (priority: Priority): number =>
    Math.min(this.#burst - 1, moreUrgentThan(priority).length * this.#reserve);

  #fill(): void {
    const now = this.#clock.now();
    const elapsed = now - this.#filledAt;
    if (elapsed <= 0) return;
    this.#tokens = Math.min(this.#burst, this.#tokens + (elapsed * this.#refill) / MINUTE);
    this.#filledAt = now;
  }

  /** For a new call: the calls served before it, and the tokens that it leaves in the bucket. */
  #expectedWait(priority: Priority, since: number): number {
    const equals = this.#turns[priority].filter((turn) => turn.since <= since);
    const before = moreUrgentThan(priority).reduce((sum, one) => sum + this.#turns[one].length, equals.length);
    return Math.max(this.#backgroundStop(priority), this.#delay(1 + before + this.#reserveAfter(priority)));
  }

  #leave(turn: Turn, reason: Error): void {
    this.#turns[turn.priority] = this.#turns[turn.priority].filter((other) => other !== turn);
    turn.refuse(reason);
    this.#serve();
  }

  #tooLong(priority: Priority, wait: number): ExternalError {
    const retryAfterMs = Math.ceil(wait);
    const comesAgain = this.#clock.now() + retryAfterMs + SLACK_MS;
    this.#awaitedUntil[priority] = Math.max(this.#awaitedUntil[priority], comesAgain);
    const text = `The rate limit leaves no room for a call in the next ${(retryAfterMs / 1000).toFixed(1)} s`;
    return new ExternalError(this.options.system, 'throttled', text, { retryable: true, retryAfterMs, byUs: true });
  }
}

const moreUrgentThan = (priority: Priority): readonly Priority[] => priorities.slice(0, priorities.indexOf(priority));

const realClock: LimiterClock = {
  now: () => performance.now(),
  after(ms, then) {
    const timer = setTimeout(then, ms);
    return () => clearTimeout(timer);
  },
};
