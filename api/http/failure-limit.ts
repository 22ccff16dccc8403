import type { Request, RequestHandler, Response } from 'express';
import { rateLimit, type Options } from 'express-rate-limit';
import { Problem } from './problem';

const WINDOW_MS = 60_000;
const OF_ONE_ADDRESS = 30;
const OF_ALL = 300;

type Passes = (req: Request, res: Response) => boolean;

/**
 * Refuses an address with 429 after 30 failures in a minute. A request that proves itself (`passes`) is neither counted nor
 * refused: a flood from a shared address must neither get a genuine webhook disabled nor lock a member out. Whether it does
 * is decided from the request alone, so that a flood costs no calls.
 */
export function failureLimit(passes: Passes): RequestHandler {
  return limit(passes, { limit: OF_ONE_ADDRESS }, 'Too many failures from this address: wait a minute.');
}

/** The same of all addresses together, after 300: somebody who guesses may have many. */
export function commonFailureLimit(passes: Passes): RequestHandler {
  const keyGenerator = () => 'all';
  return limit(passes, { limit: OF_ALL, keyGenerator }, 'Too many failures, from many addresses: wait a minute.');
}

function limit(passes: Passes, options: Partial<Options>, detail: string): RequestHandler {
  return rateLimit({
    windowMs: WINDOW_MS,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    skip: passes,
    skipSuccessfulRequests: true,
    // An untrusted proxy makes all callers share one address: genuine ones still pass.
    validate: { xForwardedForHeader: false, forwardedHeader: false },
    handler: (_req, _res, next) => next(new Problem(429, detail)),
    ...options,
  });
}
