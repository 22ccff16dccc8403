import { createHash, timingSafeEqual } from 'node:crypto';

/** Compares without telling by its time how much was right, nor how long the secret is. */
export function sameSecret(given: string, expected: string): boolean {
  return timingSafeEqual(digest(given), digest(expected));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
