/** What a client has done since it was made, for health pages and reports. */
export interface ClientStats {
  /** Requests that left, log-ins apart. */
  calls: number;
  /** Replies that said to wait. */
  throttled: number;
  /** Calls that wait for their turn now. */
  waiting: { interactive: number; bulk: number };
  /** Requests of the last minute. */
  lastMinute: number;
  /** So many a minute are allowed; null: no limit. */
  allowed: number | null;
  /** When a read, and a write, was last answered well, epoch ms; null: not yet. */
  lastReadAt: number | null;
  lastWriteAt: number | null;
}
