import type { BaseRow, Rows, TableName } from '../store/rows';
import type { Space } from '../store/space';
import type { View } from '../store/view';
import { business, coworkerSetting, customField, tariff, timePass, timePassTimeSlot } from './catalogue';
import { contract, pausedPeriod } from './contract';
import { coworker } from './coworker';
import type { Entity } from './entity';
import { checkin, coworkerTimePass, failedCheckin } from './presence';
import { team } from './team';
import { webhook } from './webhook';

export const entities: { [N in TableName]: Entity<Rows[N]> } = {
  businesses: business,
  coworkers: coworker,
  contracts: contract,
  pausedPeriods: pausedPeriod,
  tariffs: tariff,
  timePasses: timePass,
  timePassTimeSlots: timePassTimeSlot,
  coworkerTimePasses: coworkerTimePass,
  checkins: checkin,
  failedCheckins: failedCheckin,
  teams: team,
  coworkerSettings: coworkerSetting,
  customFields: customField,
  webhooks: webhook,
};

const byPath = new Map(
  (Object.keys(entities) as TableName[]).map((name) => [entities[name].path.toLowerCase(), name] as const),
);

export function entityAt(path: string): TableName | undefined {
  return byPath.get(path.toLowerCase());
}

/** The record a reader gets: stored fields, unset optional fields, derived fields (nexudus.md §2.7). */
export function present<N extends TableName>(name: N, row: Rows[N], view: View, space: Space): Record<string, unknown> {
  const entity = entities[name];
  // An object without a prototype takes a hundred properties ten times as fast.
  const record = Object.create(null) as Record<string, unknown>;
  const common = { IsNew: false, ToStringText: label(row), LocalizationDetails: null };
  Object.assign(record, entity.extras, row, entity.derive?.(row, view, space), common);
  return record;
}

function label(row: BaseRow): string {
  const { FullName, Name } = row as BaseRow & { FullName?: string; Name?: string };
  return FullName ?? Name ?? String(row.Id);
}
