import type { Call } from '../../clients/call';

export interface CallCounts {
  nexudus: number;
  ironwifi: number;
}

/** Calls of a run, in the bulk lane, that count themselves; each is a sign of life. */
export class RunCalls {
  readonly counts: CallCounts;
  readonly nexudus: Call;
  readonly ironwifi: Call;

  constructor(already: CallCounts, alive: () => void) {
    this.counts = { ...already };
    const counting = (side: keyof CallCounts): Call => ({
      lane: 'bulk',
      onCall: () => {
        this.counts[side] += 1;
        alive();
      },
    });
    this.nexudus = counting('nexudus');
    this.ironwifi = counting('ironwifi');
  }

  get sum(): number {
    return this.counts.nexudus + this.counts.ironwifi;
  }
}
