import { randomBytes } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import type { IronwifiOptions } from '../controls/options';
import { Problem } from '../resources/problem';
import type { Context } from '../store/context';
import { isWrite } from './reply';

/**
 * Bearer only (ironwifi.md §1.2, §0.2): a caller without a token is a guest and forbidden, with an unknown one it is
 * unauthorized, with a read-only one it is forbidden to write.
 */
export function authenticate({ options }: Context, tokens: Tokens): RequestHandler {
  return (request, _response, next) => {
    const key = bearerOf(request);
    if (key === undefined) throw new Problem(403, 'Forbidden');
    const full = key === options.apiKey || tokens.isValid(key);
    if (!full && key !== options.readOnlyKey) {
      throw new Problem(401, 'Unauthorized', { headers: { 'WWW-Authenticate': 'Bearer realm="Service"' } });
    }
    if (!full && isWrite(request)) throw new Problem(403, 'Forbidden');
    next();
  };
}

export function bearerOf(request: Request): string | undefined {
  return /^Bearer (.+)$/.exec(request.get('Authorization') ?? '')?.[1];
}

const lifetimeSeconds = 3600;

/** Tokens of the OAuth grants; they are forgotten when the sandbox stops. */
export class Tokens {
  readonly #access = new Map<string, number>();
  readonly #refresh = new Set<string>();

  constructor(private readonly options: IronwifiOptions) {}

  isValid(token: string): boolean {
    return (this.#access.get(token) ?? 0) > this.options.now();
  }

  /** `POST /api/oauth`: the password and refresh grants (ironwifi.md §1.2). */
  readonly handler: RequestHandler = (request, response) => {
    const form = formOf(request);
    const refusal = this.#refuse(form);
    if (refusal) {
      response.status(400).json(refusal);
      return;
    }
    const access_token = this.#issue();
    const refresh_token = form['grant_type'] === 'password' ? this.#issueRefresh() : undefined;
    response.json({ access_token, expires_in: lifetimeSeconds, token_type: 'Bearer', scope: null, refresh_token });
  };

  #refuse(form: Record<string, unknown>): object | undefined {
    const { clientId, clientSecret, username, password } = this.options.oauth;
    if (form['client_id'] !== clientId || form['client_secret'] !== clientSecret) {
      return refusal('invalid_client', 'The client credentials are invalid');
    }
    switch (form['grant_type']) {
      case 'password':
        if (form['username'] === username && form['password'] === password) return undefined;
        return refusal('invalid_grant', 'Invalid username and password combination');
      case 'refresh_token':
        if (this.#refresh.has(String(form['refresh_token']))) return undefined;
        return refusal('invalid_grant', 'Invalid refresh token');
      default:
        return refusal('unsupported_grant_type', 'The grant type is not supported');
    }
  }

  #issue(): string {
    const token = randomBytes(20).toString('hex');
    this.#access.set(token, this.options.now() + lifetimeSeconds * 1000);
    return token;
  }

  #issueRefresh(): string {
    const token = randomBytes(20).toString('hex');
    this.#refresh.add(token);
    return token;
  }
}

const refusal = (error: string, error_description: string): object => ({ error, error_description });

function formOf(request: Request): Record<string, unknown> {
  const body: unknown = request.body;
  return typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
}
