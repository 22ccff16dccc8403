import type { Request, RequestHandler } from 'express';
import type { Context } from './context';
import type { Tokens } from './oauth';
import { Problem } from './problem';
import { isWrite } from './reply';

/**
 * Bearer only (ironwifi.md §1.2, §0.2): without one a caller is a guest and forbidden, with an unknown one it is
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
