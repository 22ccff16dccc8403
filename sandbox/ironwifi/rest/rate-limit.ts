import type { RequestHandler, Response } from 'express';
import { Problem } from '../resources/problem';
import type { Context } from '../store/context';
import { bearerOf } from './credentials';

const minute = 60_000;
const burst = { calls: 20, withinMs: 1000 };
const mostAtOnce = 10;

/** The calls of one key: instants of the last minute, oldest first, and how many are under way. */
interface Usage {
  instants: number[];
  underWay: number;
}

/**
 * The published limits of a key (ironwifi.md §1.5): calls in any 60 s, in any second, and at once. The windows slide,
 * which is the strictest way to read them. A refused call does not count.
 */
export function rateLimit(context: Context): RequestHandler {
  const usages = new Map<string, Usage>();

  return (request, response, next) => {
    const { now, ratePerMinute } = context.options;
    if (ratePerMinute === Infinity) return next();
    const key = bearerOf(request) ?? '';
    const usage = usages.get(key) ?? { instants: [], underWay: 0 };
    usages.set(key, usage);
    const at = now();
    usage.instants = usage.instants.filter((instant) => instant > at - minute);
    const waitMs = waitFor(usage, at, ratePerMinute);
    if (waitMs === 0) admit(usage, at, response);
    if (context.switches.rateHeaders === 'on') response.set(headersOf(usage, at, ratePerMinute));
    if (waitMs > 0) {
      throw new Problem(429, 'Too Many Requests', { headers: { 'Retry-After': String(Math.ceil(waitMs / 1000)) } });
    }
    next();
  };
}

function waitFor({ instants, underWay }: Usage, at: number, ratePerMinute: number): number {
  if (underWay >= mostAtOnce) return 1;
  return Math.max(
    untilFree(instants, at, ratePerMinute, minute), //
    untilFree(instants, at, burst.calls, burst.withinMs),
  );
}

/** How long until fewer than `calls` of the instants lie within the window. */
function untilFree(instants: number[], at: number, calls: number, withinMs: number): number {
  const blocking = instants.at(-calls);
  return blocking === undefined ? 0 : Math.max(0, blocking + withinMs - at);
}

function admit(usage: Usage, at: number, response: Response): void {
  usage.instants.push(at);
  usage.underWay += 1;
  response.once('close', () => (usage.underWay -= 1));
}

function headersOf({ instants }: Usage, at: number, ratePerMinute: number): Record<string, string> {
  return {
    'X-RateLimit-Limit': String(ratePerMinute),
    'X-RateLimit-Remaining': String(Math.max(0, ratePerMinute - instants.length)),
    'X-RateLimit-Reset': String(Math.ceil(((instants[0] ?? at) + minute) / 1000)),
  };
}
