import { isIP } from 'node:net';
import type { RequestHandler } from 'express';

/**
 * Nobody logs in to the sandbox's pages, so a page elsewhere whose name leads to this machine (DNS rebinding) must not get at
 * them: only `localhost`, the name that it listens on, and addresses are served.
 */
export function ownNames(own: string): RequestHandler {
  return (request, response, next) => {
    const name = request.hostname?.replace(/^\[(.*)\]$/, '$1').toLowerCase();
    if (name === undefined || isIP(name) || name === 'localhost' || name === own.toLowerCase()) return next();
    response.status(421).json({ error: `The sandbox is not known as ${name}: open it as localhost.` });
  };
}
