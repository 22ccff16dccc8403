import type { Instant, MemberId } from '../../domain/replayed/ids';
import type { Call } from '../call';
import type { CheckInRow, ContractRow, PassRow } from '../membership-source';
import type { NexudusApi } from './api';
import { lists } from './lists';
import { collect, pages } from './pages';
import { wireMinute } from './wire-fields';

/** How far a range is widened: whether bounds are inclusive is unconfirmed (nexudus.md §2.2), and clocks differ. */
export const OVERLAP_MS = 5 * 60_000;

/**
 * Reads of one member's rows by the documented relation filters. A parameter that the server does not know it ignores
 * without a word (nexudus.md §0.4), so every row is checked here, and all pages are read: then the answer is right
 * even if the filter was ignored, only dearer.
 */
export class MemberReads {
  constructor(private readonly api: NexudusApi) {}

  async contracts(id: MemberId, call: Call): Promise<ContractRow[]> {
    return own(id, await collect(pages(this.api, lists.contracts, { CoworkerContract_Coworker: id }, call)));
  }

  async passes(id: MemberId, call: Call): Promise<PassRow[]> {
    return own(id, await collect(pages(this.api, lists.passes, { CoworkerTimePass_Coworker: id }, call)));
  }

  async checkIns(id: MemberId, since: Instant, call: Call): Promise<CheckInRow[]> {
    const filter = { Checkin_Coworker: id, from_Checkin_FromTime: wireMinute(since - OVERLAP_MS) };
    const rows = await collect(pages(this.api, lists.checkIns, filter, call));
    return own(id, membersCheckIns(rows, since));
  }
}

function own<T extends { coworkerId: MemberId }>(id: MemberId, rows: T[]): T[] {
  return rows.filter((row) => row.coworkerId === id);
}

/** Those of members, begun at or after `since`. */
export function membersCheckIns(rows: { checkIn: CheckInRow | null }[], since: Instant): CheckInRow[] {
  return rows.flatMap(({ checkIn }) => (checkIn && checkIn.since >= since ? [checkIn] : []));
}
