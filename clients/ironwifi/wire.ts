import { z } from 'zod';
import { ExternalError } from '../external-error';
import type { LimitedCall } from '../http/limited-http';
import { checkShape } from '../http/replies';
import type { IronwifiApi, IronwifiReply } from './api';

/** A string on the wire, a number in old documents (ironwifi.md §10.9); a string from here on. */
const wireId = z.union([z.string().min(1), z.int()]).transform(String);

/** Absent, null and "" mean the same (ironwifi.md §2.4). */
const text = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((value) => String(value ?? ''));

/** A user as it is on the wire; never with a password. `undefined`: the reply omits the field. */
export const userRecord = z.object({
  id: wireId,
  username: text,
  notes: text.optional(),
  status: text.optional(),
  orgunit: text.optional(),
});
export type UserRecord = z.infer<typeof userRecord>;

export const orgUnitRecord = z.object({ id: wireId, name: text });
export type OrgUnitRecord = z.infer<typeof orgUnitRecord>;

/** No document shows its shape (ironwifi.md §4.1); these are the fields of the request. */
export const attributeRecord = z.object({
  id: wireId,
  attribute: z.string(),
  value: text,
  userid: wireId.optional(),
});
export type AttributeRecord = z.infer<typeof attributeRecord>;

export const accountRecord = z.object({ company_id: wireId, region: z.string().nullish() });

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
  rows: T[];
}

/** Some servers refuse more with 416 (ironwifi.md §0.2, §2.1). */
export const PAGE_SIZE = 100;

const count = z.coerce.number().int().nonnegative();

/** HAL, or the bare array of the help pages (ironwifi.md §2.1); an empty list may lack all but `total_items`. */
const envelope = z.union([
  z.array(z.unknown()),
  z.looseObject({
    _embedded: z.record(z.string(), z.unknown()).optional(),
    page_count: count.optional(),
    total_items: count.optional(),
  }),
]);

/**
 * A list, page by page and by number: `next` links lose the page size (ironwifi.md §10.3). A page past the end, which
 * is a 409 (§10.4), is not requested. A bare array does not say how many pages there are: it is read until a page brings
 * nothing new.
 */
export async function* listPages<T extends { id: string }>(
  api: Pick<IronwifiApi, 'send'>,
  list: ListOf<T>,
  call: LimitedCall,
): AsyncGenerator<ListPage<T>> {
  const seen = new Set<string>();
  for (let page = 1; ; page++) {
    const result = await readPage(api, list, page, { ...call, patient: page > 1 || call.priority === 'background' });
    const rows = result.rows.filter(({ id }) => !seen.has(id) && seen.add(id));
    if (page === 1 || rows.length > 0 || result.pages !== null) yield { ...result, rows };
    if (result.pages === null ? rows.length === 0 : page >= result.pages) return;
  }
}

async function readPage<T>(
  api: Pick<IronwifiApi, 'send'>,
  list: ListOf<T>,
  page: number,
  call: LimitedCall,
): Promise<ListPage<T>> {
  // The name of the size parameter is disputed, and a wrong one is ignored (ironwifi.md §2.1).
  const query = { page, page_size: PAGE_SIZE, per_page: PAGE_SIZE };
  const reply = await api.send({ method: 'GET', path: list.path, query }, call);
  return { page, ...readPageOf(list, reply) };
}

/** Reads a list's reply; an empty body is an empty list (ironwifi.md §10.7). */
export function readPageOf<T>(
  list: Pick<ListOf<T>, 'embedded' | 'record'>,
  reply: IronwifiReply,
): Omit<ListPage<T>, 'page'> {
  const body = checkShape('ironwifi', reply.name, envelope, reply.json() ?? []);
  const raw = Array.isArray(body) ? body : (body._embedded?.[list.embedded] ?? []);
  const rows = checkShape('ironwifi', reply.name, z.array(list.record), raw);
  if (Array.isArray(body)) return { pages: null, total: null, rows };
  const { page_count, total_items } = body;
  const pages = page_count ?? (total_items === 0 ? 0 : null);
  return { pages, total: total_items ?? null, rows };
}

/** All rows of a short list. */
export async function listAll<T extends { id: string }>(
  api: IronwifiApi,
  list: ListOf<T>,
  call: LimitedCall,
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
 * Checks the rows that were read against the total that the server announces. Added rows do no harm; when the list
 * shrinks, a row may have moved from an unread page to one already read (ironwifi.md §10.5).
 */
export class ListTally {
  #expected: number | null = null;
  #seen = 0;

  constructor(private readonly path: string) {}

  take({ total, rows }: ListPage<unknown>): void {
    if (total !== null && total < (this.#expected ?? total)) {
      throw this.#inconsistent(`it shrank to ${total} rows while it was read`);
    }
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
