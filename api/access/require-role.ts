import type { RequestHandler } from 'express';
import type { GuardedOperation } from '../../contracts/api/operation';
import { includes, type Role } from '../../contracts/api/roles';
import { principalOf } from '../http/exchange';
import { Problem } from '../http/problem';

/** Lets through whoever has the role that the operation names. */
export function requireRole({ operationId, role }: GuardedOperation): RequestHandler {
  return (_req, res, next) => {
    const { role: given } = principalOf(res);
    if (!includes(given, role)) throw lacksRole(`${operationId} needs the role ${role}; yours is ${given}.`, role);
    next();
  };
}

/** @param why ends with a full stop */
export function lacksRole(why: string, needed: Role): Problem {
  const who = 'Whoever has the role admin, such as the holder of LATCHKEY_ADMIN_TOKEN,';
  return new Problem(403, `${why} ${who} can do it, or make a token with the role ${needed}: POST /api/v1/tokens.`, {
    code: 'roleMissing',
  });
}
