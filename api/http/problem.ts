import type { RequestHandler } from 'express';
import { problemTitles } from '../../contracts/api/problem';
import type { FieldError } from '../ports/gateways';

interface ProblemOptions {
  errors?: FieldError[];
  /** Sent as Retry-After, seconds. */
  retryAfter?: number;
  headers?: Record<string, string>;
  /** Names the kind of refusal, for programs. */
  code?: string;
  /** Further members of the document. */
  more?: Record<string, unknown>;
  cause?: unknown;
}

/**
 * Why a caller does not get what it asked for (RFC 9457). The detail says what happened, to which id, and what to do; it
 * holds no stack trace, secret or personal data.
 */
export class Problem extends Error {
  override readonly name = 'Problem';

  constructor(
    readonly status: number,
    detail: string,
    readonly options: ProblemOptions = {},
  ) {
    super(detail, { cause: options.cause });
  }

  toJSON(): Record<string, unknown> {
    const { code, errors, more } = this.options;
    return {
      type: 'about:blank',
      title: problemTitles[this.status] ?? 'Error',
      status: this.status,
      detail: this.message,
      ...(code && { code }),
      ...(errors && { errors }),
      ...more,
    };
  }
}

/** The last handler of a route: says which methods it has. */
export function methodNotAllowed(...methods: string[]): RequestHandler {
  const allow = methods.join(', ');
  return (req) => {
    throw new Problem(405, `${req.method} is not possible here; ${allow} is.`, { headers: { Allow: allow } });
  };
}

/** The last handler of a router. */
export const notFound: RequestHandler = () => {
  throw new Problem(404, 'There is nothing at this address.');
};
