import type { PlanAttributes } from '../../domain/replayed/entitlement';
import type { ExternalError } from '../external-error';
import { capability, type IronwifiReply, type Operation } from './api';
import { attributeRecord, type AttributeRecord, readPageOf } from './wire';

const PASSWORD = 'Cleartext-Password';
const tables: readonly AttributeTable[] = ['radcheck', 'radreply'];

/**
 * Removes the old password's rows before it adds the new one: whether a second row replaces the first is disputed, and an
 * old row would keep the old password valid (ironwifi.md §2.6).
 */
export async function replacePassword(operation: Operation, id: string, password: string): Promise<void> {
  const rows = await rowsIn(operation, id, 'radcheck', 'directory.patchPassword');
  for (const row of rows) if (row.attribute === PASSWORD) await remove(operation, row, 'radcheck');
  await add(operation, id, { table: 'radcheck', attribute: PASSWORD, value: password });
}

/** Leaves exactly the plan's attributes among those that we manage; rows that are right already are not written. */
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

/** For a new account. */
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

/** An empty list may be an empty body; no document shows the shape of a row (ironwifi.md §4.1). */
function parseRows(reply: IronwifiReply, setting: string) {
  const unreadable = (): ExternalError => capability(setting, `${reply.name}: the list of attributes cannot be read`);
  try {
    return readPageOf({ embedded: 'attributes', record: attributeRecord }, reply);
  } catch {
    throw unreadable();
  }
}

/** Rows without an owner that hold more passwords than one account can have belong to several accounts. */
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

/** `radcheck` is compared before an accept, `radreply` is sent with it (ironwifi.md §4.1). */
type AttributeTable = 'radcheck' | 'radreply';

interface AttributeRow {
  table: AttributeTable;
  attribute: string;
  value: string;
}

/**
 * The attributes that the product writes per user, and so the only ones it removes. The priority goes into Filter-Id, the
 * standard reply attribute that names a policy of the access point.
 */
const ours: readonly Omit<AttributeRow, 'value'>[] = [
  { table: 'radreply', attribute: 'WISPr-Bandwidth-Max-Down' },
  { table: 'radreply', attribute: 'WISPr-Bandwidth-Max-Up' },
  { table: 'radreply', attribute: 'Session-Timeout' },
  { table: 'radreply', attribute: 'Tunnel-Type' },
  { table: 'radreply', attribute: 'Tunnel-Medium-Type' },
  { table: 'radreply', attribute: 'Tunnel-Private-Group-Id' },
  { table: 'radreply', attribute: 'Filter-Id' },
  { table: 'radcheck', attribute: 'Max-Devices' },
];

/** In RADIUS units: bits per second, seconds; VLAN (13) and IEEE-802 (6) as numbers, which every dictionary knows. */
function rowsOf(attributes: PlanAttributes | null): AttributeRow[] {
  if (!attributes) return [];
  const { downMbps, upMbps, sessionMinutes, vlan, priority, devices } = attributes;
  const values: Record<string, string | number | undefined> = {
    'WISPr-Bandwidth-Max-Down': downMbps && Math.round(downMbps * 1_000_000),
    'WISPr-Bandwidth-Max-Up': upMbps && Math.round(upMbps * 1_000_000),
    'Session-Timeout': sessionMinutes && sessionMinutes * 60,
    'Tunnel-Type': vlan && 13,
    'Tunnel-Medium-Type': vlan && 6,
    'Tunnel-Private-Group-Id': vlan,
    'Filter-Id': priority,
    'Max-Devices': devices,
  };
  return ours.flatMap((row) => {
    const value = values[row.attribute];
    return value === undefined ? [] : [{ ...row, value: String(value) }];
  });
}

const aliases: Record<string, string> = { VLAN: '13', 'IEEE-802': '6' };

/** A server may show a number's name in its place. */
function sameValue(shown: string, wanted: string): boolean {
  return shown === wanted || aliases[shown] === wanted;
}
