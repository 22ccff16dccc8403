import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** Items to a piece. A piece that is full is packed once and for all. */
const PIECE = 5_000;

/** A list that only grows, packed in pieces: to add a few and pack it again costs the same however long it is. */
export class PackedLog<T> {
  readonly #full: string[] = [];
  #open: T[] = [];
  #length = 0;

  /** @param arrange puts the items of a piece into an order that packs well. */
  constructor(private readonly arrange: (items: T[]) => T[] = (items) => items) {}

  get length(): number {
    return this.#length;
  }

  add(item: T): void {
    this.#open.push(item);
    this.#length += 1;
    if (this.#open.length < PIECE) return;
    this.#full.push(this.#packOpen());
    this.#open = [];
  }

  /** For `unpackLog`. */
  pieces(): string[] {
    return this.#open.length === 0 ? [...this.#full] : [...this.#full, this.#packOpen()];
  }

  #packOpen(): string {
    return pack(this.arrange(this.#open));
  }
}

export const unpackLog = <T>(pieces: readonly string[]): T[] => pieces.flatMap((piece) => unpack(piece) as T[]);

/** JSON, deflated, in base64. */
export const pack = (value: unknown): string => deflateRawSync(JSON.stringify(value)).toString('base64');

export const unpack = (packed: string): unknown => JSON.parse(inflateRawSync(Buffer.from(packed, 'base64')).toString());
