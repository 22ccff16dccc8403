import type { List } from './pages';
import * as records from './records';
import { coworkerRecord } from './coworker-record';

const byId = (row: { id: string }) => row.id;

/** Where each entity is (nexudus.md §1.1). */
export const lists = {
  coworkers: list('/spaces/coworkers', coworkerRecord),
  contracts: list('/billing/coworkercontracts', records.contractRecord),
  pauses: list('/billing/contractpausedperiods', records.pauseRecord),
  passes: list('/billing/coworkertimepasses', records.passRecord),
  checkIns: list('/spaces/checkins', records.checkInRecord),
  teams: list('/spaces/teams', records.teamRecord),
  tariffs: list('/billing/tariffs', records.tariffRecord),
  timePasses: list('/billing/timepasses', records.timePassRecord),
  businesses: list('/sys/businesses', records.businessRecord),
  customFields: list('/crm/customfields', records.customFieldRecord),
  webhooks: list('/sys/webhooks', records.webhookRecord),
};

function list<T extends { id: string }>(path: string, record: List<T>['record']): List<T> {
  return { path, record, idOf: byId };
}
