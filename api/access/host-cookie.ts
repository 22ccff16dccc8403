import { parseCookie } from 'cookie';
import type { CookieOptions, Request, Response } from 'express';

const loopback = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/;
const isPlainLoopback = (req: Request): boolean => !req.secure && loopback.test(req.get('Host') ?? '');

/**
 * A cookie that no script reads and that comes along from other sites with links only. `__Host-` binds it to this one host, and
 * asks for Secure, which browsers do not all take from a loopback address without TLS: there it goes without both.
 */
export class HostCookie {
  constructor(
    private readonly name: string,
    private readonly maxAgeMs: number,
  ) {}

  /** Null: the request shows none. */
  of(req: Request): string | null {
    return parseCookie(req.get('Cookie') ?? '')[this.#nameFor(req)] ?? null;
  }

  set(req: Request, res: Response, value: string): void {
    res.cookie(this.#nameFor(req), value, { ...optionsFor(req), maxAge: this.maxAgeMs });
  }

  clear(req: Request, res: Response): void {
    res.clearCookie(this.#nameFor(req), optionsFor(req));
  }

  #nameFor(req: Request): string {
    return isPlainLoopback(req) ? this.name : `__Host-${this.name}`;
  }
}

const optionsFor = (req: Request): CookieOptions => ({
  httpOnly: true,
  sameSite: 'lax',
  secure: !isPlainLoopback(req),
  path: '/',
});
