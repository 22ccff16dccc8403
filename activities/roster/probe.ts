import { ExternalError } from '../../clients/external-error';
import { syncedSystems, type SyncedSystem } from '../../domain/replayed/health/synced-system';
import type { ConnectorHealth } from '../../contracts/replayed';
import type { ActivityDeps } from '../deps';
import type { Run } from './run';

/**
 * One small read of each side in quarantine, before anything is read in earnest. Throws ExternalError, not to be tried again
 * by this run: the next one is the next probe.
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
  for (const side of syncedSystems) if (health[side].quarantine !== null) await once(probes[side]);
}

async function once(probe: () => Promise<unknown>): Promise<void> {
  try {
    await probe();
  } catch (error) {
    if (!(error instanceof ExternalError)) throw error;
    throw new ExternalError(error.system, error.code, error.message, { retryable: false });
  }
}
