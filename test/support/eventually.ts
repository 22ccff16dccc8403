import { ProblemError } from '../../contracts/api/client';

/** Between two looks, ms; a look that takes longer is followed by as long a rest: who waits must not keep the machine busy. */
const every = { least: 25, most: 500 };

/**
 * Waits until the condition holds; fails with its description, and what the last look showed, when it does not in time. A look that
 * the API of a busy machine answers with a 503 has seen nothing, and is made again.
 */
export async function eventually(
  what: string,
  holds: () => boolean | Promise<boolean>,
  { within = 30_000, show = () => '' }: { within?: number; show?: () => unknown } = {},
): Promise<void> {
  const deadline = Date.now() + within;
  for (;;) {
    const began = Date.now();
    if (await seen(holds, began > deadline)) return;
    if (began > deadline) throw new Error(`not within ${within} ms: ${what} ${JSON.stringify(show())}`);
    const rest = Math.min(Math.max(Date.now() - began, every.least), every.most);
    await new Promise((resolve) => setTimeout(resolve, rest));
  }
}

async function seen(holds: () => boolean | Promise<boolean>, isLast: boolean): Promise<boolean> {
  try {
    return await holds();
  } catch (error) {
    if (!isLast && error instanceof ProblemError && error.status === 503) return false;
    throw error;
  }
}
