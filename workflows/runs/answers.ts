import type { UpdateDefinition } from '@temporalio/common';
import { currentUpdateInfo, setHandler } from '@temporalio/workflow';
import type { Instant } from '../../domain/replayed/ids';

/** An update that was carried out, by its id, and what was answered. */
export interface AnsweredUpdate {
  id: string;
  at: Instant;
  answer: unknown;
}

interface OnceOptions<Request, Result> {
  validator?: (request: Request) => void;
  description?: string;
  /** Makes the answer anew for who repeats the update: for answers that are too long to keep. */
  again?: (request: Request) => Result;
}

/** Callers repeat an update for a minute at most. */
const KEPT_MS = 2 * 60_000;
const MOST_KEPT = 50;

/**
 * Sets the handler of an update that is carried out once for each id. The server sees to that within a run: a caller whose
 * answer was lost when the workflow continued as new repeats the update, and the next run answers as the one before.
 */
export function setOnceHandler<Result, Request>(
  state: { answered: AnsweredUpdate[] },
  update: UpdateDefinition<Result, [Request]>,
  handle: (request: Request) => Result | Promise<Result>,
  { validator, description, again }: OnceOptions<Request, Result> = {},
): void {
  const known = (): AnsweredUpdate | undefined => state.answered.find(({ id }) => id === currentUpdateInfo()?.id);
  const validateNew = (request: Request): void => {
    if (known() === undefined) validator?.(request);
  };
  const handleNew = (request: Request): Result | Promise<Result> => {
    const before = known();
    if (before !== undefined) return again ? again(request) : (before.answer as Result);
    const id = currentUpdateInfo()?.id ?? '';
    const keep = (result: Result): Result => {
      const now = Date.now();
      const others = state.answered.filter(({ at }) => now - at < KEPT_MS).slice(1 - MOST_KEPT);
      state.answered = [...others, { id, at: now, answer: again ? null : result }];
      return result;
    };
    const result = handle(request);
    return result instanceof Promise ? result.then(keep) : keep(result);
  };
  setHandler(update, handleNew, { description, validator: validateNew });
}
