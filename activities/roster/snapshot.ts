import type { CoworkerRow } from '../../clients/membership-source';
import type { Facts } from '../../domain/facts';
import type { Instant, MemberId } from '../../domain/ids';
import type { SourceTable } from './read-source';

/** So long what a sync has read will do for the first look at a member that it announced. */
const goodFor = 10 * 60_000;

/**
 * What the last sync read, in the memory of the worker that ran it. An import of a thousand members would else read each
 * of them again, one by one; anything that takes away is read anew in any case.
 */
export class RosterSnapshot {
  private latest: { table: SourceTable; readAt: Instant } | null = null;

  keep(table: SourceTable, readAt: Instant): void {
    this.latest = { table, readAt };
  }

  facts(member: MemberId, now: Instant): Facts | null {
    const table = this.fresh(now);
    return table === null || table.contradictory.has(member) ? null : table.facts(member);
  }

  coworker(member: MemberId, now: Instant): CoworkerRow | null {
    return this.fresh(now)?.coworker(member) ?? null;
  }

  private fresh(now: Instant): SourceTable | null {
    if (this.latest !== null && now - this.latest.readAt > goodFor) this.latest = null;
    return this.latest?.table ?? null;
  }
}
