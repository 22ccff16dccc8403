import type { PlanAttributes } from '../../domain/replayed/entitlement';

/** `radcheck` is compared before an accept, `radreply` is sent with it (ironwifi.md §4.1). */
export type AttributeTable = 'radcheck' | 'radreply';

export interface AttributeRow {
  table: AttributeTable;
  attribute: string;
  value: string;
}

/**
 * The attributes that the product writes per user, and so the only ones it removes. A priority class goes into
 * Filter-Id: the standard reply attribute that names a policy which the access point knows.
 */
export const ours: readonly Omit<AttributeRow, 'value'>[] = [
  { table: 'radreply', attribute: 'WISPr-Bandwidth-Max-Down' },
  { table: 'radreply', attribute: 'WISPr-Bandwidth-Max-Up' },
  { table: 'radreply', attribute: 'Session-Timeout' },
  { table: 'radreply', attribute: 'Tunnel-Type' },
  { table: 'radreply', attribute: 'Tunnel-Medium-Type' },
  { table: 'radreply', attribute: 'Tunnel-Private-Group-Id' },
  { table: 'radreply', attribute: 'Filter-Id' },
  { table: 'radcheck', attribute: 'Max-Devices' },
];

/** In RADIUS's units: bits per second, seconds; VLAN (13) over IEEE-802 (6) by number, as every dictionary has them. */
export function rowsOf(attributes: PlanAttributes | null): AttributeRow[] {
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
export function sameValue(shown: string, wanted: string): boolean {
  return shown === wanted || aliases[shown] === wanted;
}
