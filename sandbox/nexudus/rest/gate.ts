import type { RequestHandler, Response } from 'express';
import type { NexudusFaults } from '../controls/faults';
import type { Space } from '../store/space';
import { ooops, refused } from './envelopes';
import { RateLimit, tooMany, unavailable } from './rate-limit';
import type { Tokens } from './tokens';

/** Network and server faults: they strike every call, authenticated or not. */
export function reachable(faults: NexudusFaults, held: Set<Response>): RequestHandler {
  return (request, response, next) => {
    if (faults.down === 'refuse') return void request.socket.destroy();
    if (faults.down === '500') return ooops(response);
    if (faults.down === '503') return unavailable(response, faults.retryAfter);
    if (faults.down === 'hang') return hold(response, held);
    if (faults.firewall !== 'off') return shielded(response, faults.firewall);
    if (faults.slowMs <= 0) return next();
    const timer = setTimeout(next, faults.slowMs);
    response.on('close', () => clearTimeout(timer));
  };
}

function shielded(response: Response, firewall: '202' | '403' | 'redirect'): void {
  if (firewall === 'redirect') response.redirect('https://firewall.example/challenge');
  else if (firewall === '202') response.status(202).end();
  else response.status(403).type('html').send('<!doctype html><title>Request blocked</title>');
}

/** 401 with an empty body for bad credentials (nexudus.md §1.6). */
export function authorized(tokens: Tokens): RequestHandler {
  return (request, response, next) => {
    if (tokens.accepts(request.get('authorization'))) next();
    else response.status(401).end();
  };
}

export function admitted(space: Space, faults: NexudusFaults): RequestHandler {
  const limit = new RateLimit(space.options);
  return (request, response, next) => {
    if (faults.throttle || !limit.admits(request.method))
      return tooMany(response, space.options.throttleStatus, faults.retryAfter);
    if (faults.ooopsNext > 0) {
      faults.ooopsNext--;
      return ooops(response);
    }
    if (faults.wasSuccessfulFalse) return refused(response, 'The action could not be completed.');
    next();
  };
}

function hold(response: Response, held: Set<Response>): void {
  held.add(response);
  response.on('close', () => held.delete(response));
}
