/**
 * How long a throttled reply asks to wait, in ms: `Retry-After` as seconds or as a date, else the body's
 * "Wait 1.5 seconds" (nexudus.md §2.8); null where it says nothing.
 */
export function retryAfterMs(reply: { header(name: string): string | null; text: string }, now: number): number | null {
  const header = reply.header('retry-after');
  if (header !== null) {
    const wait = /^\s*\d+(\.\d+)?\s*$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now;
    if (Number.isFinite(wait)) return Math.max(0, wait);
  }
  const seconds = /\bwait\s+(\d+(?:\.\d+)?)\s*s/i.exec(reply.text.slice(0, 2_000))?.[1];
  return seconds === undefined ? null : Number(seconds) * 1000;
}
