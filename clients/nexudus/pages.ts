import { z } from 'zod';
import type { Call } from '../call';
import { ExternalError } from '../external-error';
import type { NexudusApi } from './api';

/** One entity's list: where it is, and how a row reads. */
export interface List<T> {
  path: string;
  record: z.ZodType<T>;
  idOf: (row: T) => string;
}

/** Documented maximum 1000; what lies above or near it is disputed (nexudus.md §2.2). */
const PAGE_SIZE = 500;

/** The list envelope, nexudus.md §2.3. */
const envelope = <T>(record: z.ZodType<T>) =>
  z.object({
    Records: z.array(record),
    TotalItems: z.int(),
    TotalPages: z.int().nullish(),
    HasNextPage: z.boolean().nullish(),
  });

/**
 * A list, page by page, in the order of the ids. Throws `inconsistent` when the server repeats a page, when the list
 * shrinks under the reader (a row may have slipped through), or when fewer rows came than it said there were.
 */
export async function* pages<T>(
  api: NexudusApi,
  list: List<T>,
  filter: Record<string, string | number>,
  call: Call,
): AsyncGenerator<T[]> {
  const tally = new Tally(list.path);
  const schema = envelope(list.record);
  for (let page = 1, more = true; more; page++) {
    const query = { ...filter, page, size: PAGE_SIZE, orderBy: 'Id' };
    const reply = await api.get(list.path, query, schema, {
      ...call,
      patient: page > 1 || (call.patient ?? call.lane === 'bulk'),
    });
    const rows = tally.take(reply.Records, list.idOf, reply.TotalItems);
    const hasNext = reply.HasNextPage === true || (reply.TotalPages ?? 0) > page;
    more = hasNext && reply.Records.length > 0;
    if (rows.length > 0 || page === 1) yield rows;
  }
  tally.close();
}

export async function collect<T>(pagesOfRows: AsyncIterable<T[]>): Promise<T[]> {
  const rows: T[] = [];
  for await (const page of pagesOfRows) rows.push(...page);
  return rows;
}

/** Counts the rows of one list against what the server says there are. */
class Tally {
  readonly #seen = new Set<string>();
  readonly #firstIds = new Set<string>();
  #total: number | null = null;

  constructor(private readonly path: string) {}

  /** The rows that are new. */
  take<T>(rows: T[], idOf: (row: T) => string, total: number): T[] {
    if (total < (this.#total ?? total)) throw this.#inconsistent(`it shrank from ${this.#total} rows to ${total}`);
    this.#total ??= total;
    const [first] = rows;
    if (first !== undefined) {
      if (this.#firstIds.has(idOf(first))) throw this.#inconsistent('a page came twice');
      this.#firstIds.add(idOf(first));
    }
    const fresh = rows.filter((row) => !this.#seen.has(idOf(row)));
    for (const row of fresh) this.#seen.add(idOf(row));
    return fresh;
  }

  close(): void {
    const total = this.#total ?? 0;
    if (this.#seen.size < total) throw this.#inconsistent(`${this.#seen.size} of ${total} rows came`);
  }

  #inconsistent(what: string): ExternalError {
    return new ExternalError('nexudus', 'inconsistent', `GET ${this.path}: ${what}`, { retryable: true });
  }
}
