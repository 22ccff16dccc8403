import type { Context } from './context';
import { newId } from './context';
import type { AttributeRow } from './store';

export function addAttribute(context: Context, wanted: Omit<AttributeRow, 'id'>): AttributeRow {
  const { store, switches } = context;
  const alike = store.attributes
    .where(wanted.userid)
    .filter((row) => row.table === wanted.table && row.attribute === wanted.attribute);
  if (switches.attributeDuplicate === 'replace') alike.forEach((row) => store.attributes.remove(row));
  const row = { id: newId(context), ...wanted };
  store.attributes.insert(row);
  return row;
}

export function removeAttribute({ store }: Context, row: AttributeRow): void {
  store.attributes.remove(row);
}
