import { ProblemError } from '../../../contracts/api/client';

/** What the API says about why it did not do something; other errors are thrown on. */
export function problemSentence(error: unknown): string {
  if (!(error instanceof ProblemError)) throw error;
  return error.problem?.detail ?? error.message;
}
