/**
 * A read that gives one answer to all who wait for it. Whoever comes before its first request has left shares it, so an
 * answer is never older than the question; whoever comes later shares the next one, which begins when this one is over.
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
