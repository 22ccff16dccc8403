import type { z } from 'zod';
import { type Call, type MaintenanceGate, openGate, whileWanted } from '../call';
import { ExternalError } from '../external-error';
import { type HttpReply, type HttpRequest, nameOf } from '../http/http';
import { type ClientStats, type LimitedCall, LimitedHttp } from '../http/limited-http';
import { checkShape, readJson, statusCode, statusFailure } from '../http/replies';
import { authorization, type Authorization } from './authorization';
import { shieldFailure } from './shield';

export interface NexudusClientOptions {
  /** With `/api`, without a trailing slash. */
  apiUrl: string;
  /** `basic` is how an API key and secret are used (nexudus.md §1.3). */
  auth: { kind: 'bearer' | 'basic'; username: string; password: () => string };
  /** Infinity: as fast as the server answers. */
  ratePerMinute: number;
  /** Of one request; 8 s when left out. */
  timeoutMs?: number;
  /** Epoch ms. */
  now?: () => number;
  /** Lets every call through when left out. */
  gate?: MaintenanceGate;
}

/** "1 per 100 ms" (nexudus.md §2.8). */
const SPACING_MS = 100;
const CONNECTIONS = 16;
/** A record, whatever else it lacks. */
const identified = /"Id"\s*:\s*"?\d/;

/** Calls to the admin REST API: logged in, rate limited, and with its disguised refusals recognized as refusals. */
export class NexudusApi {
  readonly now: () => number;
  /** The time between two calls at the rate that is allowed, ms; 0: no limit. */
  readonly callEveryMs: number;
  readonly #gate: MaintenanceGate;
  readonly #http: LimitedHttp;
  readonly #authorization: Authorization;
  #clockAheadMs: number | null = null;

  constructor(options: NexudusClientOptions) {
    const { apiUrl, auth, ratePerMinute, timeoutMs = 8_000, now = Date.now, gate = openGate } = options;
    this.now = now;
    this.callEveryMs = 60_000 / ratePerMinute;
    this.#gate = gate;
    this.#http = new LimitedHttp({
      system: 'nexudus',
      baseUrl: apiUrl,
      ratePerMinute,
      spacingMs: SPACING_MS,
      timeoutMs,
      connections: CONNECTIONS,
      now,
      failure: (name, reply) => failure(name, reply, now()),
      inItsStead: shieldFailure,
      redirect: 'shielded',
    });
    this.#authorization = authorization(auth, (request) => this.#http.sendAtOnce(request), now);
  }

  /** GET, checked. */
  get<T>(path: string, query: Record<string, string | number>, schema: z.ZodType<T>, call: LimitedCall): Promise<T> {
    return this.#ask({ method: 'GET', path, query }, schema, call);
  }

  /**
   * GET of one record by its id. Null: 404, or a 500 with a JSON body, which is what some dead ids get (nexudus.md §2.5)
   * and also what a failure of the server looks like: null alone proves nothing.
   */
  find<T>(path: string, schema: z.ZodType<T>, call: LimitedCall): Promise<T | null> {
    return this.#find(path, schema, call, ({ status, text }) => status === 404 || (status === 500 && isJson(text)));
  }

  /** The same, but a 500 is an outage. */
  findExact<T>(path: string, schema: z.ZodType<T>, call: LimitedCall): Promise<T | null> {
    return this.#find(path, schema, call, ({ status }) => status === 404);
  }

  /** An update has no id in its URL, and its body is the whole record (nexudus.md §2.6). */
  put<T>(path: string, record: object, schema: z.ZodType<T>, call: LimitedCall): Promise<T> {
    return this.#write('PUT', path, record, schema, call);
  }

  post<T>(path: string, record: object, schema: z.ZodType<T>, call: LimitedCall): Promise<T> {
    return this.#write('POST', path, record, schema, call);
  }

  /** DELETE by id; 404 counts as removed. */
  async remove<T>(path: string, schema: z.ZodType<T>, call: LimitedCall): Promise<void> {
    const request: HttpRequest = { method: 'DELETE', path };
    const reply = await this.#send(request, { ...call, accepts: ({ status }) => status === 404 });
    if (reply.status !== 404) this.#read(nameOf(request), reply, schema);
  }

  /** Waits until a read may leave, to be made with a `TakenTurn`. */
  turn(call: Call): Promise<void> {
    return this.#http.turn(call);
  }

  /** By the last reply that was good; null: none was, or none said so. */
  get clockAheadMs(): number | null {
    return this.#clockAheadMs;
  }

  stats(): ClientStats {
    return this.#http.stats();
  }

  close(): Promise<void> {
    return this.#http.close();
  }

  #write<T>(method: 'PUT' | 'POST', path: string, record: object, schema: z.ZodType<T>, call: LimitedCall): Promise<T> {
    const headers = { 'content-type': 'application/json' };
    return this.#ask({ method, path, headers, body: JSON.stringify(record) }, schema, call);
  }

  async #ask<T>(request: HttpRequest, schema: z.ZodType<T>, call: LimitedCall): Promise<T> {
    return this.#read(nameOf(request), await this.#send(request, call), schema);
  }

  async #find<T>(path: string, schema: z.ZodType<T>, call: LimitedCall, isDead: (reply: HttpReply) => boolean) {
    const request: HttpRequest = { method: 'GET', path };
    const reply = await this.#send(request, { ...call, accepts: isDead });
    return isDead(reply) ? null : this.#readRecord(nameOf(request), reply, schema);
  }

  /** One record that cannot be read says nothing about the API. */
  #readRecord<T>(name: string, reply: HttpReply, schema: z.ZodType<T>): T {
    try {
      return this.#read(name, reply, schema);
    } catch (error) {
      const isOdd = error instanceof ExternalError && error.code === 'malformed' && identified.test(reply.text);
      throw isOdd ? new ExternalError('nexudus', 'inconsistent', error.message, { retryable: true }) : error;
    }
  }

  #read<T>(name: string, reply: HttpReply, schema: z.ZodType<T>): T {
    const value = readJson('nexudus', name, reply);
    refuseFailure(name, value);
    return checkShape('nexudus', name, schema, value);
  }

  /** A token may be revoked early: after one more log-in, 401 means what it says. */
  async #send(request: HttpRequest, call: LimitedCall): Promise<HttpReply> {
    const mayLeave = () => this.#gate({ isWrite: request.method !== 'GET' });
    await whileWanted(mayLeave(), call.signal);
    const header = await this.#authorization.header();
    try {
      return this.#timed(await this.#http.send(authorized(request, header), { ...call, mayLeave }));
    } catch (error) {
      const refused = error instanceof ExternalError && error.code === 'unauthorized';
      if (!refused || !this.#authorization.refused(header)) throw error;
    }
    return this.#timed(
      await this.#http.send(authorized(request, await this.#authorization.header()), { ...call, mayLeave }),
    );
  }

  /** Whole seconds are cut off, so half of one is missing on average. */
  #timed(reply: HttpReply): HttpReply {
    const at = Date.parse(reply.header('date') ?? '');
    if (Number.isFinite(at)) this.#clockAheadMs = at + 500 - this.now();
    return reply;
  }
}

function authorized(request: HttpRequest, header: string): HttpRequest {
  return { ...request, headers: { ...request.headers, accept: 'application/json', authorization: header } };
}

function isJson(text: string): boolean {
  return /^\s*[{"]/.test(text);
}

/** HTTP 200 can mean failure (nexudus.md §0.5). */
function refuseFailure(name: string, value: unknown): void {
  if (typeof value !== 'object' || value === null || !('WasSuccessful' in value) || value.WasSuccessful !== false)
    return;
  throw new ExternalError('nexudus', 'rejected', `${name}: 200, but WasSuccessful is false`, { retryable: false });
}

function failure(name: string, reply: HttpReply, now: number): ExternalError {
  const { status } = reply;
  // 409 is how it throttled for years, with Retry-After and an empty body (nexudus.md §2.8).
  if (status === 409 && (reply.text.trim() === '' || reply.header('retry-after') !== null)) {
    const wait = reply.header('retry-after') === null ? { ...reply, header: () => '1' } : reply;
    return statusFailure('nexudus', name, wait, 'throttled', now);
  }
  // The "Ooops!" of an unhandled error comes with 400 at times (nexudus.md §2.5).
  if (status === 400 && reply.text.includes('Ooops!')) return statusFailure('nexudus', name, reply, 'outage', now);
  return statusFailure('nexudus', name, reply, statusCode(status), now, invalidFields(reply));
}

/** Which fields of a record were refused, without their values. */
function invalidFields(reply: HttpReply): string {
  if (reply.status !== 400) return '';
  const names = [...reply.text.matchAll(/"PropertyName"\s*:\s*"([A-Za-z0-9_.]{1,60})"/g)].map((match) => match[1]);
  return names.slice(0, 5).join(', ');
}
