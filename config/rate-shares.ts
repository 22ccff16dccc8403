/**
 * The calls a minute that we allow ourselves are used up by one worker and one API process together. Whoever looks at a page
 * must not make anybody wait at a door.
 */
export function rateShares(perMinute: number): { worker: number; api: number } {
  const api = Math.max(1, Math.floor(perMinute / 6));
  return { worker: Math.max(1, perMinute - api), api };
}
