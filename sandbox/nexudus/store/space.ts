import { randomUUID } from 'node:crypto';
import type { NexudusOptions } from '../controls/options';
import { toWire } from './clock';
import type { BaseRow, Fields, Rows, TableName } from './rows';
import { Table } from './table';
import { freshView, laggedView, type Tables, type View } from './view';

/** One change of one row: `before` is null for a new row, `after` for a removed one. */
export interface Change<R extends BaseRow> {
  before: R | null;
  after: R | null;
}

export type ChangeListener = <N extends TableName>(name: N, change: Change<Rows[N]>) => void;

const lagging: ReadonlySet<TableName> = new Set(['contracts', 'pausedPeriods', 'coworkerTimePasses', 'checkins']);

/** Ids start around 2^31: the first few rows fit a signed 32-bit integer, the rest do not (nexudus.md §2.7). */
const firstIds: Record<TableName, number> = {
  businesses: 1001,
  coworkers: 2_147_483_640,
  contracts: 2_147_483_645,
  pausedPeriods: 501,
  tariffs: 3001,
  timePasses: 4001,
  timePassTimeSlots: 4501,
  coworkerTimePasses: 1_414_000_001,
  checkins: 2_150_000_001,
  failedCheckins: 6001,
  teams: 7001,
  coworkerSettings: 8001,
  customFields: 1_414_370_977,
  webhooks: 9001,
};

/** The data of one Nexudus account. All writes go through here, and listeners hear of each. */
export class Space {
  readonly tables: Tables = createTables();
  readonly fresh: View = freshView(this.tables);
  /** While true, changes raise no webhooks. */
  muted = false;
  private nextIds = { ...firstIds };
  private readonly listeners = new Set<ChangeListener>();
  private readonly touchListeners = new Set<() => void>();

  constructor(readonly options: NexudusOptions) {}

  now(): number {
    return this.options.now();
  }

  /** The view an API call gets. */
  readers(): View {
    return this.options.rowLagMs > 0 ? laggedView(this.tables, this.now()) : this.fresh;
  }

  onWrite(listener: ChangeListener): void {
    this.listeners.add(listener);
  }

  /** Hears of every stored change, including those without a webhook. */
  onTouch(listener: () => void): void {
    this.touchListeners.add(listener);
  }

  /** The id the next row of a table will have. */
  nextId(name: TableName): number {
    return this.nextIds[name];
  }

  insert<N extends TableName>(name: N, fields: Fields<Rows[N]>, base: Partial<BaseRow> = {}): Rows[N] {
    const stamp = toWire(this.now());
    const row = {
      Id: this.nextIds[name]++,
      UniqueId: randomUUID(),
      SystemId: null,
      CreatedOn: stamp,
      UpdatedOn: stamp,
      UpdatedBy: this.options.username,
      CustomFields: null,
      ...base,
      ...fields,
    } as Rows[N];
    this.write(name, { before: null, after: row });
    return row;
  }

  change<N extends TableName>(name: N, id: number, patch: Partial<Rows[N]>): Rows[N] {
    return this.replace(name, { ...this.expect(name, id), ...patch });
  }

  replace<N extends TableName>(name: N, row: Rows[N]): Rows[N] {
    const before = this.expect(name, row.Id);
    const after = { ...row, UpdatedOn: toWire(this.now()), UpdatedBy: this.options.username };
    this.write(name, { before, after });
    return after;
  }

  remove<N extends TableName>(name: N, id: number): void {
    this.write(name, { before: this.expect(name, id), after: null });
  }

  /** Changes a row as the service itself does: no new UpdatedOn, no webhook. */
  touch<N extends TableName>(name: N, id: number, patch: Partial<Rows[N]>): void {
    const row = this.tables[name].get(id);
    if (row) this.tables[name].put({ ...row, ...patch });
    for (const listener of this.touchListeners) listener();
  }

  /** Runs something without raising webhooks. */
  quietly<T>(run: () => T): T {
    const before = this.muted;
    this.muted = true;
    try {
      return run();
    } finally {
      this.muted = before;
    }
  }

  expect<N extends TableName>(name: N, id: number): Rows[N] {
    const row = this.tables[name].get(id);
    if (!row) throw new Error(`There is no row ${id} in ${name}.`);
    return row;
  }

  dump(): unknown {
    const tables = Object.entries(this.tables).map(([name, table]) => [name, [...table.all()]]);
    return { nextIds: this.nextIds, tables: Object.fromEntries(tables) as unknown };
  }

  load(state: unknown): void {
    const { nextIds, tables } = state as {
      nextIds: Record<TableName, number>;
      tables: { [N in TableName]: Rows[N][] };
    };
    this.nextIds = { ...firstIds, ...nextIds };
    for (const name of Object.keys(this.tables) as TableName[]) this.loadTable(name, tables[name]);
  }

  private loadTable<N extends TableName>(name: N, rows: Rows[N][] | undefined): void {
    this.tables[name].load(structuredClone(rows ?? []));
  }

  private write<N extends TableName>(name: N, change: Change<Rows[N]>): void {
    const staleUntil = lagging.has(name) && this.options.rowLagMs > 0 ? this.now() + this.options.rowLagMs : 0;
    if (change.after) this.tables[name].put(change.after, staleUntil);
    else if (change.before) this.tables[name].delete(change.before.Id, staleUntil);
    for (const listener of this.listeners) listener(name, change);
    for (const listener of this.touchListeners) listener();
  }
}

function createTables(): Tables {
  return {
    businesses: new Table(),
    coworkers: new Table(),
    contracts: new Table(['CoworkerId']),
    pausedPeriods: new Table(['CoworkerContractId']),
    tariffs: new Table(),
    timePasses: new Table(),
    timePassTimeSlots: new Table(['TimePassId']),
    coworkerTimePasses: new Table(['CoworkerId', 'UniqueId']),
    checkins: new Table(['CoworkerId']),
    failedCheckins: new Table(['CoworkerId']),
    teams: new Table(),
    coworkerSettings: new Table(['CoworkerId']),
    customFields: new Table(),
    webhooks: new Table(['Action']),
  };
}
