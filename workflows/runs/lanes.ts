import { allHandlersFinished, CancellationScope, condition, isCancellation } from '@temporalio/workflow';

/**
 * Runs lanes (endless loops over one state) side by side until `isDone`. Each then ends where nothing is lost: a call in
 * flight is waited for, and what is still to be done stays in the state, for the next run.
 */
export async function runLanes(startLanes: () => Promise<void>[], isDone: () => boolean): Promise<void> {
  const scope = new CancellationScope();
  let started: Promise<void>[] = [];
  const lanes = scope.run(() => Promise.all((started = startLanes())));
  await Promise.race([lanes, condition(isDone)]);
  scope.cancel();
  // each of them: the first one to end does not wait for the others' calls
  for (const lane of started) await lane.catch(ignoreCancellation);
  await condition(allHandlersFinished);
}

/** Runs `work` in a scope of its own, which is cancelled once it is `outdated`; that has to stop waiting when the work has ended. */
export async function unlessOutdated<T>(
  outdated: (hasEnded: () => boolean) => Promise<void>,
  work: () => Promise<T>,
): Promise<T> {
  const scope = new CancellationScope();
  const progress = { ended: false };
  const watching = outdated(() => progress.ended).then(() => {
    if (!progress.ended) scope.cancel();
  }, ignoreCancellation);
  try {
    return await scope.run(work);
  } finally {
    progress.ended = true;
    await watching;
  }
}

/** For `catch`: being cancelled is fine, anything else is thrown on. */
export function ignoreCancellation(error: unknown): void {
  if (!isCancellation(error)) throw error;
}

/** For `catch`: a failure is fine, being cancelled is thrown on. */
export function ignoreFailure(error: unknown): void {
  if (isCancellation(error)) throw error;
}
