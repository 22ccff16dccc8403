import { isDeepStrictEqual } from 'node:util';
import express, { Router, type Request, type RequestHandler, type Response } from 'express';
import type { z } from 'zod';
import type { Answer, GuardedOperation, Operation, Received } from '../../contracts/api/operation';
import { exchange, principalOf, type Exchange } from './exchange';
import type { Principal } from './principal';
import { methodNotAllowed, Problem } from './problem';

/** An operation of the contract, and what serves it. */
export interface Route {
  operation: Operation;
  /** Take in what was sent, and refuse what is not as documented. */
  reading: RequestHandler[];
  /** Do what is asked, and answer. */
  acting: RequestHandler[];
}

/** What every request for an operation passes that is not open. */
export interface Gate {
  /** Before anything of the request is read. */
  admit(operation: GuardedOperation): RequestHandler[];
  /** When it is read and found good. */
  note(operation: GuardedOperation): RequestHandler[];
}

/** Routes each operation, below `base`; other methods at its address are a 405. Only open ones go without a gate. */
export function routesOf(base: string, routes: readonly Route[], gate?: Gate): Router {
  const router = Router();
  for (const path of new Set(routes.map(({ operation }) => operation.path))) {
    const served = routes.filter(({ operation }) => operation.path === path);
    const route = router.route(path.slice(base.length).replace(/\{(\w+)\}/g, ':$1'));
    for (const each of served) route[each.operation.method](...handlersOf(each, gate));
    route.all(methodNotAllowed(...served.map(({ operation }) => operation.method.toUpperCase())));
  }
  return router;
}

function handlersOf({ operation, reading, acting }: Route, gate: Gate | undefined): RequestHandler[] {
  if (operation.open) return [...reading, ...acting];
  if (gate === undefined) throw new Error(`${operation.operationId} is not open, and no gate stands before it`);
  return [...gate.admit(operation), ...reading, ...gate.note(operation), ...acting];
}

/** Serves an operation by handlers that read the request, and answer, on their own. */
export const serveBy = (operation: Operation, ...handlers: RequestHandler<never>[]): Route => ({
  operation,
  reading: [],
  acting: handlers as unknown as RequestHandler[],
});

type Asked<O extends Operation> = { req: Request; res: Response } & (O extends GuardedOperation
  ? { principal: Principal }
  : unknown);

type Handler<O extends Operation> = (received: Received<O>, asked: Asked<O>) => Promise<Answer<O> | void>;

/**
 * Serves an operation: its handler gets what the contract says, parsed, and what it returns is the answer, with the
 * operation's first status unless it has set another. Nothing is returned by a handler that has answered on its own.
 */
export function serve<const O extends Operation>(operation: O, handler: Handler<O>): Route {
  const [status] = Object.keys(operation.replies);
  const read: RequestHandler = (req, res, next) => {
    exchange(res).received = receive(operation, req);
    next();
  };
  const answer: RequestHandler = async (req, res) => {
    res.status(Number(status));
    const asked = { req, res, ...(!operation.open && { principal: principalOf(res) }) };
    const body = await handler(exchange(res).received as Received<O>, asked as Asked<O>);
    if (body === undefined) return;
    if (res.app.get(CHECK_ANSWERS)) demandDocumented(operation, res.statusCode, body);
    exchange(res).answer = body;
    res.json(body);
  };
  return { operation, reading: operation.method === 'get' ? [read] : [jsonBody, read], acting: [answer] };
}

function receive({ params, query, body }: Operation, req: Request): Exchange['received'] {
  return {
    ...(params && { params: demand(params, req.params, 404) }),
    ...(query && { query: demand(query, req.query, 400) }),
    ...(body && { body: demandBody(body.schema, body.required ? req.body : (req.body ?? {})) }),
  };
}

function demand(schema: z.ZodType, value: unknown, status: number): unknown {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new Problem(status, parsed.error.issues[0]?.message ?? 'The address is not as documented.');
}

/** Each thing that is wrong with the body is named. */
function demandBody(schema: z.ZodType, body: unknown): unknown {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
  throw new Problem(422, 'The body is not as documented in /api/v1/openapi.json.', { errors });
}

/** The app's setting that has answers held against the contract: for tests. */
export const CHECK_ANSWERS = 'check answers';

function demandDocumented({ operationId, replies }: Operation, status: number, body: unknown): void {
  const sent: unknown = JSON.parse(JSON.stringify(body));
  const parsed = replies[status]?.schema?.safeParse(sent);
  if (parsed?.success && isDeepStrictEqual(parsed.data, sent)) return;
  const why = parsed === undefined ? 'has no schema' : (parsed.error?.message ?? 'has a field too many');
  throw new Error(`The answer ${status} of ${operationId} ${why}: ${JSON.stringify(sent)}`);
}

const parseJsonBody = express.json({ limit: '100kb', strict: false, type: isJson });

/** Reads a JSON body of up to 100 kB; a body of another type is refused, none at all is fine. */
const jsonBody: RequestHandler = (req, res, next) => {
  if (req.is('*/*') && !isJson(req)) throw new Problem(415, 'A body is sent as application/json.');
  parseJsonBody(req, res, next);
};

function isJson(req: Pick<Request, 'is'> | object): boolean {
  return 'is' in req && Boolean(req.is(['json', '+json']));
}
