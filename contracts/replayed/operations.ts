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
/** Pauses an import, or lets it go on: whether members hear of grants and moves that a sync finds. */
export const pauseImport = defineUpdate<void, [OperatorRequest & { paused: boolean }]>('pauseImport');

export interface MaintenanceRequest extends OperatorRequest, Partial<Record<SyncedSystem, boolean>> {}
/** Stops all calls to a system, or lets them go again; a system that is not named stays as it is. */
export const switchMaintenance = defineUpdate<MaintenanceSwitches, [MaintenanceRequest]>('switchMaintenance');

/** What activities work by. */
export interface WorkingOrder {
  /** Null until the first settings are saved. */
  document: SettingsDocument | null;
  maintenance: MaintenanceSwitches;
}
export const workingOrder = defineQuery<WorkingOrder>('workingOrder');
