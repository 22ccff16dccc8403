import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import { Problem } from '../resources/problem';
import type { Context } from '../store/context';

/** What a handler answers; no body means an empty one. */
export interface Reply {
  status: number;
  body?: object | string;
  type?: string;
  headers?: Record<string, string>;
}

export const isWrite = ({ method }: { method: string }): boolean => ['POST', 'PATCH', 'PUT', 'DELETE'].includes(method);

/** Makes an Express handler of a function from request to reply. */
export function answer(context: Context, handle: (request: Request) => Reply): RequestHandler {
  return (request, response) => deliver(context, request, response, handle(request));
}

/** Renders every refusal in the chosen error format. */
export function answerProblems(context: Context): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) return next(error);
    const problem = asProblem(error);
    const type = context.switches.errors === 'problem' ? 'application/problem+json' : 'application/json';
    const { headers } = problem.extra;
    const body = problem.body(context.switches.errors);
    deliver(context, request, response, { status: problem.status, body, type, headers });
  };
}

function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof SyntaxError) return new Problem(400, 'JSON decoding error: Syntax error, malformed JSON');
  console.error(error);
  return new Problem(500, 'The sandbox itself failed; see its log.');
}

function deliver({ faults }: Context, request: Request, response: Response, reply: Reply): void {
  const { status, body = '', type = 'application/hal+json', headers = {} } = reply;
  if (isWrite(request) && status < 300 && faults.loseReplies > 0) {
    faults.loseReplies -= 1;
    response.destroy();
    return;
  }
  response.status(status).set(headers);
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  if (text !== '') response.set('Content-Type', type);
  if (text !== '' && faults.resetMidBody > 0) {
    faults.resetMidBody -= 1;
    cutShort(response, text);
  } else {
    response.end(text);
  }
}

function cutShort(response: Response, text: string): void {
  response.set('Content-Length', String(Buffer.byteLength(text)));
  response.write(text.slice(0, Math.ceil(text.length / 2)), () => response.destroy());
}
