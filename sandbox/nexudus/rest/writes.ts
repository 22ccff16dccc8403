import { entities } from '../entities';
import type { Entity } from '../entities/entity';
import { fromWire, toWire } from '../store/clock';
import type { BaseRow, CustomFields, Fields, Rows, TableName } from '../store/rows';
import type { Space } from '../store/space';
import type { PropertyError } from './envelopes';

export type Body = Record<string, unknown>;

/** Creates a row from a body. The caller has checked it with {@link problems}. */
export function create<N extends TableName>(name: N, body: Body, space: Space): Rows[N] {
  const entity: Entity<Rows[N]> = entities[name];
  const fields = { ...entity.blank(space), ...withDeltas(entity, body, entity.blank(space), space) };
  const extra = pick(body, Object.keys(entity.extras ?? {}));
  const base: Partial<BaseRow> = {
    SystemId: textOrNull(body['SystemId']),
    CustomFields: customFields(body['CustomFields']),
  };
  return entity.create?.(fields, base, extra, space) ?? space.insert(name, { ...fields, ...extra }, base);
}

/**
 * Replaces a row by a body: what the body leaves out is cleared, or kept if the switch says so; read-only fields stay
 * (nexudus.md §2.6).
 */
export function update<N extends TableName>(name: N, before: Rows[N], body: Body, space: Space): Rows[N] {
  const entity: Entity<Rows[N]> = entities[name];
  const { putMissing, customFieldsOmitted } = space.options;
  const kept =
    putMissing === 'keep'
      ? before
      : { ...bare(before), ...entity.blank(space), ...pick(before, entity.readOnly ?? []) };
  const SystemId = 'SystemId' in body || putMissing === 'clear' ? textOrNull(body['SystemId']) : before.SystemId;
  const CustomFields =
    'CustomFields' in body || customFieldsOmitted === 'clear'
      ? customFields(body['CustomFields'])
      : before.CustomFields;
  const fields = withDeltas(entity, body, before, space);
  const extra = pick(body, Object.keys(entity.extras ?? {}));
  const after = space.replace(name, { ...kept, ...extra, ...fields, SystemId, CustomFields } as Rows[N]);
  entity.updated?.(before, after, space);
  return space.expect(name, after.Id);
}

type Rulebook = Pick<Entity<BaseRow>, 'required' | 'references' | 'choices'>;

/** What is wrong with a body: missing required properties, relations that lead nowhere, values outside an enum. */
export function problems(name: TableName, body: Body, creating: boolean, space: Space): PropertyError[] {
  const { required, references = {}, choices }: Rulebook = entities[name];
  const missing = required
    .filter((field) => creating || field !== 'CreateMultiple')
    .filter((field) => body[field] === undefined || body[field] === null || body[field] === '')
    .map((field) => propertyError(field, body[field], 'is a required field'));
  const dangling = Object.entries(references)
    .filter(([field, table]) => body[field] && table && !space.tables[table].get(Number(body[field])))
    .map(([field]) => propertyError(field, body[field], 'does not exist'));
  const odd = Object.entries(choices?.(space) ?? {})
    .filter(([field, values]) => body[field] && !values.includes(Number(body[field])))
    .map(([field]) => propertyError(field, body[field], 'is not a valid value'));
  return [...missing, ...dangling, ...odd];
}

/** Errors name the relation, not its id field: `Country` rather than `CountryId` (nexudus.md §2.5). */
function propertyError(field: string, value: unknown, message: string): PropertyError {
  return { AttemptedValue: value ?? null, Message: message, PropertyName: field.replace(/Id$/, '') };
}

/** The writable stored fields of a body, lists changed by their `Added…` and `Removed…` where those are given. */
function withDeltas<R extends BaseRow>(
  entity: Entity<R>,
  body: Body,
  before: object,
  space: Space,
): Partial<Fields<R>> {
  const blank = entity.blank(space) as Record<string, unknown>;
  const writable = Object.keys(blank).filter((field) => !entity.readOnly?.includes(field));
  const fields = Object.fromEntries(
    writable.filter((field) => field in body).map((field) => [field, coerced(body[field], blank[field])]),
  );
  for (const field of writable.filter((name) => Array.isArray(blank[name]))) {
    const [added, removed] = [body[`Added${field}`], body[`Removed${field}`]].map(numbers);
    if (!added?.length && !removed?.length) continue;
    const current = numbers(fields[field] ?? (before as Record<string, unknown>)[field]);
    fields[field] = [...new Set([...current, ...(added ?? [])])].filter((id) => !removed?.includes(id));
  }
  return fields as Partial<Fields<R>>;
}

/** Booleans and numbers may come as text; dates are kept in UTC to the second. */
function coerced(value: unknown, blank: unknown): unknown {
  if (Array.isArray(blank)) return numbers(value);
  if (typeof blank === 'boolean') return value === true || value === 'true';
  if (typeof blank === 'number') return Number(value);
  if (typeof value !== 'string') return value;
  if (value === '') return null;
  return /^\d{4}-\d\d-\d\d(T|$)/.test(value) ? toWire(fromWire(value) ?? 0) : value;
}

function customFields(value: unknown): CustomFields | null {
  const data = (value as { Data?: unknown } | null | undefined)?.Data;
  if (!Array.isArray(data)) return null;
  const fields = new Map<string, string>();
  // Names are unique on a record; the first of two wins (nexudus.md §3.3).
  for (const { Name, Value } of data as { Name: string; Value?: unknown }[])
    if (!fields.has(Name)) fields.set(Name, plainText(Value));
  return { Data: [...fields].map(([Name, Value]) => ({ Name, Value, JsonValue: null, Type: 'string' })) };
}

function bare({ Id, UniqueId, SystemId, CreatedOn, UpdatedOn, UpdatedBy, CustomFields }: BaseRow): BaseRow {
  return { Id, UniqueId, SystemId, CreatedOn, UpdatedOn, UpdatedBy, CustomFields };
}

function pick(from: object, fields: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(from).filter(([field]) => fields.includes(field)));
}

function numbers(value: unknown): number[] {
  return Array.isArray(value) ? value.map(Number).filter(Number.isFinite) : [];
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** A value as text; objects and missing values become the empty string. */
export function plainText(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? `${value}` : '';
}
