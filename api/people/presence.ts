import type { Call } from '../../clients/call';
import { ExternalError } from '../../clients/external-error';
import { attendanceOf } from '../../domain/access/claim';
import type { Instant, MemberId } from '../../domain/replayed/ids';
import type { ExternalClients } from '../ports/external-clients';
import { GatewayError } from '../ports/gateways';
import type { ReadRules } from '../ports/rules';
import type { ReadState } from './read-state';

interface PresenceOptions {
  source: Pick<ExternalClients['source'], 'allCheckIns'>;
  rules: Pick<ReadRules, 'read'>;
  /** Epoch ms. */
  now?: () => number;
}

/** For each page that it takes; most spaces fill none. */
const GOOD_FOR_MS = 60_000;
const FAILED_FOR_MS = 20_000;
/** An open check-in counts until the next cut-off of its location (nexudus.md §4.5). */
const DAY_MS = 24 * 3_600_000;
/** A clock change makes a day longer. */
const LONGEST_DAY_MS = DAY_MS + 2 * 3_600_000;

const call: Call = { priority: 'background', patient: true };

/**
 * How many members are in the building: by the check-ins of a day, which Nexudus lists. They are read only while somebody asks,
 * once a minute at most, and in the background. Who asks gets what was read last.
 */
export class Presence {
  state: ReadState = { readAt: null, failing: null };
  #count: number | null = null;
  #reading: Promise<void> | null = null;
  #restsUntil = -Infinity;
  readonly #now: () => number;

  constructor(private readonly options: PresenceOptions) {
    this.#now = options.now ?? Date.now;
  }

  /** Null: not read yet. */
  recent(): { count: number | null; isReading: boolean } {
    if (this.#reading === null && this.#now() >= this.#restsUntil)
      this.#reading = this.#read().finally(() => (this.#reading = null));
    return { count: this.#count, isReading: this.#reading !== null };
  }

  async #read(): Promise<void> {
    const at = this.#now();
    try {
      const { present, pages } = await this.#present(at);
      this.#count = present.size;
      this.state = { readAt: at, failing: null };
      this.#restsUntil = this.#now() + GOOD_FOR_MS * Math.max(1, pages);
    } catch (error) {
      this.state = { ...this.state, failing: { since: this.state.failing?.since ?? at, message: reasonOf(error) } };
      this.#restsUntil = this.#now() + FAILED_FOR_MS;
    }
  }

  async #present(at: Instant): Promise<{ present: Set<MemberId>; pages: number }> {
    const rules = await this.options.rules.read();
    const present = new Set<MemberId>();
    let pages = 0;
    for await (const rows of this.options.source.allCheckIns(at - LONGEST_DAY_MS, call)) {
      pages += 1;
      for (const row of rows) {
        const { until = at } = attendanceOf(row, rules) ?? {};
        if (row.since <= at && until > at) present.add(row.coworkerId);
      }
    }
    return { present, pages };
  }
}

/** These name ids, statuses and settings only. */
const reasonOf = (error: unknown): string =>
  error instanceof ExternalError || error instanceof GatewayError ? error.message : 'The check-ins cannot be read.';
