/** One value that is read again when it is older than `maxAgeMs`. All who wait share one read; a failure is not kept. */
export class Cached<T> {
  #value: { value: T; at: number } | null = null;
  #reading: Promise<T> | null = null;

  constructor(
    private readonly maxAgeMs: number,
    private readonly now: () => number,
  ) {}

  get(read: () => Promise<T>): Promise<T> {
    if (this.#value && this.now() - this.#value.at < this.maxAgeMs) return Promise.resolve(this.#value.value);
    this.#reading ??= this.#read(read).finally(() => (this.#reading = null));
    return this.#reading;
  }

  clear(): void {
    this.#value = null;
  }

  async #read(read: () => Promise<T>): Promise<T> {
    const at = this.now();
    const value = await read();
    this.#value = { value, at };
    return value;
  }
}
