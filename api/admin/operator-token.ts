import type { Request, RequestHandler } from 'express';
import type { Secret } from '../../config';
import type { OperatorRequest } from '../../contracts/replayed';
import { Problem } from '../http/problem';
import { sameSecret } from '../http/same-secret';

/** There is one admin token, so this is all that is known about who asks. */
export const operator: OperatorRequest = { by: 'operator' };

/** Whether a request carries the admin token. */
export function carriesToken(token: Secret): (req: Request) => boolean {
  return (req) => {
    const [scheme, given, ...rest] = (req.get('Authorization') ?? '').split(' ');
    if (scheme?.toLowerCase() !== 'bearer' || !given || rest.length > 0) return false;
    return sameSecret(given, token.reveal());
  };
}

export function requireToken(authorized: (req: Request) => boolean): RequestHandler {
  return (req, _res, next) => {
    if (authorized(req)) return next();
    const headers = { 'WWW-Authenticate': 'Bearer realm="latchkey"' };
    throw new Problem(401, 'Send the admin token: Authorization: Bearer LATCHKEY_ADMIN_TOKEN.', { headers });
  };
}
