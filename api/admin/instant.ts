import type { Instant } from '../../domain/replayed/ids';

/** Every instant that leaves the API: ISO 8601, UTC. */
export const toIso = (instant: Instant): string => new Date(instant).toISOString();

export const toIsoOrNull = (instant: Instant | null | undefined): string | null =>
  instant === null || instant === undefined ? null : toIso(instant);
