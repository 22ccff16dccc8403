import { createHmac } from 'node:crypto';
import { request } from 'undici';
import type { NexudusFaults } from '../controls/faults';
import { accountNumber } from '../entities/webhook-actions';
import { toWire } from '../store/clock';
import type { WebHook } from '../store/rows';
import type { Space } from '../store/space';
import type { Announcement } from './announcements';

/** One attempt to deliver one webhook. `status` is null when no answer came. */
export interface WebhookDelivery {
  webhookId: number;
  action: number;
  businessId: number;
  url: string;
  body: string;
  signature: string | null;
  attempt: number;
  status: number | null;
  error: string | null;
  at: number;
}

type Parcel = Omit<WebhookDelivery, 'attempt' | 'status' | 'error' | 'at'>;

const reattempts = 10;
const failuresToDisable = 10;
const inFlightAtMost = 32;
const remembered = 5_000;

/**
 * Posts webhooks: an array of one record, signed; retries send the same bytes; the tenth failure in a row silently
 * disables the hook (nexudus.md §5.4).
 */
export class Deliveries {
  readonly log: WebhookDelivery[] = [];
  private readonly timers = new Set<NodeJS.Timeout>();
  private readonly queue: (() => Promise<void>)[] = [];
  private readonly abort = new AbortController();
  private readonly waiting: (() => void)[] = [];
  private inFlight = 0;
  private held = 0;

  constructor(
    private readonly space: Space,
    private readonly faults: NexudusFaults,
  ) {}

  send(announcements: readonly Announcement[]): void {
    if (this.faults.dropHooks) return;
    const { hookDelayMs, hookDuplicates, hookReorder } = this.space.options;
    const parcels = announcements.flatMap((announcement) => this.pack(announcement));
    const ordered = hookReorder ? parcels.reverse() : parcels;
    const all = hookDuplicates ? ordered.flatMap((parcel) => [parcel, parcel]) : ordered;
    if (hookDelayMs === 0) return all.forEach((parcel) => this.enqueue(parcel, 0));
    this.held += all.length;
    this.later(hookDelayMs, () => {
      this.held -= all.length;
      all.forEach((parcel) => this.enqueue(parcel, 0));
    });
  }

  /** Resolves when no first attempt is outstanding; scheduled retries do not count. */
  async settled(): Promise<void> {
    if (this.inFlight + this.queue.length + this.held > 0)
      await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  close(): void {
    this.abort.abort();
    for (const timer of this.timers) clearTimeout(timer);
    this.queue.length = 0;
    this.held = 0;
    this.releaseWhenIdle();
  }

  private pack({ action, businessId, record }: Announcement): Parcel[] {
    const hooks = this.space.tables.webhooks
      .by('Action', accountNumber(action, this.space.options))
      .filter((hook) => hook.Active && hook.BusinessId === businessId);
    if (hooks.length === 0) return [];
    const { webhookSecret, signature: form } = this.space.options;
    const body = JSON.stringify([record()]);
    const signature = webhookSecret === null ? null : sign(body, webhookSecret, form);
    return hooks.map((hook) => ({ webhookId: hook.Id, action, businessId, url: hook.URL, body, signature }));
  }

  private enqueue(parcel: Parcel, attempt: number): void {
    this.queue.push(() => this.attempt(parcel, attempt));
    this.pump();
  }

  private pump(): void {
    // One at a time: sent together, they could arrive in any order.
    const atMost = this.space.options.hookReorder ? 1 : inFlightAtMost;
    while (this.inFlight < atMost) {
      const next = this.queue.shift();
      if (!next) break;
      this.inFlight++;
      void next().finally(() => {
        this.inFlight--;
        this.pump();
        this.releaseWhenIdle();
      });
    }
  }

  private async attempt(parcel: Parcel, attempt: number): Promise<void> {
    const hook = this.space.tables.webhooks.get(parcel.webhookId);
    if (!hook?.Active || this.abort.signal.aborted) return;
    const outcome = await this.post(parcel);
    if (this.abort.signal.aborted) return;
    this.remember({ ...parcel, attempt, ...outcome, at: this.space.now() });
    const failed = outcome.error !== null;
    this.keepHealth(parcel.webhookId, outcome.error);
    if (failed && attempt < reattempts && this.space.tables.webhooks.get(parcel.webhookId)?.Active)
      this.later(this.space.options.retryDelayMs(attempt + 1), () => this.enqueue(parcel, attempt + 1));
  }

  private async post({ url, body, signature }: Parcel): Promise<{ status: number | null; error: string | null }> {
    const headers = { 'content-type': 'application/json', ...(signature && { 'x-nexudus-hook-signature': signature }) };
    const signal = AbortSignal.any([this.abort.signal, AbortSignal.timeout(10_000)]);
    try {
      const response = await request(url, { method: 'POST', headers, body, signal });
      await response.body.dump();
      const { statusCode: status } = response;
      return {
        status,
        error: status >= 200 && status < 300 ? null : `The remote server returned an error: (${status}).`,
      };
    } catch (error) {
      return { status: null, error: error instanceof Error ? error.message : String(error) };
    }
  }

  private keepHealth(id: number, error: string | null): void {
    const hook: WebHook | undefined = this.space.tables.webhooks.get(id);
    if (!hook) return;
    const ErrorCount = error === null ? 0 : hook.ErrorCount + 1;
    const Active = hook.Active && ErrorCount < failuresToDisable;
    this.space.touch('webhooks', id, { LastTrigger: toWire(this.space.now()), LastError: error, ErrorCount, Active });
  }

  private remember(delivery: WebhookDelivery): void {
    this.log.push(delivery);
    if (this.log.length > remembered) this.log.splice(0, this.log.length - remembered);
  }

  private later(milliseconds: number, run: () => void): void {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      run();
    }, milliseconds);
    timer.unref();
    this.timers.add(timer);
  }

  private releaseWhenIdle(): void {
    if (this.inFlight + this.queue.length + this.held === 0) this.waiting.splice(0).forEach((release) => release());
  }
}

/**
 * The value of `X-Nexudus-Hook-Signature`: HMAC-SHA256 as upper-case hex (nexudus.md §5.5). `folded` signs the text as
 * .NET's ASCII encoding would write it, each UTF-16 unit beyond ASCII a question mark.
 */
export function sign(body: string, secret: string, form: 'raw' | 'folded'): string {
  const signed = form === 'raw' ? body : body.replace(/[^\u0000-\u007f]/g, '?');
  return createHmac('sha256', secret).update(signed, 'utf8').digest('hex').toUpperCase();
}
