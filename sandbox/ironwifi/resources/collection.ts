import { type Context, newId, wireId, wireTime } from '../store/context';
import type { Fields, PlainRow } from '../store/store';
import { type Body, readable, readFields, readNew } from './fields';
import type { Resource } from './resources';

/** A resource's rows and rules, as the generic calls need them. */
export interface Collection<Row extends { id: string } = { id: string }> {
  all(): readonly Row[];
  find(id: string): Row | undefined;
  /** Creates a row, or returns the one that exists already (`made: false`). */
  create(body: Body): { row: Row; made: boolean };
  update(row: Row, body: Body): void;
  remove(row: Row): void;
  /** The entity as it is shown, without links. */
  render(row: Row): object;
}

/** The rows of a resource that has no rules beyond its fields. */
export function plainCollection(context: Context, { path, fields }: Resource): Collection<PlainRow> {
  const { store, options, changed } = context;
  const table = store.plain(path);
  const stamp = (name: string): Fields => (name in fields ? { [name]: wireTime(options.now()) } : {});

  return {
    all: () => table.all(),
    find: (id) => table.find(id),
    create(body: Body) {
      const given = { ...readNew(fields, body), ...stamp('creationdate'), ...stamp('created_at') };
      const row = { id: newId(context), fields: asStored(path, given) };
      table.insert(row);
      changed();
      return { row, made: true };
    },
    update(row, body) {
      table.update(row, {
        fields: asStored(path, { ...row.fields, ...readFields(fields, body), ...stamp('updated_at') }),
      });
      changed();
    },
    remove(row) {
      table.remove(row);
      changed();
    },
    render: (row) => ({ id: wireId(context, row.id), ...readable(fields, row.fields) }),
  };
}

/** A device's user name is its MAC, and the server lower-cases it (ironwifi.md §2.3). */
function asStored(path: string, fields: Fields): Fields {
  return path === 'devices' ? { ...fields, username: String(fields['username']).toLowerCase() } : fields;
}
