import type { Request, RequestHandler, Response } from 'express';
import { rateLimit } from 'express-rate-limit';
import { Problem } from './problem';

const WINDOW_MS = 60_000;
const FAILURES_PER_WINDOW = 30;

/**
 * Refuses an address with 429 after 30 failures in a minute. A request that proves itself (`passes`) is neither counted nor
 * refused: a flood from a shared address must neither get a genuine webhook disabled nor lock a member out. Whether it does
 * is decided from the request alone, so that a flood costs no calls.
 */
export function failureLimit(passes: (req: Request, res: Response) => boolean): RequestHandler {
  return rateLimit({
    windowMs: WINDOW_MS,
    limit: FAILURES_PER_WINDOW,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    skip: passes,
    skipSuccessfulRequests: true,
    // An untrusted proxy makes all callers share one address: genuine ones still pass.
    validate: { xForwardedForHeader: false, forwardedHeader: false },
    handler: (_req, _res, next) => next(new Problem(429, 'Too many failures from this address: wait a minute.')),
  });
}
