import { ExternalError } from '../../clients/external-error';
import type { ConnectorHealth } from '../../contracts/replayed';
import { syncedSystems, type SyncedSystem } from '../../domain/replayed/health/synced-system';
import type { ActivityDeps } from '../runtime/deps';
import type { Run } from './run';

/**
 * One small read of each system in quarantine, before the rosters are read. Throws a non-retryable ExternalError: the next
 * run is the next probe.
 */
export async function probeQuarantined(
  { source, directory }: Pick<ActivityDeps, 'source' | 'directory'>,
  health: Pick<ConnectorHealth, SyncedSystem>,
  run: Run,
): Promise<void> {
  const probes: Record<SyncedSystem, () => Promise<unknown>> = {
    nexudus: () => source.probe(run.nexudus),
    ironwifi: () => directory.tenant(run.ironwifi),
  };
  for (const system of syncedSystems) if (health[system].quarantine !== null) await once(probes[system]);
}

async function once(probe: () => Promise<unknown>): Promise<void> {
  try {
    await probe();
  } catch (error) {
    if (!(error instanceof ExternalError)) throw error;
    throw new ExternalError(error.system, error.code, error.message, { retryable: false });
  }
}
