import { setHandler } from '@temporalio/workflow';
import { switched, type MaintenanceSwitches } from '../../domain/replayed/health/maintenance';
import { eachSystem, syncedSystems } from '../../domain/replayed/health/synced-system';
import { switchMaintenance, workingOrder, type MaintenanceRequest } from '../../contracts/replayed';
import type { ConnectorState } from './state';

/** An operator may hold a side back; whoever carries something out asks what is in force. */
export function listenToMaintenance(state: ConnectorState): void {
  setHandler(switchMaintenance, (request) => switchSides(state, request));
  setHandler(workingOrder, () => ({ document: state.document, maintenance: switchesOf(state) }));
}

const switchesOf = ({ health }: ConnectorState): MaintenanceSwitches => eachSystem((side) => health[side].maintenance);

/** When the last side is let go again, a sync finds what nobody announced meanwhile. */
function switchSides(state: ConnectorState, { by, ...wanted }: MaintenanceRequest): MaintenanceSwitches {
  const { health } = state;
  const wasHeld = isHeld(state);
  for (const side of syncedSystems) {
    const on = wanted[side];
    if (on === undefined) continue;
    const maintenance = switched(health[side].maintenance, on, { by, at: Date.now() });
    health[side] = { ...health[side], maintenance };
  }
  if (wasHeld && !isHeld(state)) state.syncWanted = true;
  return switchesOf(state);
}

const isHeld = (state: ConnectorState): boolean => Object.values(switchesOf(state)).some(({ on }) => on !== null);
