import { ExternalError } from '../../clients/external-error';
import { Problem } from '../problem';

/** What Nexudus answers. A refusal is a 409 with its reason, what may pass a 503. */
export async function fromNexudus<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof ExternalError)) throw error;
    const status = error.options.retryable ? 503 : 409;
    throw new Problem(status, `Nexudus refuses: ${error.message} (${error.code}).`, { cause: error });
  }
}
