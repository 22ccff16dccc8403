import type { MemberGateway, ShownMember } from '../ports/gateways';

/** The list of workflows is a little late, and workers' clocks differ. */
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
  #members: ReadonlyMap<string, ShownMember> = new Map();
  #allReadAt: number | null = null;
  #newest = 0;
  /** When this was last known to be as it is; null: it was never read. */
  readAt: number | null = null;

  constructor(private readonly gateway: Pick<MemberGateway, 'shown' | 'shownSince'>) {}

  get all(): Iterable<ShownMember> {
    return this.#members.values();
  }

  /** What has changed since the last time; the first time, nothing. Throws GatewayError, and knows then what it knew before. */
  async refresh(): Promise<Shift[]> {
    const now = Date.now();
    const isFirst = this.#allReadAt === null;
    const readsAll = this.#allReadAt === null || now - this.#allReadAt > READ_ALL_EVERY_MS;
    const rows = readsAll ? await this.gateway.shown() : await this.gateway.shownSince(this.#newest - OVERLAP_MS);
    const shifts = newestOf(rows).flatMap((row) => this.#shiftTo(row));
    const members = new Map(readsAll ? [] : this.#members);
    for (const row of readsAll ? rows : shifts.map(({ now: row }) => row)) {
      if (row.runs) members.set(row.id, row);
      else members.delete(row.id);
    }
    this.#members = members;
    if (readsAll) this.#allReadAt = now;
    for (const { changedAt } of rows) this.#newest = Math.max(this.#newest, changedAt ?? 0);
    this.readAt = now;
    return isFirst ? [] : shifts;
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
