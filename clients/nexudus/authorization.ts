import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { ExternalError } from '../external-error';
import { type HttpReply, type HttpRequest, nameOf } from '../http/http';
import { MOST_WAIT_MS } from '../http/rate-limiter';
import { checkShape, readJson, statusCode, statusFailure } from '../http/replies';
import { shieldFailure } from './shield';

export interface Credentials {
  kind: 'bearer' | 'basic';
  username: string;
  password: () => string;
}

/** Where the header of the next call comes from. */
export interface Authorization {
  header(): Promise<string>;
  /** After a 401 on a call with `header`. True: a new log-in may help. */
  refused(header: string): boolean;
}

export function authorization(
  credentials: Credentials,
  send: (request: HttpRequest) => Promise<HttpReply>,
  now: () => number,
): Authorization {
  if (credentials.kind === 'bearer') return new BearerAuthorization(credentials, send, now);
  const { username, password } = credentials;
  // Nothing is remembered after a 401: it may be a missing role (nexudus.md §1.6), and such calls keep to the rate limit.
  const header = () => Promise.resolve(`Basic ${Buffer.from(`${username}:${password()}`).toString('base64')}`);
  return { header, refused: () => false };
}

const tokenReply = z.object({
  access_token: z.string().min(1),
  expires_in: z.coerce.number().positive(),
  refresh_token: z.string().nullish(),
});

/** A token this young was not revoked: the refusal has another cause. */
const FRESH_MS = 60_000;

interface Token {
  header: string;
  issuedAt: number;
  /** From then on a new one is fetched. */
  staleAt: number;
  refreshToken: string | null;
}

/** How long a refused log-in is not tried again, doubled each time. */
const REFUSED_MS = { first: 30_000, longest: 5 * 60_000 };

interface Refusal {
  error: ExternalError;
  password: string;
  pauseMs: number;
  /** Epoch ms. */
  endsAt: number;
}

/** The OAuth2 password grant (nexudus.md §1.2): one token for all calls, kept in memory, renewed before it expires. */
class BearerAuthorization implements Authorization {
  /** One per process: a new log-in with the same client id would end the refresh tokens of the others. */
  readonly #clientId = randomUUID();
  #token: Token | null = null;
  #renewing: Promise<Token> | null = null;
  /** Log-ins do not pass the rate limiter: without this memory every call would make one. */
  #refusal: Refusal | null = null;

  constructor(
    private readonly credentials: Credentials,
    private readonly send: (request: HttpRequest) => Promise<HttpReply>,
    private readonly now: () => number,
  ) {}

  async header(): Promise<string> {
    if (this.#token && this.now() < this.#token.staleAt) return this.#token.header;
    this.#renewing ??= this.#renew().finally(() => (this.#renewing = null));
    return (await this.#renewing).header;
  }

  refused(header: string): boolean {
    // A concurrent call may have logged in again: the refused token is no longer the current one.
    if (this.#token?.header !== header) return true;
    // A missing role is also a 401 (nexudus.md §1.6), which no log-in cures.
    if (this.now() - this.#token.issuedAt < FRESH_MS) return false;
    this.#token = null;
    return true;
  }

  async #renew(): Promise<Token> {
    const password = this.credentials.password();
    // Another password deserves a try at once.
    if (this.#refusal?.password !== password) this.#refusal = null;
    if (this.#refusal && this.now() < this.#refusal.endsAt) throw this.#refusal.error;
    const refreshToken = this.#token?.refreshToken;
    this.#token = (refreshToken && (await this.#refresh(refreshToken))) || (await this.#logIn(password));
    this.#refusal = null;
    return this.#token;
  }

  /** Null: used, or too old. The password still works then. */
  async #refresh(refresh_token: string): Promise<Token | null> {
    const reply = await this.send(this.#request({ grant_type: 'refresh_token', refresh_token }));
    return reply.status === 200 ? this.#read(reply) : null;
  }

  async #logIn(password: string): Promise<Token> {
    const request = this.#request({ grant_type: 'password', username: this.credentials.username, password });
    const reply = await this.send(request);
    if (reply.status === 200) return this.#read(reply);
    const shield = shieldFailure(nameOf(request), reply);
    if (shield !== null) throw shield;
    const error = this.#failure(nameOf(request), reply);
    const pauseMs = this.#pauseAfter(error);
    if (pauseMs > 0) this.#refusal = { error, password, pauseMs, endsAt: this.now() + pauseMs };
    throw error;
  }

  #failure(name: string, reply: HttpReply): ExternalError {
    if (reply.status === 400) {
      const text = `${name}: ${reply.status}: the log-in was refused (${oauthError(reply)})`;
      return new ExternalError('nexudus', 'unauthorized', text, { retryable: false });
    }
    const code = reply.status === 409 ? 'throttled' : statusCode(reply.status);
    const error = statusFailure('nexudus', name, reply, code, this.now());
    const { retryable, retryAfterMs } = error.options;
    if (retryAfterMs === undefined) return error;
    // Everybody needs the log-in, so nobody waits longer for it than an urgent call.
    const bounded = { retryable, retryAfterMs: Math.min(retryAfterMs, MOST_WAIT_MS.usual) };
    return new ExternalError('nexudus', code, error.message, bounded);
  }

  /** 0: the next call may log in. An outage is not remembered: the first call after it must get through. */
  #pauseAfter({ code, options }: ExternalError): number {
    if (code === 'throttled') return options.retryAfterMs ?? 0;
    if (code !== 'unauthorized' && code !== 'forbidden') return 0;
    const last = this.#refusal?.error.code === 'throttled' ? 0 : (this.#refusal?.pauseMs ?? 0);
    return Math.min(Math.max(REFUSED_MS.first, last * 2), REFUSED_MS.longest);
  }

  #request(form: Record<string, string>): HttpRequest {
    const headers = { 'content-type': 'application/x-www-form-urlencoded', client_id: this.#clientId };
    return { method: 'POST', path: '/token', headers, body: new URLSearchParams(form).toString() };
  }

  #read(reply: HttpReply): Token {
    const name = 'POST /token';
    const { access_token, expires_in, refresh_token } = checkShape(
      'nexudus',
      name,
      tokenReply,
      readJson('nexudus', name, reply),
    );
    const lifeMs = expires_in * 1000;
    const issuedAt = this.now();
    const staleAt = issuedAt + lifeMs - Math.min(5 * 60_000, lifeMs / 10);
    return { header: `Bearer ${access_token}`, issuedAt, staleAt, refreshToken: refresh_token ?? null };
  }
}

/** The error's name is one of a fixed few; its description might quote personal data. */
function oauthError(reply: HttpReply): string {
  return /"error"\s*:\s*"([a-z_]{1,40})"/.exec(reply.text)?.[1] ?? 'no reason given';
}
