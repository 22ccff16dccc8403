import { randomUUID } from 'node:crypto';
import { remember } from '../accounts/account-history';
import { Problem } from '../resources/problem';
import { type Context, newId, wireTime } from '../store/context';
import type { UserRow } from '../store/store';

/** Which part of a list was asked for, and how much there is. */
export interface Page {
  number: number;
  size: number;
  count: number;
  total: number;
}

const largestPage = 100;

/**
 * Reads `page` and the page size from a query; parameters nobody knows are ignored (ironwifi.md §2.1, §2.2).
 * @throws Problem 416 for a page that is too large, 409 for a page past the end.
 */
export function readPage({ switches }: Context, query: Record<string, unknown>, total: number): Page {
  const size = integer(query[switches.paging]) ?? (switches.paging === 'per_page' ? 50 : 25);
  if (size < 1 || size > largestPage) {
    throw new Problem(416, `Page size is out of range, maximum page size is ${largestPage}`);
  }
  const number = integer(query['page']) ?? 1;
  const count = Math.ceil(total / size);
  // A bare array has no page count to be past of, so there only HAL refuses.
  if (switches.envelope === 'hal' && count > 0 && (number < 1 || number > count)) {
    throw new Problem(409, 'Invalid page provided');
  }
  return { number, size, count, total };
}

/** The part of the rows that a page shows. */
export function pageOf<T>(rows: readonly T[], { number, size }: Page): readonly T[] {
  return number < 1 ? [] : rows.slice((number - 1) * size, number * size);
}

/** Puts the entities of one page into the chosen envelope; `href` is the list's own absolute address. */
export function envelope(
  { switches }: Context,
  page: Page,
  href: string,
  embedded: string,
  entities: object[],
): object {
  if (switches.envelope === 'flat-array') return entities;
  if (page.total === 0 && switches.emptyList === 'total-only') return { total_items: 0 };
  return {
    _links: pageLinks(page, href),
    _embedded: { [embedded]: entities },
    page: page.count === 0 ? 0 : page.number,
    page_count: page.count,
    page_size: page.size,
    total_items: page.total,
  };
}

/** The links carry no page size: a size that is not on the framework's list is dropped (ironwifi.md §10.3). */
function pageLinks({ number, count }: Page, href: string): object {
  const to = (page: number) => ({ href: `${href}?page=${page}` });
  return {
    self: count === 0 ? { href } : to(number),
    first: { href },
    ...(count > 0 && { last: to(count) }),
    ...(number < count && { next: to(number + 1) }),
    ...(number > 1 && { prev: to(number - 1) }),
  };
}

function integer(value: unknown): number | undefined {
  return typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : undefined;
}

/** Reads the first page of the accounts while somebody else changes the list, if a fault says so. */
export function readWhileMoving<T>(context: Context, read: () => T): T {
  const { faults, store, changed } = context;
  const leaving = faults.pageGap ? stranger(context) : undefined;
  if (leaving) store.users.insertFirst(leaving);
  const result = read();
  if (leaving) store.users.remove(leaving);
  if (faults.pageDrift) {
    store.users.insertFirst(stranger(context));
    changed();
  }
  return result;
}

function stranger(context: Context): UserRow {
  const row: UserRow = {
    id: newId(context),
    fields: { username: `passer-by-${randomUUID().slice(0, 8)}`, creationdate: wireTime(context.options.now()) },
    enabled: true,
    idleStatus: '',
    orgUnitId: '',
    orgUnitAsWritten: '',
    history: [],
  };
  remember(context, row, 'created');
  return row;
}
