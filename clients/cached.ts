import { isMoreUrgent, type Priority } from '../domain/replayed/priority';

export interface CachedOptions {
  maxAgeMs: number;
  /** A clock in ms. */
  now?: () => number;
}

interface Reading<T> {
  priority: Priority;
  value: Promise<T>;
}

export interface Wanted {
  /** For a caller that needs a newer value than others. */
  maxAgeMs?: number;
  priority?: Priority;
}

/**
 * A value that is read again once it is older than `maxAgeMs`. All who wait share one read; a failure is not kept. Who is more
 * urgent than the read under way does not wait behind what that one makes way for, and begins another.
 */
export class Cached<T> {
  #known: { value: T; at: number } | null = null;
  #reading: Reading<T> | null = null;
  readonly #maxAgeMs: number;
  readonly #now: () => number;

  constructor({ maxAgeMs, now = Date.now }: CachedOptions) {
    this.#maxAgeMs = maxAgeMs;
    this.#now = now;
  }

  /** Its age counts from the start of the read. */
  get(read: () => Promise<T>, { maxAgeMs = this.#maxAgeMs, priority = 'usual' }: Wanted = {}): Promise<T> {
    if (this.#known && this.#now() - this.#known.at < maxAgeMs) return Promise.resolve(this.#known.value);
    if (this.#reading === null || isMoreUrgent(priority, this.#reading.priority))
      this.#reading = this.#begin(read, priority);
    return this.#reading.value;
  }

  /** Undefined: nothing is known, or it is too old. */
  fresh(): T | undefined {
    return this.isFresh ? this.last() : undefined;
  }

  /** What was read last, however long ago: for callers that go by the last answer while there is no new one. */
  last(): T | undefined {
    return this.#known?.value;
  }

  get isFresh(): boolean {
    return this.#known !== null && this.#now() - this.#known.at < this.#maxAgeMs;
  }

  get isReading(): boolean {
    return this.#reading !== null;
  }

  /** Takes a value that was read elsewhere. */
  keep(value: T, at = this.#now()): void {
    this.#known = { value, at };
  }

  /** The next caller reads anew, also while a read is under way: that one may have begun too early. */
  clear(): void {
    if (this.#known) this.#known.at = -Infinity;
    this.#reading = null;
  }

  #begin(read: () => Promise<T>, priority: Priority): Reading<T> {
    const at = this.#now();
    const isCurrent = (): boolean => this.#reading?.value === value;
    const attempt = async (): Promise<T> => read();
    const value: Promise<T> = (async () => {
      try {
        const found = await attempt();
        if (isCurrent()) this.keep(found, at);
        return found;
      } finally {
        if (isCurrent()) this.#reading = null;
      }
    })();
    return { priority, value };
  }
}

/** Cached values by key; those that are too old are forgotten. */
export class CachedMap<Key, T> {
  readonly #entries = new Map<Key, Cached<T>>();
  #sweptAt = -Infinity;

  constructor(private readonly options: CachedOptions) {}

  of(key: Key): Cached<T> {
    this.#sweep();
    const entry = this.#entries.get(key) ?? new Cached<T>(this.options);
    this.#entries.set(key, entry);
    return entry;
  }

  #sweep(): void {
    const { maxAgeMs, now = Date.now } = this.options;
    if (now() - this.#sweptAt < maxAgeMs) return;
    this.#sweptAt = now();
    for (const [key, entry] of this.#entries) if (!entry.isFresh && !entry.isReading) this.#entries.delete(key);
  }
}

/**
 * A read whose answer is never older than the question. Callers that join before its first request has left share it; later
 * ones share the next read, which begins when this one has ended.
 */
export class SharedRead<T> {
  #gathering: Promise<T> | null = null;
  #last: Promise<unknown> = Promise.resolve();

  /** `read` calls `onSent` when its first request leaves. */
  join(read: (onSent: () => void) => Promise<T>): Promise<T> {
    if (this.#gathering) return this.#gathering;
    const close = () => {
      if (this.#gathering === shared) this.#gathering = null;
    };
    const shared: Promise<T> = this.#last.then(() => read(close)).finally(close);
    this.#gathering = shared;
    this.#last = shared.catch(() => undefined);
    return shared;
  }
}

/** Work of one key is done one after the other, in the order in which it came; a key that nobody waits for is forgotten. */
export class InTurn<Key> {
  readonly #last = new Map<Key, Promise<unknown>>();

  async run<T>(key: Key, work: () => Promise<T>): Promise<T> {
    const turn = (this.#last.get(key) ?? Promise.resolve()).then(work);
    const ended = turn.catch(() => undefined);
    this.#last.set(key, ended);
    try {
      return await turn;
    } finally {
      if (this.#last.get(key) === ended) this.#last.delete(key);
    }
  }
}

/** Shared reads by key; a key that nobody waits for is forgotten. */
export class SharedReads<Key, T> {
  readonly #reads = new Map<Key, { read: SharedRead<T>; waiting: number }>();

  async join(key: Key, read: (onSent: () => void) => Promise<T>): Promise<T> {
    const entry = this.#reads.get(key) ?? { read: new SharedRead<T>(), waiting: 0 };
    this.#reads.set(key, entry);
    entry.waiting++;
    try {
      return await entry.read.join(read);
    } finally {
      if (--entry.waiting === 0) this.#reads.delete(key);
    }
  }
}
