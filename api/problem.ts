/** A mistake in one place of what was sent. */
export interface FieldError {
  /** Where: keys joined by dots. */
  path: string;
  message: string;
}

interface ProblemOptions {
  errors?: FieldError[];
  /** Sent as Retry-After, seconds. */
  retryAfter?: number;
  headers?: Record<string, string>;
  /** Further members of the document. */
  more?: Record<string, unknown>;
  cause?: unknown;
}

const TITLES: Record<number, string> = {
  400: 'Bad request',
  401: 'Not authorized',
  404: 'Not found',
  405: 'Method not allowed',
  409: 'Conflict',
  412: 'Changed in the meantime',
  413: 'Too large',
  415: 'Unsupported media type',
  422: 'Not acceptable as it is',
  428: 'Condition required',
  429: 'Too many failures',
  500: 'Internal error',
  502: 'Bad gateway',
  503: 'Not available now',
  504: 'Not finished in time',
};

/**
 * What a caller is told when it cannot have what it asked for (RFC 9457). The detail says what happened, to which id,
 * and what to do; it holds nothing of a stack, a secret or a person.
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
    const { errors, more } = this.options;
    return {
      type: 'about:blank',
      title: TITLES[this.status] ?? 'Error',
      status: this.status,
      detail: this.message,
      ...(errors && { errors }),
      ...more,
    };
  }
}
