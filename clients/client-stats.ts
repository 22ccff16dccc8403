/** What a client has done since it was made, for health pages and reports. */
export interface ClientStats {
  /** Requests that left, log-ins apart. */
  calls: number;
  /** Replies that said to wait. */
  throttled: number;
  /** Calls that wait for their turn now. */
  waiting: { interactive: number; bulk: number };
}
