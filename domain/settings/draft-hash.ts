import { createHash } from 'node:crypto';
import type { Settings } from './settings';

/** Names a settings document by what it means: equal settings have one hash, whatever the order of their keys. */
export const draftHash = (settings: Settings): string =>
  createHash('sha256')
    .update(JSON.stringify(ordered(settings)))
    .digest('hex')
    .slice(0, 32);

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return entries.map(([key, each]) => [key, ordered(each)]);
}
