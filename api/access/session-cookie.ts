import { parseCookie } from 'cookie';
import type { CookieOptions, Request, Response } from 'express';
import { SESSION_MS } from './sessions';

/**
 * `__Host-` binds the cookie to this one host, and asks for Secure, which browsers do not all take from a loopback address
 * without TLS: there it goes without both.
 */
const NAME = '__Host-latchkey';
const LOOPBACK_NAME = 'latchkey';

const loopback = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/;
const isPlainLoopback = (req: Request): boolean => !req.secure && loopback.test(req.get('Host') ?? '');
const nameFor = (req: Request): string => (isPlainLoopback(req) ? LOOPBACK_NAME : NAME);

const optionsFor = (req: Request): CookieOptions => ({
  httpOnly: true,
  sameSite: 'lax',
  secure: !isPlainLoopback(req),
  path: '/',
});

/** Null: the request shows none. */
export function sessionCookieOf(req: Request): string | null {
  return parseCookie(req.get('Cookie') ?? '')[nameFor(req)] ?? null;
}

export function setSessionCookie(req: Request, res: Response, cookie: string): void {
  res.cookie(nameFor(req), cookie, { ...optionsFor(req), maxAge: SESSION_MS });
}

export function clearSessionCookie(req: Request, res: Response): void {
  res.clearCookie(nameFor(req), optionsFor(req));
}
