import { randomUUID } from 'node:crypto';
import { remember } from './account-history';
import type { Context } from './context';
import { newId, wireTime } from './context';
import type { UserRow } from './store';

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
