import { defineQuery, defineUpdate } from '@temporalio/workflow';
import type { MaintenanceSwitches } from '../../domain/replayed/health/maintenance';
import type { SyncedSystem } from '../../domain/replayed/health/synced-system';
import type { OperatorRequest } from './operator';
import type { SettingsDocument } from './settings';

export interface GoLiveRequest extends OperatorRequest {
  fingerprint: string;
}
/** From here on everything is written and mailed. Fails with `settingsStale` when the connector is live already. */
export const goLive = defineUpdate<{ version: number }, [GoLiveRequest]>('goLive');
/** Holds an import back, or lets it go on: grants and moves that a sync finds are told or not. */
export const pauseImport = defineUpdate<void, [OperatorRequest & { paused: boolean }]>('pauseImport');

export interface MaintenanceRequest extends OperatorRequest, Partial<Record<SyncedSystem, boolean>> {}
/** Holds back all calls to a side, or lets them go again; a side that is not named stays as it is. */
export const switchMaintenance = defineUpdate<MaintenanceSwitches, [MaintenanceRequest]>('switchMaintenance');

/** What activities go by. */
export interface WorkingOrder {
  /** Null until the first settings are saved. */
  document: SettingsDocument | null;
  maintenance: MaintenanceSwitches;
}
export const workingOrder = defineQuery<WorkingOrder>('workingOrder');
