import type { Fields, Scalar } from '../store/store';
import { invalid } from './problem';

/** What a field holds; flags are 0 or 1 on the wire (ironwifi.md §2.4). */
interface Field {
  kind: 'text' | 'number' | 'flag';
  initial: Scalar;
  required?: boolean;
  /** Accepted in requests, never returned. */
  writeOnly?: boolean;
  /** Set by the server; ignored in a request. */
  readOnly?: boolean;
}

export type FieldSet = Readonly<Record<string, Field>>;

export const text = (initial = ''): Field => ({ kind: 'text', initial });
export const number = (initial = 0): Field => ({ kind: 'number', initial });
export const flag = (initial: 0 | 1 = 0): Field => ({ kind: 'flag', initial });
export const required = (): Field => ({ kind: 'text', initial: '', required: true });
export const secret = (): Field => ({ kind: 'text', initial: '', writeOnly: true });
export const output = (): Field => ({ kind: 'text', initial: '', readOnly: true });

/** Several text fields at once. */
export function texts(...names: string[]): FieldSet {
  return Object.fromEntries(names.map((name) => [name, text()]));
}

export type Body = Record<string, unknown>;

/** The known, writable fields of a body; unknown ones are dropped, as an input filter does. */
export function readFields(set: FieldSet, body: Body): Fields {
  const fields: Fields = {};
  for (const [name, field] of Object.entries(set)) {
    const value = body[name];
    if (value === undefined || field.readOnly) continue;
    fields[name] = readValue(name, field, value);
    if (field.required && fields[name] === '') throw missing(name);
  }
  return fields;
}

/** A new row's fields: what the body gives, and the initial value of the rest. */
export function readNew(set: FieldSet, body: Body): Fields {
  const given = readFields(set, body);
  const absent = Object.entries(set).find(([name, field]) => field.required && given[name] === undefined);
  if (absent) throw missing(absent[0]);
  const initial = Object.fromEntries(Object.entries(set).map(([name, field]) => [name, field.initial]));
  return { ...initial, ...given };
}

/** Everything but the write-only fields. */
export function readable(set: FieldSet, fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !set[name]?.writeOnly));
}

function readValue(name: string, { kind }: Field, value: unknown): Scalar {
  if (value === null) return kind === 'text' ? '' : 0;
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') {
    throw invalid(name, 'notScalar', 'Invalid type given. Scalar expected');
  }
  if (kind === 'text') return String(value);
  const figure = Number(value);
  if (!Number.isInteger(figure)) throw invalid(name, 'notInt', 'The input does not appear to be an integer');
  return kind === 'flag' ? Number(figure !== 0) : figure;
}

const missing = (name: string) => invalid(name, 'isEmpty', "Value is required and can't be empty");
