import type { Instant } from '../../domain/replayed/ids';
import type { ReadState } from '../people/read-state';
import { GatewayError, type MemberGateway, type ShownMember } from '../ports/gateways';

/** The list of workflows is a little late. */
const OVERLAP_MS = 10_000;
/** A workflow that ends shows nothing new. */
const READ_ALL_EVERY_MS = 3_600_000;

/** What a member shows now, and showed before; undefined: it was not there. */
export interface Shift {
  before: ShownMember | undefined;
  now: ShownMember;
}

/** All members as their workflows show them, in memory: read once, and then by what has changed. */
export class ShownMembers {
  state: ReadState = { readAt: null, failing: null };
  #members = new Map<string, ShownMember>();
  #allReadAt: number | null = null;
  /** When the last change was, by the workers' clocks, and when it was first seen, by ours. */
  #newest = 0;
  #newestSeenAt = 0;

  constructor(private readonly gateway: Pick<MemberGateway, 'shown' | 'shownSince'>) {}

  get all(): Iterable<ShownMember> {
    return this.#members.values();
  }

  get byId(): ReadonlyMap<string, ShownMember> {
    return this.#members;
  }

  /** What has changed since the last time; the first time, nothing. Throws GatewayError, and knows then what it knew before. */
  async refresh(): Promise<Shift[]> {
    const now = Date.now();
    try {
      const shifts = await this.#read(now);
      this.state = { readAt: now, failing: null };
      return shifts;
    } catch (error) {
      const since = this.state.failing?.since ?? now;
      if (error instanceof GatewayError) this.state = { ...this.state, failing: { since, message: error.message } };
      throw error;
    }
  }

  async #read(now: number): Promise<Shift[]> {
    const isFirst = this.#allReadAt === null;
    const readsAll = this.#allReadAt === null || now - this.#allReadAt > READ_ALL_EVERY_MS;
    const rows = readsAll ? await this.gateway.shown() : await this.gateway.shownSince(this.#sinceAt(now));
    const shifts = newestOf(rows).flatMap((row) => this.#shiftTo(row));
    if (readsAll) this.#members.clear();
    for (const row of readsAll ? rows : shifts.map(({ now: shown }) => shown)) {
      if (row.runs) this.#members.set(row.id, row);
      else this.#members.delete(row.id);
    }
    if (readsAll) this.#allReadAt = now;
    const newest = rows.reduce((latest, { changedAt }) => Math.max(latest, changedAt ?? 0), this.#newest);
    if (newest > this.#newest) [this.#newest, this.#newestSeenAt] = [newest, now];
    return isFirst ? [] : shifts;
  }

  /** What is listed late has come after a while: then those who changed last are not read again for ever. */
  #sinceAt(now: number): Instant {
    return now - this.#newestSeenAt > OVERLAP_MS ? this.#newest : this.#newest - OVERLAP_MS;
  }

  #shiftTo(now: ShownMember): Shift[] {
    const before = this.#members.get(now.id);
    const isOld = before === undefined ? !now.runs : before.changedAt === now.changedAt && before.runs === now.runs;
    return isOld || (before?.changedAt ?? 0) > (now.changedAt ?? 0) ? [] : [{ before, now }];
  }
}

/** A member may have had several workflows, one after the other. */
function newestOf(rows: readonly ShownMember[]): ShownMember[] {
  const newest = new Map<string, ShownMember>();
  for (const row of rows) {
    const other = newest.get(row.id);
    if (other === undefined || row.runs || (!other.runs && (other.changedAt ?? 0) < (row.changedAt ?? 0)))
      newest.set(row.id, row);
  }
  return [...newest.values()];
}

/** Whether a member may connect now, as it is decided and carried out. */
export const hasAccess = ({ status, isLive }: ShownMember): boolean => status === 'granted' && isLive;

/** Null: nothing changed for the member's access. */
export function accessShift({ before, now }: Shift): 'granted' | 'moved' | 'shutOut' | null {
  // whoever keeps what there is, keeps it
  if (now.status === 'keep') return null;
  const [had, has] = [before !== undefined && hasAccess(before), now.runs && hasAccess(now)];
  if (had !== has) return has ? 'granted' : 'shutOut';
  return has && before?.group !== now.group ? 'moved' : null;
}
