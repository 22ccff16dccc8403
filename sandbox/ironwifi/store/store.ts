import type { ReplyAttributes } from './reply-attributes';
import { Table } from './table';

export type Scalar = string | number;
export type Fields = Record<string, Scalar>;

/** A row of a resource without rules of its own. */
export interface PlainRow {
  id: string;
  fields: Fields;
}

/** The account's state from `at` (ms since the epoch) on. */
export interface Change {
  at: number;
  what: string;
  exists: boolean;
  enabled: boolean;
  orgunit: string;
  /** Its clear-text passwords in the order of their rows, of which the first opens it; none when a check rejects. */
  passwords: string[];
}

export interface UserRow {
  id: string;
  fields: Fields;
  enabled: boolean;
  /** A word that was accepted and has no effect; empty otherwise. */
  idleStatus: string;
  orgUnitId: string;
  orgUnitAsWritten: string;
  history: Change[];
}

export interface AttributeRow {
  id: string;
  userid: string;
  attribute: string;
  operator: string;
  value: string;
  table: string;
}

export interface MembershipRow {
  id: string;
  groupid: string;
  userid: string;
  priority: number;
}

/** One stay of a device on the network; instants in ms since the epoch. */
export interface SessionRow {
  id: string;
  userid: string;
  username: string;
  device: string;
  startedAt: number;
  /** When Session-Timeout ends it, if that is set. */
  endsBy: number | null;
  endedAt: number | null;
}

export interface Authentication {
  at: number;
  username: string;
  device: string;
  accepted: boolean;
  reason: string;
}

/** Everything the emulator remembers, as plain JSON. */
export interface IronwifiState {
  users: UserRow[];
  departed: UserRow[];
  attributes: AttributeRow[];
  memberships: MembershipRow[];
  sessions: SessionRow[];
  authentications: Authentication[];
  plain: Record<string, PlainRow[]>;
  nextInteger: number;
  /** The reply attributes of org units, by their ids; older states have none. */
  orgUnitReplies?: Record<string, ReplyAttributes>;
}

/** User names are compared without case, as RADIUS databases do (ironwifi.md §2.3). */
export const usernameKey = (username: Scalar | undefined): string => String(username ?? '').toLowerCase();

/** The emulator's memory. */
export class Store {
  readonly users = new Table<UserRow>((row) => usernameKey(row.fields['username']));
  /** Deleted accounts, kept so that past instants can still be asked about. */
  readonly departed = new Table<UserRow>((row) => usernameKey(row.fields['username']));
  readonly attributes = new Table<AttributeRow>((row) => row.userid);
  readonly memberships = new Table<MembershipRow>((row) => row.userid);
  readonly sessions = new Table<SessionRow>((row) => row.userid);
  authentications: Authentication[] = [];
  /** The old documents show ids of seven digits (ironwifi.md §2.4). */
  nextInteger = 1_000_001;
  orgUnitReplies: Record<string, ReplyAttributes> = {};
  readonly #plain = new Map<string, Table<PlainRow>>();

  plain(path: string): Table<PlainRow> {
    const known = this.#plain.get(path);
    if (known) return known;
    const table = new Table<PlainRow>((row) => String(row.fields['name'] ?? row.fields['groupname'] ?? row.id));
    this.#plain.set(path, table);
    return table;
  }

  snapshot(): IronwifiState {
    return structuredClone({
      users: [...this.users.all()],
      departed: [...this.departed.all()],
      attributes: [...this.attributes.all()],
      memberships: [...this.memberships.all()],
      sessions: [...this.sessions.all()],
      authentications: this.authentications,
      plain: Object.fromEntries([...this.#plain].map(([path, table]) => [path, [...table.all()]])),
      nextInteger: this.nextInteger,
      orgUnitReplies: this.orgUnitReplies,
    });
  }

  restore(state: IronwifiState): void {
    const { plain, nextInteger, authentications, orgUnitReplies, ...tables } = structuredClone(state);
    this.users.restore(tables.users);
    this.departed.restore(tables.departed);
    this.attributes.restore(tables.attributes);
    this.memberships.restore(tables.memberships);
    this.sessions.restore(tables.sessions);
    this.authentications = authentications;
    this.nextInteger = nextInteger;
    this.orgUnitReplies = orgUnitReplies ?? {};
    for (const path of new Set([...this.#plain.keys(), ...Object.keys(plain)]))
      this.plain(path).restore(plain[path] ?? []);
  }
}
