import type { Instant, MemberId } from '../../domain/replayed/ids';
import type { Priority } from '../../domain/replayed/priority';
import { SharedRead } from '../cached';
import { type Call, type OddRow, whileWanted } from '../call';
import { ExternalError } from '../external-error';
import type { CheckInRow, ContractRow, CoworkerRow, PassRow, PauseRow } from '../membership-source';
import type { NexudusApi } from './api';
import { collect, type List, lists, pages } from './lists';
import { wireMinute } from './records';

/** Ranges are widened by this: whether bounds are inclusive is unconfirmed (nexudus.md §2.2), and clocks differ. */
const OVERLAP_MS = 5 * 60_000;

/**
 * Reads one member's rows by the documented relation filters. The server silently ignores parameters it does not know
 * (nexudus.md §0.4), so all pages are read and every row is checked: an ignored filter costs calls, not correctness.
 * Throws `inconsistent` when one of the member's rows cannot be read.
 */
export class MemberReads {
  constructor(private readonly api: NexudusApi) {}

  async contracts(id: MemberId, call: Call): Promise<ContractRow[]> {
    return own(id, await this.#read(id, lists.contracts, { CoworkerContract_Coworker: id }, call));
  }

  async passes(id: MemberId, call: Call): Promise<PassRow[]> {
    return own(id, await this.#read(id, lists.passes, { CoworkerTimePass_Coworker: id }, call));
  }

  async checkIns(id: MemberId, since: Instant, call: Call): Promise<CheckInRow[]> {
    const filter = { Checkin_Coworker: id, from_Checkin_FromTime: wireMinute(since - OVERLAP_MS) };
    return own(id, membersCheckIns(await this.#read(id, lists.checkIns, filter, call), since));
  }

  async #read<T extends { id: string }>(
    id: MemberId,
    list: List<T>,
    filter: Record<string, string>,
    call: Call,
  ): Promise<T[]> {
    const odd: OddRow[] = [];
    const rows = await collect(pages(this.api, list, filter, { ...call, onOdd: (row) => odd.push(row) }));
    // The filter says whose a row is that does not say it itself.
    const own = odd.filter(({ member }) => member === null || member === id);
    if (own.length === 0) return rows;
    const text = `coworker ${id}: GET ${list.path}: ${own.map((row) => row.id).join(', ')} cannot be read`;
    throw new ExternalError('nexudus', 'inconsistent', text, { retryable: true });
  }
}

function own<T extends { coworkerId: MemberId }>(id: MemberId, rows: T[]): T[] {
  return rows.filter((row) => row.coworkerId === id);
}

/** Members' check-ins that began at or after `since`. */
function membersCheckIns(rows: { checkIn: CheckInRow | null }[], since: Instant): CheckInRow[] {
  return rows.flatMap(({ checkIn }) => (checkIn && checkIn.since >= since ? [checkIn] : []));
}

/** A shared read, so that every caller learns of its odd rows. */
interface PausesRead {
  rows: PauseRow[];
  odd: OddRow[];
}

/** A used pass counts no longer than its day, which it finishes although it expires or has no expiry. */
const USED_LATELY_MS = 2 * 24 * 60 * 60_000;

/** Reads over the whole space that take a time range. */
export class SpaceReads {
  readonly #pauses: Record<Priority, SharedRead<PausesRead>> = {
    urgent: new SharedRead(),
    usual: new SharedRead(),
    background: new SharedRead(),
  };
  /** Whether range filters keep rows without a date: learned from the replies. */
  #rangesKeepUndated = false;

  constructor(private readonly api: NexudusApi) {}

  async pauses(call: Call): Promise<PauseRow[]> {
    const { priority, patient, since, onCall } = call;
    const shared = this.#pauses[priority].join((onSent) =>
      this.#readPauses({ priority, patient, since, onCall: () => (onSent(), onCall?.()) }),
    );
    const { rows, odd } = await whileWanted(shared, call.signal);
    for (const row of odd) call.onOdd?.(row);
    return rows;
  }

  /**
   * Passes that have not expired, or of late and after they were used, by date; those without a date by being unused or recently used, because no filter for
   * a missing date is documented.
   */
  async *passes(now: Instant, call: Call): AsyncGenerator<PassRow[]> {
    const since = (instant: Instant) => wireMinute(instant - OVERLAP_MS);
    const seen = new Set<string>();
    const fresh = (rows: PassRow[]) => rows.filter((row) => !seen.has(row.id) && seen.add(row.id));
    const lately = now - USED_LATELY_MS;
    for await (const rows of this.#passPages({ from_CoworkerTimePass_ExpireDate: since(lately) }, call)) {
      this.#rangesKeepUndated ||= rows.some((row) => row.expires === null);
      yield fresh(rows.filter(({ expires, used }) => expires === null || expires > (used ? lately : now)));
    }
    if (this.#rangesKeepUndated) return;
    const undated: Record<string, string>[] = [
      { CoworkerTimePass_Used: 'false' },
      { from_CoworkerTimePass_UsedDate: since(lately) },
    ];
    for (const filter of undated) {
      for await (const rows of this.#passPages(filter, call)) yield fresh(rows.filter((row) => row.expires === null));
    }
  }

  /** By date of change, which a coworker's contracts do not move (nexudus.md §8.12). */
  changedCoworkers(since: Instant, call: Call): AsyncGenerator<CoworkerRow[]> {
    return pages(this.api, lists.coworkers, { from_Coworker_UpdatedOn: wireMinute(since - OVERLAP_MS) }, call);
  }

  changedContracts(since: Instant, call: Call): AsyncGenerator<ContractRow[]> {
    const filter = { from_CoworkerContract_UpdatedOn: wireMinute(since - OVERLAP_MS) };
    return pages(this.api, lists.contracts, filter, call);
  }

  activeContracts(call: Call): AsyncGenerator<ContractRow[]> {
    return pages(this.api, lists.contracts, { CoworkerContract_Active: 'true' }, call);
  }

  async *checkIns(since: Instant, call: Call): AsyncGenerator<CheckInRow[]> {
    const filter = { from_Checkin_FromTime: wireMinute(since - OVERLAP_MS) };
    for await (const rows of pages(this.api, lists.checkIns, filter, call)) yield membersCheckIns(rows, since);
  }

  #passPages(filter: Record<string, string>, call: Call): AsyncGenerator<PassRow[]> {
    return pages(this.api, lists.passes, filter, call);
  }

  async #readPauses(call: Call): Promise<PausesRead> {
    const now = this.api.now();
    const filter = { from_ContractPausedPeriod_PauseUntil: wireMinute(now - OVERLAP_MS) };
    const odd: OddRow[] = [];
    const listed = await collect(pages(this.api, lists.pauses, filter, { ...call, onOdd: (row) => odd.push(row) }));
    const rows = listed
      .filter(({ until }) => until === null || until > now)
      .map(({ contractId, from, until }) => ({ contractId, from, until }));
    return { rows, odd };
  }
}
