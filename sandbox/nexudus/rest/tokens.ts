import { randomBytes } from 'node:crypto';
import type { Request, Response } from 'express';
import type { NexudusFaults } from '../controls/faults';
import type { Space } from '../store/space';

const day = 24 * 60 * 60 * 1000;
const accessLife = 7 * day;
const refreshLife = 15 * day;

interface RefreshToken {
  token: string;
  until: number;
}

/** Password and refresh grants, one live refresh token for each client id (nexudus.md §1.2), and Basic (§1.3). */
export class Tokens {
  private readonly access = new Map<string, number>();
  private readonly refresh = new Map<string, RefreshToken>();

  constructor(
    private readonly space: Space,
    private readonly faults: NexudusFaults,
  ) {}

  /** `POST /api/token`, form only. */
  readonly grant = (request: Request, response: Response): void => {
    const form = (request.is('application/x-www-form-urlencoded') ? request.body : {}) as Record<string, unknown>;
    const clientId = request.get('client_id') ?? this.space.options.username;
    if (form['grant_type'] === 'password') return this.byPassword(form, clientId, response);
    if (form['grant_type'] === 'refresh_token') return this.byRefresh(form, clientId, response);
    response.status(400).json({ error: 'unsupported_grant_type' });
  };

  accepts(authorization: string | undefined): boolean {
    if (this.faults.unauthorized) return false;
    const [scheme = '', credentials = ''] = (authorization ?? '').split(' ');
    if (/^bearer$/i.test(scheme)) return (this.access.get(credentials) ?? 0) > this.space.now();
    if (!/^basic$/i.test(scheme)) return false;
    const { username, password } = this.space.options;
    return Buffer.from(credentials, 'base64').toString('utf8') === `${username}:${password}`;
  }

  private byPassword(form: Record<string, unknown>, clientId: string, response: Response): void {
    const { username, password } = this.space.options;
    if (form['username'] === username && form['password'] === password && !this.faults.unauthorized)
      return this.issue(clientId, response);
    const error_description = 'The user name or password is incorrect.';
    response.status(400).json({ error: 'invalid_grant', error_description });
  }

  private byRefresh(form: Record<string, unknown>, clientId: string, response: Response): void {
    const known = this.refresh.get(clientId);
    const good = known !== undefined && known.token === form['refresh_token'] && known.until > this.space.now();
    if (good && !this.faults.unauthorized) return this.issue(clientId, response);
    response.status(400).json({ error: 'invalid_grant' });
  }

  private issue(clientId: string, response: Response): void {
    const accessToken = randomBytes(32).toString('base64url');
    const refreshToken = randomBytes(32).toString('base64url');
    this.access.set(accessToken, this.space.now() + accessLife);
    this.refresh.set(clientId, { token: refreshToken, until: this.space.now() + refreshLife });
    response.json({
      access_token: accessToken,
      token_type: 'bearer',
      expires_in: accessLife / 1000 - 1,
      refresh_token: refreshToken,
    });
  }
}
