import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { ExternalError } from '../external-error';
import { type HttpReply, type HttpRequest, nameOf } from '../http/http';
import { checkShape, readJson, statusCode, statusFailure } from '../http/replies';

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

/** The OAuth2 password grant (nexudus.md §1.2): one token for all calls, kept in memory, renewed before it expires. */
class BearerAuthorization implements Authorization {
  /** One per process: a new log-in with the same client id would end the refresh tokens of the others. */
  readonly #clientId = randomUUID();
  #token: Token | null = null;
  #renewing: Promise<Token> | null = null;

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
    const refreshToken = this.#token?.refreshToken;
    this.#token = (refreshToken && (await this.#refresh(refreshToken))) || (await this.#logIn());
    return this.#token;
  }

  /** Null: used, or too old. The password still works then. */
  async #refresh(refresh_token: string): Promise<Token | null> {
    const reply = await this.send(this.#request({ grant_type: 'refresh_token', refresh_token }));
    return reply.status === 200 ? this.#read(reply) : null;
  }

  async #logIn(): Promise<Token> {
    const { username, password } = this.credentials;
    const request = this.#request({ grant_type: 'password', username, password: password() });
    const reply = await this.send(request);
    if (reply.status === 200) return this.#read(reply);
    const name = nameOf(request);
    if (reply.status === 400) {
      const text = `${name}: ${reply.status}: the log-in was refused (${oauthError(reply)})`;
      throw new ExternalError('nexudus', 'unauthorized', text, { retryable: false });
    }
    const code = reply.status === 409 ? 'throttled' : statusCode(reply.status);
    throw statusFailure('nexudus', name, reply, code, this.now());
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
