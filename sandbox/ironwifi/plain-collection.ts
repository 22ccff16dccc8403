import type { Collection } from './collection';
import type { Context } from './context';
import { newId, wireId, wireTime } from './context';
import type { Body } from './fields';
import { readFields, readNew, readable } from './fields';
import type { Resource } from './resources';
import type { Fields, PlainRow } from './store';

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
