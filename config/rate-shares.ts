/**
 * One worker and one API process share the allowed calls a minute. The API's share is small: pages must not slow down the
 * members' access.
 */
export function rateShares(perMinute: number): { worker: number; api: number } {
  const api = Math.max(1, Math.floor(perMinute / 6));
  return { worker: Math.max(1, perMinute - api), api };
}
