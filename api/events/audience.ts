import type { Change, ChangeKind } from '../../contracts/api/events';
import { Problem } from '../http/problem';

/** Somebody who wants to hear what happens. */
export interface Listener {
  hear(change: Change): void;
  /** There will be no more. */
  end(): void;
}

const MOST_LISTENERS = 200;
/** What comes within it is told together. */
const GATHER_MS = 100;
const MOST_IDS = 500;
const AGAIN_AFTER_S = 30;

/** All who listen. What happens within a moment they hear together, by its kind. */
export class Audience {
  readonly #listeners = new Set<Listener>();
  /** Null: too many to name. */
  readonly #gathered = new Map<ChangeKind, Set<string> | null>();
  #telling: NodeJS.Timeout | null = null;

  get size(): number {
    return this.#listeners.size;
  }

  /** Returns how to stop. Throws a 503 where there is no room. */
  join(listener: Listener): () => void {
    if (this.#listeners.size >= MOST_LISTENERS) {
      const detail = `${MOST_LISTENERS} programs and open pages listen already: close some, or ask every few seconds instead.`;
      throw new Problem(503, detail, { code: 'listenersFull', retryAfter: AGAIN_AFTER_S });
    }
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  tell({ ids, what }: Change): void {
    if (this.#listeners.size === 0) return;
    const known = this.#gathered.get(what);
    const all = ids === undefined || known === null ? null : new Set([...(known ?? []), ...ids]);
    this.#gathered.set(what, all !== null && all.size > MOST_IDS ? null : all);
    this.#telling ??= setTimeout(() => this.#tellAll(), GATHER_MS).unref();
  }

  end(): void {
    if (this.#telling !== null) clearTimeout(this.#telling);
    for (const listener of this.#listeners) listener.end();
  }

  #tellAll(): void {
    this.#telling = null;
    for (const [what, ids] of this.#gathered)
      for (const listener of this.#listeners) listener.hear({ what, ...(ids !== null && { ids: [...ids] }) });
    this.#gathered.clear();
  }
}
