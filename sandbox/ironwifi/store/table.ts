/** Rows in the order they were made, found by id or by one more key. Pages of 100,000 rows stay cheap. */
export class Table<T extends { id: string }> {
  #rows: T[] = [];
  readonly #byId = new Map<string, T>();
  readonly #byKey = new Map<string, T[]>();

  constructor(private readonly keyOf: (row: T) => string) {}

  all(): readonly T[] {
    return this.#rows;
  }

  find(id: string): T | undefined {
    return this.#byId.get(id);
  }

  where(key: string): readonly T[] {
    return this.#byKey.get(key) ?? [];
  }

  insert(row: T): void {
    this.#rows.push(row);
    this.#index(row);
  }

  insertFirst(row: T): void {
    this.#rows.unshift(row);
    this.#index(row);
  }

  update(row: T, changes: Partial<T>): void {
    this.#unindex(row);
    Object.assign(row, changes);
    this.#index(row);
  }

  remove(row: T): void {
    this.#rows.splice(this.#rows.indexOf(row), 1);
    this.#unindex(row);
  }

  restore(rows: readonly T[]): void {
    this.#rows = [...rows];
    this.#byId.clear();
    this.#byKey.clear();
    for (const row of rows) this.#index(row);
  }

  #index(row: T): void {
    this.#byId.set(row.id, row);
    const key = this.keyOf(row);
    const sharing = this.#byKey.get(key);
    if (sharing) sharing.push(row);
    else this.#byKey.set(key, [row]);
  }

  #unindex(row: T): void {
    this.#byId.delete(row.id);
    const key = this.keyOf(row);
    const left = this.where(key).filter((other) => other !== row);
    if (left.length > 0) this.#byKey.set(key, left);
    else this.#byKey.delete(key);
  }
}
