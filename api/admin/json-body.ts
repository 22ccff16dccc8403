import express, { type Request, type RequestHandler } from 'express';
import type { z } from 'zod';
import { Problem } from '../problem';

const parse = express.json({ limit: '100kb', strict: false, type: isJson });

/** Reads a JSON body of up to 100 kB; a body of another type is refused, none at all is fine. */
export const jsonBody: RequestHandler = (req, res, next) => {
  if (req.is('*/*') && !isJson(req)) throw new Problem(415, 'A body is sent as application/json.');
  parse(req, res, next);
};

function isJson(req: Pick<Request, 'is'> | object): boolean {
  return 'is' in req && Boolean(req.is(['json', '+json']));
}

/** The body as `schema` has it; each thing that is wrong with it is named. */
export function bodyAs<Schema extends z.ZodType>(schema: Schema, body: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
  throw new Problem(422, 'The body is not as documented in /api/v1/openapi.json.', { errors });
}
