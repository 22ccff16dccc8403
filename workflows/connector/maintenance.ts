import { setHandler } from '@temporalio/workflow';
import { switched, type MaintenanceSwitches } from '../../domain/replayed/health/maintenance';
import { eachSystem, syncedSystems } from '../../domain/replayed/health/synced-system';
import { switchMaintenance, workingOrder, type MaintenanceRequest } from '../../contracts/replayed';
import type { ConnectorState } from './state';

/** An operator may stop all calls to a system for a while; activities ask what is in force before they call. */
export function listenToMaintenance(state: ConnectorState): void {
  setHandler(switchMaintenance, (request) => switchSystems(state, request));
  setHandler(workingOrder, () => ({ document: state.document, maintenance: switchesOf(state) }));
}

const switchesOf = ({ health }: ConnectorState): MaintenanceSwitches => eachSystem((side) => health[side].maintenance);

/** When the last maintenance ends, a sync finds what nobody announced meanwhile. */
function switchSystems(state: ConnectorState, { by, ...wanted }: MaintenanceRequest): MaintenanceSwitches {
  const { health } = state;
  const wasHeldBack = isHeldBack(state);
  for (const side of syncedSystems) {
    const on = wanted[side];
    if (on === undefined) continue;
    const maintenance = switched(health[side].maintenance, on, { by, at: Date.now() });
    health[side] = { ...health[side], maintenance };
  }
  if (wasHeldBack && !isHeldBack(state)) state.syncWanted = true;
  return switchesOf(state);
}

const isHeldBack = (state: ConnectorState): boolean => Object.values(switchesOf(state)).some(({ on }) => on !== null);
