import type { PlanAttributes } from '../../domain/replayed/entitlement';
import type { ExternalError } from '../external-error';
import type { IronwifiReply } from './api';
import { readPageOf } from './list-pages';
import type { Operation } from './operation';
import { ours, rowsOf, sameValue, type AttributeRow, type AttributeTable } from './plan-attribute-rows';
import { attributeRecord, type AttributeRecord } from './records';
import { capability } from './refusal';

const PASSWORD = 'Cleartext-Password';
const tables: readonly AttributeTable[] = ['radcheck', 'radreply'];

/**
 * The old password's rows go before the new one comes: whether a second row replaces the first or stands beside it is
 * disputed, and a row that is left behind is an open door (ironwifi.md §2.6).
 */
export async function replacePassword(operation: Operation, id: string, password: string): Promise<void> {
  const rows = await rowsIn(operation, id, 'radcheck', 'directory.patchPassword');
  for (const row of rows) if (row.attribute === PASSWORD) await remove(operation, row, 'radcheck');
  await add(operation, id, { table: 'radcheck', attribute: PASSWORD, value: password });
}

/** Of the attributes that are ours, exactly the plan's remain; what stands already is left alone. */
export async function replacePlanAttributes(
  operation: Operation,
  id: string,
  attributes: PlanAttributes | null,
): Promise<void> {
  for (const table of tables) {
    const managed = new Set(ours.filter((row) => row.table === table).map(({ attribute }) => attribute));
    const present = await rowsIn(operation, id, table, 'plans.<plan>.attributes');
    const missing = rowsOf(attributes).filter((row) => row.table === table);
    for (const row of present.filter(({ attribute }) => managed.has(attribute))) {
      const at = missing.findIndex(
        ({ attribute, value }) => attribute === row.attribute && sameValue(row.value, value),
      );
      if (at < 0) await remove(operation, row, table);
      else missing.splice(at, 1);
    }
    for (const row of missing) await add(operation, id, row);
  }
}

/** For an account that is new. */
export async function addPlanAttributes(operation: Operation, id: string, attributes: PlanAttributes): Promise<void> {
  for (const row of rowsOf(attributes)) await add(operation, id, row);
}

async function rowsIn(
  operation: Operation,
  id: string,
  table: AttributeTable,
  setting: string,
): Promise<AttributeRecord[]> {
  const reply = await operation.read({ method: 'GET', path: '/attributes', query: { table, userid: id } });
  const { rows, pages } = parseRows(reply, setting);
  if (rows.some(({ userid }) => userid !== undefined && userid !== id) || (pages ?? 0) > 1 || crowded(rows)) {
    throw capability(setting, `${reply.name}: the list is not of this account alone`);
  }
  return rows;
}

/** No match may be an empty body; no document shows the shape of the rest (ironwifi.md §4.1). */
function parseRows(reply: IronwifiReply, setting: string) {
  const unreadable = (): ExternalError => capability(setting, `${reply.name}: the list of attributes cannot be read`);
  try {
    return readPageOf({ embedded: 'attributes', record: attributeRecord }, reply);
  } catch {
    throw unreadable();
  }
}

/** Rows that do not say whose they are, and hold more passwords than one account can have come by, are everybody's. */
function crowded(rows: AttributeRecord[]): boolean {
  return rows.filter(({ attribute, userid }) => attribute === PASSWORD && userid === undefined).length > 2;
}

async function add(operation: Operation, id: string, { table, attribute, value }: AttributeRow): Promise<void> {
  const body = JSON.stringify({ userid: id, attribute, operator: ':=', value, table });
  await operation.write({ method: 'POST', path: '/attributes', body });
}

/** The table is part of the address (ironwifi.md §10.8). */
async function remove(operation: Operation, row: AttributeRecord, table: AttributeTable): Promise<void> {
  const path = `/attributes/${encodeURIComponent(row.id)}`;
  await operation.write({ method: 'DELETE', path, query: { table } }, ({ status }) => status === 404);
}
