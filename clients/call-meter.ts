import type { ClientStats } from './client-stats';
import type { HttpRequest } from './http';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** Counts what a client sends, and notes how it is answered. */
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
