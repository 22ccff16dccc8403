import type { NexudusFaults } from '../controls/faults';
import { entities, present } from '../entities';
import type { Rows, TableName } from '../store/rows';
import type { Space } from '../store/space';
import type { View } from '../store/view';
import { candidates, ids, reader, tests } from './query';

/** Page size under the fault `pageRepeated`. */
const SMALL_PAGE = 10;

interface Page {
  page: number;
  size: number;
  orderBy: string;
  direction: 1 | -1;
}

/** `GET /api/{module}/{entities}`: the list envelope of nexudus.md §2.3. */
export function search<N extends TableName>(
  name: N,
  params: URLSearchParams,
  faults: NexudusFaults,
  space: Space,
): unknown {
  const view = space.readers();
  const asked = paging(params, faults, space);
  const found = faults.emptyLists ? [] : sorted(name, matching(name, params, faults, view, space), asked, view, space);
  const first = faults.pageRepeated ? 0 : (asked.page - 1) * asked.size;
  const rows = found.slice(first, first + asked.size);
  if (faults.rowMissing) rows.pop();
  return { Records: rows.map((row) => listRow(name, row, view, space)), ...position(asked, found.length, rows.length) };
}

/** `GET /api/{module}/{entities}/?id=[1,2]`: a bare array of partial records, without those that do not exist. */
export function batch<N extends TableName>(name: N, list: string, faults: NexudusFaults, space: Space): unknown[] {
  const view = space.readers();
  const rows = faults.emptyLists ? [] : ids(list).flatMap((id) => view.get(name, id) ?? []);
  return rows.filter((row) => !hidden(row, name, faults)).map((row) => listRow(name, row, view, space));
}

/** Whether the fault `contractsHidden` keeps a row from its readers. */
export function hidden<N extends TableName>(row: Rows[N], name: N, faults: NexudusFaults): boolean {
  return name === 'contracts' && faults.contractsHidden.includes(String((row as Rows['contracts']).CoworkerId));
}

function matching<N extends TableName>(
  name: N,
  params: URLSearchParams,
  faults: NexudusFaults,
  view: View,
  space: Space,
): Rows[N][] {
  const filters = tests(name, params, view, space);
  if (name === 'coworkers' && !space.options.archivedInLists && !params.has('Coworker_Archived'))
    filters.unshift((row) => !(row as Rows['coworkers']).Archived);
  if (name === 'contracts' && faults.contractsHidden.length > 0) filters.unshift((row) => !hidden(row, name, faults));
  return [...candidates(name, params, view)].filter((row) => filters.every((test) => test(row)));
}

function sorted<N extends TableName>(name: N, rows: Rows[N][], { orderBy, direction }: Page, view: View, space: Space) {
  if (orderBy === 'Id') return direction === 1 ? rows : rows.reverse();
  const keyed = rows.map((row) => ({ row, key: sortKey(reader(name, row, view, space)(orderBy)) }));
  keyed.sort((a, b) => direction * compare(a.key, b.key) || a.row.Id - b.row.Id);
  return keyed.map(({ row }) => row);
}

function sortKey(value: unknown): string | number {
  return typeof value === 'number' || typeof value === 'string'
    ? value
    : typeof value === 'boolean'
      ? Number(value)
      : '';
}

function compare(a: string | number, b: string | number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function listRow<N extends TableName>(name: N, row: Rows[N], view: View, space: Space): Record<string, unknown> {
  const record = present(name, row, view, space);
  if (space.options.listRows === 'partial') for (const field of entities[name].listOmits ?? []) delete record[field];
  return record;
}

function paging(params: URLSearchParams, { pageRepeated }: NexudusFaults, space: Space): Page {
  const size = Math.max(1, Number(params.get('size')) || 25);
  return {
    page: Math.max(1, Number(params.get('page')) || 1),
    size: Math.min(size, pageRepeated ? SMALL_PAGE : space.options.sizeAbove1000 === 'clamp' ? 1_000 : Infinity),
    orderBy: params.get('orderBy') ?? params.get('orderby') ?? 'Id',
    direction: /^(-1|desc)/i.test(params.get('dir') ?? '') ? -1 : 1,
  };
}

function position({ page, size, orderBy, direction }: Page, total: number, shown: number): Record<string, unknown> {
  const first = shown === 0 ? 0 : (page - 1) * size + 1;
  return {
    CurrentPageSize: size,
    CurrentPage: page,
    CurrentOrderField: orderBy,
    CurrentSortDirection: direction,
    FirstItem: first,
    HasNextPage: page * size < total,
    HasPreviousPage: page > 1,
    LastItem: shown === 0 ? 0 : first + shown - 1,
    PageNumber: page,
    PageSize: size,
    TotalItems: total,
    TotalPages: Math.ceil(total / size),
  };
}
