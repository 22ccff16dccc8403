import type { CoworkerRow } from '../../clients/membership-source';
import type { Facts } from '../../domain/access/facts';
import type { Instant, MemberId } from '../../domain/replayed/ids';
import type { SourceTable } from './read-source';

/** So long what a sync has read will do for the look at a member that it tells: an import takes its time. */
const goodFor = 60 * 60_000;

/**
 * What the last sync read, in the memory of the worker that ran it. An import of a thousand members would else read each
 * of them again, one by one; anything that takes away is read anew in any case.
 */
export class RosterSnapshot {
  private latest: { table: SourceTable; readAt: Instant } | null = null;

  keep(table: SourceTable, readAt: Instant): void {
    this.latest = { table, readAt };
  }

  /** Null: nothing is known, or nothing that is newer than the member's last look. */
  facts(member: MemberId, now: Instant, lastLookAt: Instant | null): Facts | null {
    const table = this.fresh(now);
    if (table === null || table.contradictory.has(member)) return null;
    return this.latest !== null && lastLookAt !== null && lastLookAt >= this.latest.readAt ? null : table.facts(member);
  }

  coworker(member: MemberId, now: Instant): CoworkerRow | null {
    return this.fresh(now)?.coworker(member) ?? null;
  }

  private fresh(now: Instant): SourceTable | null {
    if (this.latest !== null && now - this.latest.readAt > goodFor) this.latest = null;
    return this.latest?.table ?? null;
  }
}
