import type { BaseRow } from './rows';

interface Stale<R> {
  row: R | null;
  until: number;
}

/**
 * The rows of one entity in the order of their ids, looked up by id or by an indexed column. A table can remember, for
 * a while after a change, what its readers still see.
 */
export class Table<R extends BaseRow> {
  private rows = new Map<number, R>();
  private readonly stale = new Map<number, Stale<R>>();
  private readonly indexes: Map<string, Map<unknown, Set<number>>>;
  /** Grows with every change, so that what is computed from the table knows when it is out of date. */
  version = 0;

  constructor(indexed: readonly string[] = []) {
    this.indexes = new Map(indexed.map((column) => [column, new Map<unknown, Set<number>>()]));
  }

  get size(): number {
    return this.rows.size;
  }

  get(id: number): R | undefined {
    return this.rows.get(id);
  }

  all(): Iterable<R> {
    return this.rows.values();
  }

  by(column: string, value: unknown): R[] {
    const ids = this.indexes.get(column)?.get(value) ?? [];
    return [...ids].sort((a, b) => a - b).flatMap((id) => this.rows.get(id) ?? []);
  }

  isIndexed(column: string): boolean {
    return this.indexes.has(column);
  }

  put(row: R, staleUntil = 0): void {
    this.keepStale(row.Id, staleUntil);
    this.unindex(this.rows.get(row.Id));
    this.rows.set(row.Id, row);
    for (const [column, index] of this.indexes) entry(index, column, row).add(row.Id);
    this.version++;
  }

  delete(id: number, staleUntil = 0): void {
    this.keepStale(id, staleUntil);
    this.unindex(this.rows.get(id));
    this.rows.delete(id);
    this.version++;
  }

  /** What readers still see at `now` of the rows that changed a moment ago: the former row, or `null` for none. */
  staleAt(now: number): Map<number, R | null> {
    for (const [id, { until }] of this.stale) if (until <= now) this.stale.delete(id);
    return new Map([...this.stale].map(([id, { row }]) => [id, row]));
  }

  load(rows: R[]): void {
    this.rows = new Map();
    this.stale.clear();
    for (const index of this.indexes.values()) index.clear();
    for (const row of [...rows].sort((a, b) => a.Id - b.Id)) this.put(row);
  }

  private keepStale(id: number, until: number): void {
    if (until > 0 && !this.stale.has(id)) this.stale.set(id, { row: this.rows.get(id) ?? null, until });
  }

  private unindex(row: R | undefined): void {
    if (row) for (const [column, index] of this.indexes) entry(index, column, row).delete(row.Id);
  }
}

function entry(index: Map<unknown, Set<number>>, column: string, row: BaseRow): Set<number> {
  const value = (row as BaseRow & Record<string, unknown>)[column];
  const ids = index.get(value) ?? new Set<number>();
  index.set(value, ids);
  return ids;
}
