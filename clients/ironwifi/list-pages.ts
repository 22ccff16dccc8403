import { z } from 'zod';
import { ExternalError } from '../external-error';
import type { PacedCall } from '../limited-http';
import { checkShape } from '../read-reply';
import type { IronwifiApi, IronwifiReply } from './api';

export interface ListOf<T> {
  path: string;
  /** The key below `_embedded`, which is not always the path (ironwifi.md §10.14). */
  embedded: string;
  record: z.ZodType<T>;
}

export interface ListPage<T> {
  page: number;
  /** Null: the reply does not say (a bare array). */
  pages: number | null;
  total: number | null;
  size: number | null;
  rows: T[];
}

/** More is refused with 416 by a server that minds (ironwifi.md §0.2, §2.1). */
const PAGE_SIZE = 100;

const count = z.coerce.number().int().nonnegative();

/** HAL, or the bare array of the help pages (ironwifi.md §2.1); an empty list may lack all but `total_items`. */
const envelope = z.union([
  z.array(z.unknown()),
  z.looseObject({
    _embedded: z.record(z.string(), z.unknown()).optional(),
    page_count: count.optional(),
    page_size: count.optional(),
    total_items: count.optional(),
  }),
]);

/**
 * A list, page by page and by number: `next` links lose the page size (ironwifi.md §10.3). A page past the end is not
 * asked for, since that is a 409 (§10.4), except where a bare array does not say how many there are: then until a page
 * brings nothing new.
 */
export async function* listPages<T extends { id: string }>(
  api: IronwifiApi,
  list: ListOf<T>,
  call: PacedCall,
  fromPage = 1,
): AsyncGenerator<ListPage<T>> {
  const seen = new Set<string>();
  for (let page = fromPage; ; page++) {
    const result = await readPage(api, list, page, { ...call, patient: page > fromPage || call.lane === 'bulk' });
    const rows = result.rows.filter(({ id }) => !seen.has(id) && seen.add(id));
    if (page === fromPage || rows.length > 0 || result.pages !== null) yield { ...result, rows };
    if (result.pages === null ? rows.length === 0 : page >= result.pages) return;
  }
}

async function readPage<T>(api: IronwifiApi, list: ListOf<T>, page: number, call: PacedCall): Promise<ListPage<T>> {
  // Which name the size has is disputed, and the wrong one is ignored (ironwifi.md §2.1).
  const query = { page, page_size: PAGE_SIZE, per_page: PAGE_SIZE };
  const reply = await api.send({ method: 'GET', path: list.path, query }, call);
  return { page, ...readPageOf(list, reply) };
}

/** Reads what a list replies; nothing at all is an empty list (ironwifi.md §10.7). */
export function readPageOf<T>(
  list: Pick<ListOf<T>, 'embedded' | 'record'>,
  reply: IronwifiReply,
): Omit<ListPage<T>, 'page'> {
  const body = checkShape('ironwifi', reply.name, envelope, reply.json() ?? []);
  const raw = Array.isArray(body) ? body : (body._embedded?.[list.embedded] ?? []);
  const rows = checkShape('ironwifi', reply.name, z.array(list.record), raw);
  if (Array.isArray(body)) return { pages: null, total: null, size: null, rows };
  const { page_count, page_size, total_items } = body;
  const pages = page_count ?? (total_items === 0 ? 0 : null);
  return { pages, total: total_items ?? null, size: page_size ?? null, rows };
}

/** All rows of a list that is short. */
export async function listAll<T extends { id: string }>(
  api: IronwifiApi,
  list: ListOf<T>,
  call: PacedCall,
): Promise<T[]> {
  const tally = new ListTally(list.path);
  const rows: T[] = [];
  for await (const page of listPages(api, list, call)) {
    tally.take(page);
    rows.push(...page.rows);
  }
  tally.close();
  return rows;
}

/**
 * Holds a reading against what the server says there is. Rows that are added meanwhile do no harm; when the list
 * shrinks, a row may have slipped from a page still to come onto one already read (ironwifi.md §10.5).
 */
export class ListTally {
  #expected: number | null = null;
  #seen = 0;

  constructor(private readonly path: string) {}

  take({ page, size, total, rows }: ListPage<unknown>): void {
    if (total !== null && total < (this.#expected ?? total)) {
      throw this.#inconsistent(`it shrank to ${total} rows while it was read`);
    }
    // A reading that begins later than page 1 takes the earlier ones as read.
    if (this.#expected === null) this.#seen = (page - 1) * (size ?? 0);
    this.#expected ??= total;
    this.#seen += rows.length;
  }

  close(): void {
    const expected = this.#expected ?? 0;
    if (this.#seen < expected) throw this.#inconsistent(`${this.#seen} of ${expected} rows came`);
  }

  #inconsistent(what: string): ExternalError {
    return new ExternalError('ironwifi', 'inconsistent', `GET ${this.path}: ${what}`, { retryable: true });
  }
}
