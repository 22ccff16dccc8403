import express, { type Request, type RequestHandler, type Response } from 'express';
import { Problem } from '../problem';

const MAX_BYTES = 1024 * 1024;

/** What is known of a hook before it is judged. */
interface Hook {
  body: Buffer;
  /** Why the body could not be read: above all, too large. */
  bodyError: Error | undefined;
  genuine: boolean;
}

/** Kept with the response while its handlers are passed through. */
export const hookOf = (res: Response): Hook => res.locals as Hook;

const raw = express.raw({ type: () => true, limit: MAX_BYTES, inflate: false });

/** Keeps the bytes as they came: the signature is over them. A failure is kept too, so that it counts like any other. */
export const readBody: RequestHandler = (req, res, next) => {
  raw(req, res, (bodyError?: Error) => {
    const body: unknown = req.body;
    Object.assign(hookOf(res), { bodyError, body: Buffer.isBuffer(body) ? body : Buffer.alloc(0), genuine: false });
    next();
  });
};

/** No type at all is taken for JSON: Nexudus does not document the one it sends (nexudus.md §5.4). */
export function requireJsonType(req: Request): void {
  if (req.get('Content-Type') === undefined || req.is(['json', 'text/json', '+json'])) return;
  throw new Problem(415, 'A hook is sent as application/json.');
}
