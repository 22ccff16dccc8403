import type { DirectoryCapabilities } from '../../domain/settings/settings';
import { type Call, type MaintenanceGate, openGate } from '../call';
import { ExternalError } from '../external-error';
import { type HttpReply, type HttpRequest, nameOf } from '../http/http';
import { type ClientStats, type LimitedCall, LimitedHttp } from '../http/limited-http';
import { sustainedPerMinute } from '../http/rate-limiter';
import { readJson, statusCode, statusFailure } from '../http/replies';
import type { TenantId } from '../wifi-directory';

export interface IronwifiClientOptions {
  /** Regional, with `/api`, without a trailing slash: a wrong region reads as an empty tenant (ironwifi.md §0.1). */
  apiUrl: string;
  /** When given, it is part of every path, and another tenant's is refused by the server. */
  companyId: string | null;
  apiKey: () => string;
  /** The tenant that answered until now and is expected; without one, the first that answers. */
  knownTenant?: () => Promise<TenantId | null>;
  /** Infinity: as fast as the server answers. */
  ratePerMinute: number;
  /** How the tenant behaves in disputed cases; asked for every call, since settings may have changed. */
  capabilities: () => DirectoryCapabilities;
  /** Of one request; 8 s when left out. */
  timeoutMs?: number;
  /** Epoch ms. */
  now?: () => number;
  /** Lets every call through when left out. */
  gate?: MaintenanceGate;
}

/** A key may have ten calls in flight (ironwifi.md §1.5). */
const CONNECTIONS = 8;
/** A create and the question before it whose tenant this is. More would be taken from the writes that leave one after the other. */
const BURST = 2;

/** How many calls a minute leave one after the other, where so many may leave. */
export const callsInARow = (ratePerMinute: number): number => sustainedPerMinute({ ratePerMinute, burst: BURST });
/** A reset later than the window ends is a misreading. */
const LONGEST_PAUSE_MS = 60_000;

export interface IronwifiReply {
  status: number;
  name: string;
  text: string;
  header(name: string): string | null;
  /** The body; undefined where there is none. Throws `outage` if it is no JSON. */
  json(): unknown;
}

/** Requests to one tenant as they are, whatever the answer: to find out what it does. */
export interface RawDirectory {
  /**
   * Any answer, except a 429, after which the request is sent again. `where`: the path is below the tenant, or below the API itself.
   * Throws what no answer means.
   */
  ask(request: HttpRequest, call: Call, where: 'tenant' | 'api'): Promise<IronwifiReply>;
  /** Any answer to a read below the API itself, without regard to our own rate limit. */
  askAtOnce(request: HttpRequest & { method: 'GET' }): Promise<IronwifiReply>;
}

/** Calls to one tenant's REST API. */
export class IronwifiApi implements RawDirectory {
  readonly timeoutMs: number;
  readonly now: () => number;
  readonly gate: MaintenanceGate;
  readonly #http: LimitedHttp;
  readonly #tenant: string;
  readonly #apiKey: () => string;

  constructor(options: IronwifiClientOptions) {
    const { apiUrl, companyId, apiKey, ratePerMinute, timeoutMs = 8_000, now = Date.now } = options;
    this.gate = options.gate ?? openGate;
    this.timeoutMs = timeoutMs;
    this.now = now;
    this.#apiKey = apiKey;
    this.#tenant = companyId === null ? '' : `/${encodeURIComponent(companyId)}`;
    this.#http = new LimitedHttp({
      system: 'ironwifi',
      baseUrl: apiUrl,
      ratePerMinute,
      burst: BURST,
      timeoutMs,
      connections: CONNECTIONS,
      now,
      failure: (name, reply) => refusal(name, reply, now()),
      pause: (reply) => pauseOf(reply, now()),
    });
  }

  /** `path` is below the tenant. */
  send(request: HttpRequest, call: LimitedCall, timeoutMs?: number): Promise<IronwifiReply> {
    return this.sendOutside({ ...request, path: this.#tenant + request.path }, call, timeoutMs);
  }

  /** `path` is below the API itself. */
  async sendOutside(request: HttpRequest, call: LimitedCall, timeoutMs?: number): Promise<IronwifiReply> {
    if (!call.begun) await this.gate({ isWrite: request.method !== 'GET' });
    return replyTo(request, await this.#http.send(this.#signed(request), call, timeoutMs));
  }

  ask(request: HttpRequest, call: Call, where: 'tenant' | 'api'): Promise<IronwifiReply> {
    const limited = { ...call, accepts: ({ status }: HttpReply) => status !== 429 };
    return where === 'tenant' ? this.send(request, limited) : this.sendOutside(request, limited);
  }

  async askAtOnce(request: HttpRequest & { method: 'GET' }): Promise<IronwifiReply> {
    await this.gate({ isWrite: false });
    return replyTo(request, await this.#http.sendAtOnce(this.#signed(request)));
  }

  stats(): ClientStats {
    return this.#http.stats();
  }

  close(): Promise<void> {
    return this.#http.close();
  }

  #signed(request: HttpRequest): HttpRequest {
    const headers = {
      accept: 'application/hal+json, application/problem+json, application/json',
      authorization: `Bearer ${this.#apiKey()}`,
      ...(request.body !== undefined && { 'content-type': 'application/json' }),
    };
    return { ...request, headers };
  }
}

function replyTo(request: HttpRequest, reply: HttpReply): IronwifiReply {
  const { status, text } = reply;
  const name = nameOf(request);
  const json = () => (text.trim() === '' ? undefined : readJson('ironwifi', name, reply));
  return { status, name, text, json, header: (header) => reply.header(header) };
}

/** The key has no call left in this window (ironwifi.md §1.5): everybody waits for the next one. */
function pauseOf(reply: HttpReply, now: number): number {
  if (reply.header('x-ratelimit-remaining') !== '0') return 0;
  const reset = Number(reply.header('x-ratelimit-reset') ?? NaN) * 1000 - now;
  return reset > 0 && reset <= LONGEST_PAUSE_MS ? reset : 0;
}

/** A 422, with the names of its fields, without their values. */
export class InvalidFields extends ExternalError {
  constructor(
    code: 'rejected' | 'duplicate',
    message: string,
    readonly fields: readonly string[],
  ) {
    super('ironwifi', code, message, { retryable: false });
  }
}

const fieldNames = ['username', 'password', 'status', 'orgunit', 'email', 'firstname', 'lastname', 'notes', 'userid'];
/** Reasons to refuse a user name that is not taken. */
const formTrouble = /empty|required|too (short|long)|length|pattern|format|not a valid|invalid char/i;

/** Both formats of an error (ironwifi.md §1.4): problem+json, and the help pages' flat object. */
function refusal(name: string, reply: HttpReply, now: number): ExternalError {
  const { status } = reply;
  const aboutUser = /^(POST|PATCH) .*\/users(\/[^/?]+)?$/.test(name);
  if (status === 409 && aboutUser)
    return new InvalidFields('duplicate', `${name}: 409: the user name is taken`, ['username']);
  // A page past the end: the list shrank while it was read (ironwifi.md §10.4).
  if (status === 409 && name.startsWith('GET ')) return statusFailure('ironwifi', name, reply, 'inconsistent', now);
  if (status !== 422) return statusFailure('ironwifi', name, reply, statusCode(status), now);
  const fields = invalidFields(reply.text);
  const taken = aboutUser && fields.includes('username') && !formTrouble.test(reply.text);
  if (taken) return new InvalidFields('duplicate', `${name}: 422: the user name is taken`, fields);
  return new InvalidFields('rejected', `${name}: 422${fields.length > 0 ? ` (${fields.join(', ')})` : ''}`, fields);
}

function invalidFields(text: string): string[] {
  const messages = /"validation_messages"\s*:\s*(\{[\s\S]*)/.exec(text)?.[1];
  const named = messages
    ? fieldNames.filter((field) => new RegExp(`"${field}"\\s*:`).test(messages))
    : fieldNames.filter((field) => new RegExp(`\\b${field}\\b`).test(text));
  return named;
}

/** Fails closed: the message names the setting that says how this tenant behaves, or that avoids the question. */
export function capability(setting: string, what: string): ExternalError {
  return new ExternalError('ironwifi', 'capability', `${what}; see the setting ${setting}`, {
    retryable: false,
  });
}

/** The wait for a turn, before one request: an attempt of an activity must not outlive its time-out. */
const WAIT_MS = 2_000;

/**
 * One change, in as many requests as the tenant needs. Its errors are true of the whole change: "not sent" only if none
 * of its requests was sent, "outcome unknown" only if one was.
 */
export class Operation {
  #doubtful = false;
  #wrote = false;
  readonly #endsAt: number;

  private constructor(
    private readonly api: IronwifiApi,
    readonly call: LimitedCall,
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

  read(request: HttpRequest, accepts?: LimitedCall['accepts']): Promise<IronwifiReply> {
    return this.#send(request, accepts);
  }

  /** Something was written: the other side is well. */
  get wrote(): boolean {
    return this.#wrote;
  }

  async write(request: HttpRequest, accepts?: LimitedCall['accepts']): Promise<IronwifiReply> {
    try {
      const reply = await this.#send(request, accepts);
      this.#wrote = true;
      return reply;
    } catch (error) {
      this.#doubtful ||= !(error instanceof ExternalError) || error.outcomeUnknown;
      throw error;
    }
  }

  async #send(request: HttpRequest, accepts: LimitedCall['accepts']): Promise<IronwifiReply> {
    // a change that has begun is finished; the gate itself may take a while
    if (!this.#wrote) await this.api.gate({ isWrite: request.method !== 'GET' });
    const left = this.#endsAt - performance.now();
    if (left <= 0)
      throw new ExternalError('ironwifi', 'throttled', 'The change takes too long for one attempt', {
        retryable: true,
      });
    // The order may expire before its first write only.
    const notAfter = this.#wrote ? undefined : this.call.notAfter;
    const call = { ...this.call, notAfter, accepts, begun: true };
    return this.api.send(request, call, Math.min(this.api.timeoutMs, left));
  }

  /** A part that stays done although another one was refused leaves open what the account is now. */
  partly(error: unknown): unknown {
    if (!(error instanceof ExternalError) || !(this.#wrote || this.#doubtful)) return error;
    const { system, code, message, options } = error;
    return new ExternalError(system, code, message, { ...options, partlyDone: true });
  }

  #ofTheWhole(error: unknown): unknown {
    if (!(error instanceof ExternalError)) return error;
    const { system, code, message, options } = error;
    if ((this.#wrote || this.#doubtful) && nothingWasSent.includes(code)) {
      return new ExternalError(system, 'outage', `${message} (a part of the change may be done)`, {
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

/** Codes which prove that a request was not carried out. */
export const nothingWasSent: readonly ExternalError['code'][] = [
  'unreachable',
  'throttled',
  'unauthorized',
  'forbidden',
  'orderExpired',
  'maintenance',
];
