import type { BaseRow, Fields, TableName } from '../store/rows';
import type { Space } from '../store/space';
import type { View } from '../store/view';

/** One REST entity as data; `rest/` serves them all. */
export interface Entity<R extends BaseRow> {
  /** Prefix of filters and roles: `CoworkerContract`. */
  name: string;
  path: string;
  /** Every stored field a caller may set, with the value it has when left out. */
  blank: (space: Space) => Fields<R>;
  /** Further writable fields, kept only when somebody sets them. */
  extras?: Record<string, unknown>;
  /** Stored fields that a write through the API leaves alone. */
  readOnly?: readonly string[];
  required: readonly string[];
  /** Fields of `blank` that name a row of another table. */
  references?: Partial<Record<string, TableName>>;
  /** Fields that take a number of an enum. */
  choices?: (space: Space) => Record<string, readonly number[]>;
  /** Properties that are computed when the record is read. */
  derive?: (row: R, view: View, space: Space) => Record<string, unknown>;
  /** Derived properties that lists are often filtered by, computed without the rest of the record. */
  filters?: Record<string, (row: R, view: View, space: Space) => unknown>;
  listOmits?: readonly string[];
  methods: { create: boolean; update: boolean; remove: boolean };
  commands?: readonly string[];
  create?: (fields: Fields<R>, base: Partial<BaseRow>, extra: Record<string, unknown>, space: Space) => R;
  /** Follows an update that has been stored. */
  updated?: (before: R, after: R, space: Space) => void;
}

export const everyMethod = { create: true, update: true, remove: true };
