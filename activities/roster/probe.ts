import { OutsideError } from '../../clients/outside-error';
import { sides, type Side } from '../../domain/health/side';
import type { ConnectorHealth } from '../../workflows/messages';
import type { ActivityDeps } from '../deps';
import type { RunCalls } from './run-calls';

/**
 * One small read of each side in quarantine, before anything is read in earnest. Throws OutsideError, not to be tried again
 * by this run: the next one is the next probe.
 */
export async function probeQuarantined(
  { source, directory }: Pick<ActivityDeps, 'source' | 'directory'>,
  health: Pick<ConnectorHealth, Side>,
  calls: RunCalls,
): Promise<void> {
  const probes: Record<Side, () => Promise<unknown>> = {
    nexudus: () => source.probe(calls.nexudus),
    ironwifi: () => directory.tenant(calls.ironwifi),
  };
  for (const side of sides) if (health[side].quarantine !== null) await once(probes[side]);
}

async function once(probe: () => Promise<unknown>): Promise<void> {
  try {
    await probe();
  } catch (error) {
    if (!(error instanceof OutsideError)) throw error;
    throw new OutsideError(error.system, error.code, error.message, { retryable: false });
  }
}
