/** What the time between two scheduled syncs depends on. Durations in ms. */
export interface Cadence {
  /** The setting. */
  settingMs: number;
  /** How long the last sync has read; null before the first. */
  lastReadMs: number | null;
  /** A system is in quarantine: runs are rare. */
  isQuarantined: boolean;
}

/** Reading takes a quarter of the time at most, which leaves the rest of both quotas to everything else. */
const READS_APART = 4;
const SLOWER_IN_QUARANTINE = 4;
const HOUR = 3_600_000;
const MINUTE = 60_000;

/** The time between two scheduled syncs, ms: in whole minutes, so that it does not change with every read. */
export function effectiveInterval({ settingMs, lastReadMs, isQuarantined }: Cadence): number {
  const usual = Math.max(settingMs, Math.ceil(((lastReadMs ?? 0) * READS_APART) / MINUTE) * MINUTE);
  return isQuarantined ? Math.max(usual, Math.min(usual * SLOWER_IN_QUARANTINE, HOUR)) : usual;
}
