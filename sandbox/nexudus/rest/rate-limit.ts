import type { Response } from 'express';
import type { NexudusOptions } from '../controls/options';

const minute = 60_000;

/** Sliding minute for all calls and for writes, and the optional 100 ms between calls (nexudus.md §2.8). */
export class RateLimit {
  private calls: number[] = [];
  private writes: number[] = [];

  constructor(private readonly options: NexudusOptions) {}

  /** Counts the call unless it exceeds the limit. */
  admits(method: string): boolean {
    const { ratePerMinute, burstRule } = this.options;
    const now = this.options.now();
    if (burstRule && now - (this.calls.at(-1) ?? -Infinity) < 100) return false;
    if (ratePerMinute === Infinity && !burstRule) return true;
    this.calls = this.calls.filter((at) => at > now - minute);
    this.writes = this.writes.filter((at) => at > now - minute);
    const writing = method !== 'GET';
    if (this.calls.length >= ratePerMinute || (writing && this.writes.length >= ratePerMinute / 2)) return false;
    this.calls.push(now);
    if (writing) this.writes.push(now);
    return true;
  }
}

/** The documented 409 has an empty body and its sentence as the reason phrase; the 429 seen in practice has a text. */
export function tooMany(response: Response, status: 409 | 429, retryAfter: string): void {
  if (retryAfter !== '') response.set('Retry-After', retryAfter);
  if (status === 429) {
    response.status(429).json({ Message: 'Too many requests. Wait 1.5 seconds before trying again.' });
    return;
  }
  response.statusMessage = 'You must wait before accessing this url again.';
  if (retryAfter === '') response.set('Retry-After', '1');
  response.status(409).end();
}

/** What a gateway says while the service is away. */
export function unavailable(response: Response, retryAfter: string): void {
  if (retryAfter !== '') response.set('Retry-After', retryAfter);
  response.status(503).end();
}
