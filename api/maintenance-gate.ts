import type { MaintenanceGate } from '../clients/maintenance-gate';
import { ExternalError } from '../clients/external-error';
import { heldBack, nothingMaintained } from '../domain/replayed/health/maintenance';
import { eachSystem, type SyncedSystem } from '../domain/replayed/health/synced-system';
import type { ConnectorGateway } from './ports';

const GOOD_FOR_MS = 5_000;

/**
 * What this process asks of a side is held back by a maintenance like anything else. While the connector cannot be asked
 * that is as it was last known.
 */
export function maintenanceGate(
  connector: Pick<ConnectorGateway, 'health'>,
  now: () => number = Date.now,
): (side: SyncedSystem) => MaintenanceGate {
  let switches = nothingMaintained();
  let asked: { at: number; answered: Promise<void> } | null = null;
  const refresh = (): Promise<void> => {
    if (asked === null || now() - asked.at >= GOOD_FOR_MS) asked = { at: now(), answered: ask() };
    return asked.answered;
  };
  const ask = async (): Promise<void> => {
    const health = await connector.health().catch(() => null);
    if (health !== null) switches = eachSystem((side) => health[side].maintenance);
  };
  return (side) => async () => {
    await refresh();
    const held = heldBack(side, switches[side], null, now());
    if (held !== null)
      throw new ExternalError(side, 'maintenance', held.why, { retryable: true, retryAfterMs: held.retryAfterMs });
  };
}
