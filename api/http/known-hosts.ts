import { isIP } from 'node:net';
import type { Request, RequestHandler } from 'express';
import { Problem } from './problem';

/**
 * Refuses requests whose `Host` names nobody we are. A page of somebody else's can make its own name lead to this machine (DNS
 * rebinding): the browser then takes our answers for that page's. Addresses are fine: they cannot be led elsewhere. So is no
 * `Host` at all, which browsers never send. Behind a trusted proxy `X-Forwarded-Host` must be known as well, never instead:
 * such a page can send that header.
 */
export function knownHosts(names: readonly string[]): RequestHandler {
  const known = new Set(['localhost', ...names.map((name) => name.toLowerCase())]);
  const isKnown = (name: string): boolean => isIP(name.replace(/^\[(.*)\]$/, '$1')) !== 0 || known.has(name);
  return (req, _res, next) => {
    const stranger = hostsOf(req).find((host) => !isKnown(nameOf(host)));
    if (stranger !== undefined) throw foreign(nameOf(stranger));
    next();
  };
}

/** `req.host` is what a trusted proxy was asked for, else the same as the header. */
function hostsOf(req: Request): string[] {
  return [req.headers.host, req.host].filter((host) => host !== undefined && host !== '') as string[];
}

/** Without port and final dot, in lower case; what is no host at all stays as it is. */
function nameOf(host: string): string {
  const url = `http://${host}`;
  return URL.canParse(url) ? new URL(url).hostname.replace(/\.$/, '') : host;
}

function foreign(name: string): Problem {
  return new Problem(
    421,
    `This API is not known as ${name}. If it should be, add the name to LATCHKEY_ALLOWED_HOSTS; members and Nexudus use the one in LATCHKEY_PUBLIC_URL.`,
  );
}
