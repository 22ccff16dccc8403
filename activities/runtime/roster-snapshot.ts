import type { CoworkerRow } from '../../clients/membership-source';
import type { Facts } from '../../domain/access/facts';
import type { Instant, MemberId, PlanId } from '../../domain/replayed/ids';
import type { SeenRow } from '../../domain/roster/comparison';
import type { Rules } from '../../domain/settings/rules';

/** The whole roster in memory. */
export interface SourceTable {
  /** How many coworkers were listed. */
  size: number;
  /** In the order in which they were listed. */
  members(): Iterable<MemberId>;
  has(member: MemberId): boolean;
  /** Null: it was not listed. */
  coworker(member: MemberId): CoworkerRow | null;
  /** Null: it was not listed, or a record that concerns it cannot be read. */
  facts(member: MemberId): Facts | null;
  /** Other profiles of the same person, by their address, where the settings join them. */
  profilesOf(member: MemberId): readonly MemberId[];
  /** Members whose reads contradict each other: nothing is concluded about them. */
  contradictory: ReadonlySet<MemberId>;
  /** The same reading for other rules; null: it lacks what they ask for. */
  under(rules: Rules): SourceTable | null;
}

/** What Nexudus has shown. */
export interface Memberships {
  table: SourceTable;
  /** Plans and pass products that it lists. */
  listed: ReadonlySet<PlanId>;
}

/** Both rosters, as a what-if has read them one after the other. */
export interface BothRosters extends Memberships {
  accounts: readonly SeenRow[];
  /** Once others are saved, accounts change. */
  settingsVersion: number;
  readAt: Instant;
}

/** How long a sync's reads serve the members that it signals: an import takes its time. */
const MAX_AGE_MS = 60 * 60_000;

/** So that one draft after the other is tried in seconds. Saving one reads everything anew. */
const SHARED_MS = 10 * 60_000;

/**
 * What the last sync read, in the memory of the worker that ran it. Without it, an import of a thousand members would read
 * each of them again; a removal is always read anew.
 */
export class RosterSnapshot {
  private latest: { table: SourceTable; readAt: Instant } | null = null;
  private rosters: BothRosters | null = null;

  keep(table: SourceTable, readAt: Instant): void {
    this.latest = { table, readAt };
    if (this.rosters !== null && readAt - this.rosters.readAt > SHARED_MS) this.rosters = null;
  }

  keepBoth(rosters: BothRosters): void {
    this.rosters = rosters;
  }

  /** For the next what-if, while these settings hold; null: they were not read lately. */
  both(now: Instant, settingsVersion: number): BothRosters | null {
    const { rosters } = this;
    const isGood = rosters?.settingsVersion === settingsVersion && now - rosters.readAt <= SHARED_MS;
    if (!isGood) this.rosters = null;
    return this.rosters;
  }

  /** Null: nothing is known, or nothing newer than the member's last refresh. */
  facts(member: MemberId, now: Instant, lastLookAt: Instant | null): Facts | null {
    const table = this.fresh(now);
    if (table === null || table.contradictory.has(member)) return null;
    return this.latest !== null && lastLookAt !== null && lastLookAt >= this.latest.readAt ? null : table.facts(member);
  }

  /** What is known of the other profiles of the same person; null: not all of it. */
  profilesOf(member: MemberId, now: Instant): Facts[] | null {
    const table = this.fresh(now);
    if (table === null) return null;
    const others = table.profilesOf(member);
    const facts = others.map((id) => (table.contradictory.has(id) ? null : table.facts(id)));
    return facts.every((each) => each !== null) ? facts : null;
  }

  coworker(member: MemberId, now: Instant): CoworkerRow | null {
    return this.fresh(now)?.coworker(member) ?? null;
  }

  private fresh(now: Instant): SourceTable | null {
    if (this.latest !== null && now - this.latest.readAt > MAX_AGE_MS) this.latest = null;
    return this.latest?.table ?? null;
  }
}
