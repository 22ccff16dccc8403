import type { Request, RequestHandler } from 'express';
import { exchange } from '../http/exchange';
import { Problem } from '../http/problem';
import { sameSecret } from '../http/same-secret';
import type { Session } from './sessions';

/** Carries the token of a session's forms. */
export const CSRF_HEADER = 'X-Latchkey-CSRF';

const SAFE = ['GET', 'HEAD', 'OPTIONS'];

/**
 * Lets through what changes something only if a page of ours has sent it: browsers add a session's cookie to requests of any
 * site. A request that shows a token instead of a cookie proves itself.
 */
export const ownOrigin: RequestHandler = (req, res, next) => {
  const { session } = exchange(res);
  if (session !== undefined && !SAFE.includes(req.method)) demandOwnForm(req, session, req.get(CSRF_HEADER));
  next();
};

/** @param csrf what the form has brought */
export function demandOwnForm(req: Request, session: Pick<Session, 'csrf'>, csrf = ''): void {
  demandOwnOrigin(req);
  if (!sameSecret(csrf, session.csrf)) throw crossSite('the page that sent it is older');
}

/** For requests with a body that no session vouches for, such as signing in. */
export function demandOwnOrigin(req: Request): void {
  const site = req.get('Sec-Fetch-Site');
  const origin = req.get('Origin');
  if (site !== undefined && site !== 'same-origin') throw crossSite(`it came from elsewhere (${site})`);
  if (site === undefined && origin !== undefined && hostOf(origin) !== req.host)
    throw crossSite('it came from elsewhere');
}

/** Null for `null`, which browsers send where they do not tell. */
const hostOf = (origin: string): string | null => (URL.canParse(origin) ? new URL(origin).host : null);

const crossSite = (why: string): Problem =>
  new Problem(403, `This was not done, since ${why}: open the page again, and send it from there.`, {
    code: 'crossSite',
  });
