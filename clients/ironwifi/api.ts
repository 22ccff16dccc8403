import { openGate, type MaintenanceGate } from '../maintenance-gate';
import type { ClientStats } from '../client-stats';
import type { HttpReply } from '../exchange';
import { nameOf, type HttpRequest } from '../http';
import { PacedHttp, type PacedCall } from '../limited-http';
import { readJson } from '../read-reply';
import type { IronwifiClientOptions } from './options';
import { refusal } from './refusal';

/** Ten at once are allowed for a key (ironwifi.md §1.5). */
const CONNECTIONS = 8;
/** A reset farther off than the window is a misreading. */
const LONGEST_PAUSE_MS = 60_000;

export interface IronwifiReply {
  status: number;
  name: string;
  text: string;
  /** The body; undefined where there is none. Throws `outage` if it is no JSON. */
  json(): unknown;
}

/** Calls of one tenant's REST API. */
export class IronwifiApi {
  readonly timeoutMs: number;
  readonly now: () => number;
  readonly admit: MaintenanceGate;
  readonly #http: PacedHttp;
  readonly #tenant: string;
  readonly #apiKey: () => string;

  constructor(options: IronwifiClientOptions) {
    const { apiUrl, companyId, apiKey, ratePerMinute, timeoutMs = 8_000, now = Date.now } = options;
    this.admit = options.admit ?? openGate;
    this.timeoutMs = timeoutMs;
    this.now = now;
    this.#apiKey = apiKey;
    this.#tenant = companyId === null ? '' : `/${encodeURIComponent(companyId)}`;
    this.#http = new PacedHttp({
      system: 'ironwifi',
      baseUrl: apiUrl,
      ratePerMinute,
      timeoutMs,
      connections: CONNECTIONS,
      now,
      failure: (name, reply) => refusal(name, reply, now()),
      pause: (reply) => pauseOf(reply, now()),
    });
  }

  /** `path` is below the tenant. */
  send(request: HttpRequest, call: PacedCall, timeoutMs?: number): Promise<IronwifiReply> {
    return this.sendOutside({ ...request, path: this.#tenant + request.path }, call, timeoutMs);
  }

  /** `path` is below the API itself: who am I. */
  async sendOutside(request: HttpRequest, call: PacedCall, timeoutMs?: number): Promise<IronwifiReply> {
    if (!call.begun) await this.admit({ isWrite: request.method !== 'GET' });
    const headers = {
      accept: 'application/hal+json, application/problem+json, application/json',
      authorization: `Bearer ${this.#apiKey()}`,
      ...(request.body !== undefined && { 'content-type': 'application/json' }),
    };
    const reply = await this.#http.send({ ...request, headers }, call, timeoutMs);
    const name = nameOf(request);
    const json = () => (reply.text.trim() === '' ? undefined : readJson('ironwifi', name, reply));
    return { status: reply.status, name, text: reply.text, json };
  }

  stats(): ClientStats {
    return this.#http.stats();
  }

  close(): Promise<void> {
    return this.#http.close();
  }
}

/** The key's last call of this window was ours or somebody else's (ironwifi.md §1.5): all wait for the next. */
function pauseOf(reply: HttpReply, now: number): number {
  if (reply.header('x-ratelimit-remaining') !== '0') return 0;
  const reset = Number(reply.header('x-ratelimit-reset') ?? NaN) * 1000 - now;
  return reset > 0 && reset <= LONGEST_PAUSE_MS ? reset : 0;
}
