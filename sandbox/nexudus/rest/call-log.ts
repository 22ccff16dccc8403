import type { RequestHandler } from 'express';

/** One call to the API; `status` is 0 while, or because, there is no answer. */
export interface NexudusCall {
  method: string;
  path: string;
  query: string;
  status: number;
  at: number;
}

const remembered = 200_000;

/** Records every call; logins have a list of their own. */
export class CallLog {
  readonly calls: NexudusCall[] = [];
  readonly logins: NexudusCall[] = [];

  constructor(private readonly now: () => number) {}

  reset(): void {
    this.calls.length = 0;
    this.logins.length = 0;
  }

  readonly record: RequestHandler = (request, response, next) => {
    const { method, path } = request;
    const call = { method, path, query: request.url.split('?')[1] ?? '', status: 0, at: this.now() };
    const list = path.toLowerCase() === '/api/token' ? this.logins : this.calls;
    list.push(call);
    if (list.length > remembered) list.shift();
    // Before `finish`, so that a caller who has the answer finds its status here.
    response.on('prefinish', () => {
      call.status = response.statusCode;
    });
    next();
  };
}
