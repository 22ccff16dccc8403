import { entities, present } from '../entities';
import type { Entity } from '../entities/entity';
import { fromWire } from '../store/clock';
import type { CustomFields, Rows, TableName } from '../store/rows';
import type { Space } from '../store/space';
import type { View } from '../store/view';

export type Test<R> = (row: R) => boolean;
type Reader = (property: string) => unknown;

const unknown = Symbol('no such property');
const minute = 60_000;

/**
 * The filters among the parameters: `{Entity}_{Property}`, `from_…`, `to_…`, `Id`, `UniqueId`. Everything else is
 * ignored silently, as the service does (nexudus.md §2.2).
 */
export function tests<N extends TableName>(
  name: N,
  params: URLSearchParams,
  view: View,
  space: Space,
): Test<Rows[N]>[] {
  return [...params].flatMap(([key, value]) => {
    const compare = comparison(entities[name].name, key, value, space);
    return compare ? [(row: Rows[N]) => compare(reader(name, row, view, space))] : [];
  });
}

/** Rows that an indexed relation filter (`CoworkerContract_Coworker=5`) leaves; without one, all. */
export function candidates<N extends TableName>(name: N, params: URLSearchParams, view: View): Iterable<Rows[N]> {
  const coworker = params.get(`${entities[name].name}_Coworker`);
  const column = 'CoworkerId' as keyof Rows[N] & string;
  return coworker && /^\d+$/.test(coworker) ? view.by(name, column, Number(coworker)) : view.all(name);
}

/** Reads a property of the record, from the stored row if possible: deriving a whole table for a filter is slow. */
export function reader<N extends TableName>(name: N, row: Rows[N], view: View, space: Space): Reader {
  const { filters = {} }: Entity<Rows[N]> = entities[name];
  let record: Record<string, unknown> | undefined;
  return (property) => {
    if (property in row) return row[property as keyof Rows[N]];
    const filter = filters[property];
    if (filter) return filter(row, view, space);
    record ??= present(name, row, view, space);
    if (property in record) return record[property];
    if (`${property}Id` in record) return record[`${property}Id`];
    const nested = property.replace('_', '');
    return nested in record ? record[nested] : customField(row.CustomFields, property);
  };
}

function comparison(entity: string, key: string, value: string, space: Space): ((read: Reader) => boolean) | null {
  if (value === '') return null;
  if (/^(id|uniqueid)$/i.test(key)) {
    const property = /^id$/i.test(key) ? 'Id' : 'UniqueId';
    return (read) => String(read(property)).toLowerCase() === value.toLowerCase();
  }
  const [, bound, property] = new RegExp(`^(from_|to_)?${entity}_(.+)$`, 'i').exec(key) ?? [];
  if (property === undefined) return null;
  if (bound === undefined) return (read) => equals(read(property), value, space);
  const within = range(value, bound.toLowerCase() === 'from_');
  return (read) => within(read(property));
}

function equals(actual: unknown, wanted: string, space: Space): boolean {
  if (actual === unknown) return true;
  if (actual === null || actual === undefined) return false;
  if (Array.isArray(actual)) return actual.map(String).includes(wanted);
  if (wanted.startsWith('[')) return ids(wanted).some((id) => id === actual);
  if (typeof actual === 'number' || typeof actual === 'boolean') return `${actual}` === wanted.toLowerCase();
  if (typeof actual !== 'string') return false;
  const [left, right] = [actual.toLowerCase(), wanted.toLowerCase()];
  return space.options.stringFilter === 'contains' ? left.includes(right) : left === right;
}

/** Bounds are inclusive and count whole minutes. */
function range(bound: string, isFrom: boolean): (actual: unknown) => boolean {
  const [number, date] = [Number(bound), wholeMinute(fromWire(bound))];
  return (actual) => {
    if (actual === unknown) return true;
    const [value, limit] = typeof actual === 'number' ? [actual, number] : [wholeMinute(dateOf(actual)), date];
    if (limit === null || Number.isNaN(limit)) return true;
    if (value === null) return false;
    return isFrom ? value >= limit : value <= limit;
  };
}

function dateOf(value: unknown): number | null {
  return typeof value === 'string' ? Date.parse(value) : null;
}

function wholeMinute(milliseconds: number | null): number | null {
  return milliseconds === null ? null : Math.floor(milliseconds / minute) * minute;
}

function customField(fields: CustomFields | null, property: string): unknown {
  if (!property.startsWith('CustomFields_')) return unknown;
  return fields?.Data.find((field) => field.Name === property.slice('CustomFields_'.length))?.Value ?? null;
}

/** `[1,2,3]` as numbers. */
export function ids(list: string): number[] {
  return list
    .replace(/[[\]\s]/g, '')
    .split(',')
    .filter((id) => /^\d+$/.test(id))
    .map(Number);
}
