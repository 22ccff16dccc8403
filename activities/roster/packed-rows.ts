/** Rows lie one behind the other in buffers of this size, and none across two. */
const CHUNK_BYTES = 1 << 20;
/** Before each row: where the row before it of the same key lies (0: there is none), and how long this one is. */
const HEADER_BYTES = 8 + 4;

/**
 * Rows of a list, by key, packed into a few buffers outside the heap: as objects the same rows took more than twice as much,
 * and every collection of garbage walks through them. A row is plain JSON without `undefined`; all have the same columns.
 */
export class PackedRows<Key extends string, Row extends object> {
  readonly #chunks: Buffer[] = [];
  /** One more than the place of the last row of each key. */
  readonly #last = new Map<Key, number>();
  #columns: (keyof Row)[] = [];
  #free = CHUNK_BYTES;

  /** How many keys have rows. */
  get size(): number {
    return this.#last.size;
  }

  /** In the order in which they came first. */
  keys(): IterableIterator<Key> {
    return this.#last.keys();
  }

  has(key: Key): boolean {
    return this.#last.has(key);
  }

  add(key: Key, row: Row): void {
    if (this.size === 0) this.#columns = Object.keys(row) as (keyof Row)[];
    const text = JSON.stringify(this.#columns.map((column) => row[column]));
    const place = this.#reserve(HEADER_BYTES + Buffer.byteLength(text));
    const [chunk, at] = this.#at(place);
    chunk.writeDoubleLE(this.#last.get(key) ?? 0, at);
    chunk.writeUInt32LE(chunk.write(text, at + HEADER_BYTES), at + 8);
    this.#last.set(key, place + 1);
  }

  /** In the order in which they came; rows that are equal to those that were added. */
  of(key: Key): Row[] {
    const rows: Row[] = [];
    for (let next = this.#last.get(key) ?? 0; next > 0;) {
      const [chunk, at] = this.#at(next - 1);
      const start = at + HEADER_BYTES;
      rows.push(this.#unpacked(chunk.toString('utf8', start, start + chunk.readUInt32LE(at + 8))));
      next = chunk.readDoubleLE(at);
    }
    return rows.reverse();
  }

  #unpacked(text: string): Row {
    const values = JSON.parse(text) as unknown[];
    const row: Partial<Record<keyof Row, unknown>> = {};
    this.#columns.forEach((column, index) => (row[column] = values[index]));
    return row as Row;
  }

  #reserve(bytes: number): number {
    if (this.#free + bytes > CHUNK_BYTES) {
      // a row that is longer than a chunk has one of its own
      this.#chunks.push(Buffer.allocUnsafeSlow(Math.max(bytes, CHUNK_BYTES)));
      this.#free = 0;
    }
    const place = (this.#chunks.length - 1) * CHUNK_BYTES + this.#free;
    this.#free += bytes;
    return place;
  }

  #at(place: number): [Buffer, number] {
    const index = Math.floor(place / CHUNK_BYTES);
    const chunk = this.#chunks[index];
    if (chunk === undefined) throw new RangeError(`there is no row at ${place}`);
    return [chunk, place - index * CHUNK_BYTES];
  }
}
