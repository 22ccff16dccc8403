import type { Instant } from '../../domain/replayed/ids';
import { whileWanted, type Call } from '../call';
import type { CheckInRow, PassRow, PauseRow } from '../membership-source';
import { SharedRead } from '../cached';
import type { NexudusApi } from './api';
import { lists } from './lists';
import { membersCheckIns, OVERLAP_MS } from './member-reads';
import { collect, pages } from './pages';
import { wireMinute } from './wire-fields';

/** A pass without an expiry that was used counts no longer than its day. */
const USED_LATELY_MS = 2 * 24 * 60 * 60_000;

/** Reads over the whole space that take a time range. */
export class SpaceReads {
  readonly #pauses = { interactive: new SharedRead<PauseRow[]>(), bulk: new SharedRead<PauseRow[]>() };
  /** Range filters leave out, or do not, the rows that have no date: learned from what comes. */
  #rangesKeepUndated = false;

  constructor(private readonly api: NexudusApi) {}

  pauses(call: Call): Promise<PauseRow[]> {
    const { lane, onCall } = call;
    const shared = this.#pauses[lane].join((onSent) =>
      this.#readPauses({ lane, onCall: () => (onSent(), onCall?.()) }),
    );
    return whileWanted(shared, call.signal);
  }

  /**
   * What is not expired, by its date; what has none, by being unused or used of late, because no filter is documented
   * for a missing date.
   */
  async *passes(now: Instant, call: Call): AsyncGenerator<PassRow[]> {
    const since = (instant: Instant) => wireMinute(instant - OVERLAP_MS);
    const seen = new Set<string>();
    const fresh = (rows: PassRow[]) => rows.filter((row) => !seen.has(row.id) && seen.add(row.id));
    for await (const rows of this.#passPages({ from_CoworkerTimePass_ExpireDate: since(now) }, call)) {
      this.#rangesKeepUndated ||= rows.some((row) => row.expires === null);
      yield fresh(rows.filter((row) => row.expires === null || row.expires > now));
    }
    if (this.#rangesKeepUndated) return;
    const undated: Record<string, string>[] = [
      { CoworkerTimePass_Used: 'false' },
      { from_CoworkerTimePass_UsedDate: since(now - USED_LATELY_MS) },
    ];
    for (const filter of undated) {
      for await (const rows of this.#passPages(filter, call)) yield fresh(rows.filter((row) => row.expires === null));
    }
  }

  async *checkIns(since: Instant, call: Call): AsyncGenerator<CheckInRow[]> {
    const filter = { from_Checkin_FromTime: wireMinute(since - OVERLAP_MS) };
    for await (const rows of pages(this.api, lists.checkIns, filter, call)) yield membersCheckIns(rows, since);
  }

  #passPages(filter: Record<string, string>, call: Call): AsyncGenerator<PassRow[]> {
    return pages(this.api, lists.passes, filter, call);
  }

  async #readPauses(call: Call): Promise<PauseRow[]> {
    const now = this.api.now();
    const filter = { from_ContractPausedPeriod_PauseUntil: wireMinute(now - OVERLAP_MS) };
    const rows = await collect(pages(this.api, lists.pauses, filter, call));
    return rows
      .filter(({ until }) => until === null || until > now)
      .map(({ contractId, from, until }) => ({ contractId, from, until }));
  }
}
