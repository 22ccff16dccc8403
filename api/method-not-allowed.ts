import type { RequestHandler } from 'express';
import { Problem } from './problem';

/** The last handler of a route: says which methods it has. */
export function methodNotAllowed(...methods: string[]): RequestHandler {
  const allow = methods.join(', ');
  return (req) => {
    throw new Problem(405, `${req.method} is not possible here; ${allow} is.`, { headers: { Allow: allow } });
  };
}
