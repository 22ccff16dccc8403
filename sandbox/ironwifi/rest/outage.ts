import { setTimeout as pause } from 'node:timers/promises';
import type { RequestHandler } from 'express';
import { Problem } from '../resources/problem';
import type { Context } from '../store/context';
import { isWrite } from './reply';

const badGateway =
  '<html>\n<head><title>502 Bad Gateway</title></head>\n<body><h1>502 Bad Gateway</h1></body>\n</html>\n';

/** Faults that strike before a call is handled; nothing of it is applied. */
export function outage({ faults }: Context): RequestHandler {
  return (request, response, next) => {
    switch (faults.down) {
      case 'refuse':
        request.socket.destroy();
        return;
      case 'hang':
        return;
      case '502-html':
        response.status(502).type('html').send(badGateway);
        return;
      case '500':
        throw new Problem(500, 'Internal Server Error');
      case '503':
        throw new Problem(503, 'Service Unavailable', { headers: waiting(faults.retryAfter) });
      case 'off':
        if (faults.unauthorized) throw new Problem(401, 'Unauthorized');
        if (faults.throttle)
          throw new Problem(429, 'Too Many Requests', { headers: waiting(faults.retryAfter || '1') });
        next();
    }
  };
}

const waiting = (retryAfter: string): Record<string, string> =>
  retryAfter === '' ? {} : { 'Retry-After': retryAfter };

/** Slow calls. An accepted call is handled after its wait, even if the caller has hung up. */
export function slowness({ faults }: Context): RequestHandler {
  return async (request, _response, next) => {
    const wait = faults.slowMs + (isWrite(request) ? faults.slowWritesMs : 0);
    if (wait > 0) await pause(wait, undefined, { ref: false });
    next();
  };
}
