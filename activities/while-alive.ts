import { heartbeat } from '@temporalio/activity';

const EVERY_MS = 5_000;

/** Shows signs of life while the work goes on, so that a worker's death is noticed long before the work's own limit. */
export async function whileAlive<T>(work: () => Promise<T>): Promise<T> {
  const beat = setInterval(() => heartbeat(), EVERY_MS);
  try {
    return await work();
  } finally {
    clearInterval(beat);
  }
}
