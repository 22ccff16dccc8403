const every = 25;

/** Waits until the condition holds; fails with its description, and what the last look showed, when it does not in time. */
export async function eventually(
  what: string,
  holds: () => boolean | Promise<boolean>,
  { within = 30_000, show = () => '' }: { within?: number; show?: () => unknown } = {},
): Promise<void> {
  const deadline = Date.now() + within;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`not within ${within} ms: ${what} ${JSON.stringify(show())}`);
    await new Promise((resolve) => setTimeout(resolve, every));
  }
}
