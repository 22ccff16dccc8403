import type { Request, RequestHandler } from 'express';
import { isOwnName, nameInHost } from '../../config';
import { Problem } from './problem';

/**
 * Refuses requests that call us by a name that is not ours. No name at all is fine: browsers always send one. Behind a trusted
 * proxy `X-Forwarded-Host` must be ours as well, never instead: a page that is to be kept out can send that header.
 */
export function knownHosts(names: readonly string[]): RequestHandler {
  return (req, _res, next) => {
    const stranger = namesIn(req).find((name) => !isOwnName(name, names));
    if (stranger !== undefined) throw foreign(stranger);
    next();
  };
}

/** `req.host` is what a trusted proxy was asked for, else the same as the header. */
function namesIn(req: Request): string[] {
  return [req.headers.host, req.host].flatMap((host) => (host ? [nameInHost(host)] : []));
}

function foreign(name: string): Problem {
  return new Problem(
    421,
    `This API is not known as ${name}. If it should be, add the name to LATCHKEY_ALLOWED_HOSTS; members and Nexudus use the one in LATCHKEY_PUBLIC_URL.`,
  );
}
