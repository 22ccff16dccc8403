import type { RequestHandler } from 'express';
import { isWrite } from './reply';

/** One call as it arrived. */
export interface Call {
  method: string;
  /** From `/api` on, with the query. */
  path: string;
  /** 0 until it is answered. */
  status: number;
  /** When it arrived, ms since the epoch. */
  at: number;
}

/** Above this the oldest half is forgotten, so that a sandbox can run for weeks. */
const mostCalls = 200_000;

/** Records every call, answered or not. */
export class CallLog {
  readonly calls: Call[] = [];

  constructor(private readonly now: () => number) {}

  readonly handler: RequestHandler = (request, response, next) => {
    const { method, baseUrl, url, originalUrl } = request;
    const path = originalUrl.slice(originalUrl.length - url.length - baseUrl.length + baseUrl.lastIndexOf('/api'));
    const call: Call = { method, path, status: 0, at: this.now() };
    if (this.calls.length >= mostCalls) this.calls.splice(0, mostCalls / 2);
    this.calls.push(call);
    response.on('finish', () => (call.status = response.statusCode));
    next();
  };

  /** The calls that change something, refused ones among them. */
  writes(): Call[] {
    return this.calls.filter((call) => isWrite(call) && call.path !== '/api/oauth');
  }

  reset(): void {
    this.calls.length = 0;
  }
}
