import type { Rows, TableName } from './rows';
import type { Table } from './table';

export type Tables = { [N in TableName]: Table<Rows[N]> };

/** A way of looking at the tables: `fresh` as they are, `lagged` as a reader of the API sees them. */
export interface View {
  get<N extends TableName>(name: N, id: number): Rows[N] | undefined;
  by<N extends TableName>(name: N, column: keyof Rows[N] & string, value: unknown): Rows[N][];
  all<N extends TableName>(name: N): Iterable<Rows[N]>;
}

export function freshView(tables: Tables): View {
  return {
    get: (name, id) => tables[name].get(id),
    by: (name, column, value) => tables[name].by(column, value),
    all: (name) => tables[name].all(),
  };
}

/** Related rows lag their webhook for some time (nexudus.md §5.4, "race"): until then the former row is served. */
export function laggedView(tables: Tables, now: number): View {
  return {
    get: (name, id) => {
      const former = tables[name].staleAt(now).get(id);
      return former === undefined ? tables[name].get(id) : (former ?? undefined);
    },
    by: (name, column, value) => {
      const stale = tables[name].staleAt(now);
      if (stale.size === 0) return tables[name].by(column, value);
      return merge(tables[name].by(column, value), stale).filter((row) => row[column] === value);
    },
    all: (name) => {
      const stale = tables[name].staleAt(now);
      return stale.size === 0 ? tables[name].all() : merge(tables[name].all(), stale);
    },
  };
}

function merge<R extends { Id: number }>(rows: Iterable<R>, stale: Map<number, R | null>): R[] {
  const current = [...rows].filter((row) => !stale.has(row.Id));
  const former = [...stale.values()].filter((row) => row !== null);
  return [...current, ...former].sort((a, b) => a.Id - b.Id);
}
