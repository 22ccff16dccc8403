import { condition, proxyActivities } from '@temporalio/workflow';
import type { ConnectorActivities } from '../../contracts/activities';
import { syncedSystems } from '../../domain/replayed/health/synced-system';
import { effectiveInterval } from '../../domain/replayed/health/sync-interval';
import type { ConnectorState } from './state';

const { applySchedule } = proxyActivities<ConnectorActivities>({
  startToCloseTimeout: '30s',
  retry: { initialInterval: '1s', maximumInterval: '60s' },
  cancellationType: 'WAIT_CANCELLATION_COMPLETED',
  summary: 'apply the interval, start a sync',
});

const MINUTE = 60_000;

/** Keeps the Schedule at its interval, and starts a sync when settings have changed or a decision is to be carried out. */
export async function scheduler(state: ConnectorState): Promise<void> {
  for (;;) {
    await condition(() => orderOf(state) !== null);
    const order = orderOf(state);
    if (order === null) continue;
    const { version, everyMs, startSync } = order;
    state.syncWanted = false;
    try {
      await applySchedule({ connector: state.connector, everyMs, startSync });
      state.applied = version;
      state.intervalMs = everyMs;
    } catch (error) {
      state.syncWanted ||= startSync;
      throw error;
    }
  }
}

/** Null: the Schedule is as it should be, or there are no settings yet. */
function orderOf(state: ConnectorState): { version: number; everyMs: number; startSync: boolean } | null {
  const { document, applied, intervalMs, syncWanted } = state;
  if (document === null) return null;
  const { version, resolved } = document;
  const everyMs = intervalOf(state, resolved.syncIntervalMinutes);
  const startSync = syncWanted || version !== applied;
  return startSync || everyMs !== intervalMs ? { version, everyMs, startSync } : null;
}

function intervalOf({ health }: ConnectorState, syncIntervalMinutes: number): number {
  const lastRead = health.syncs.find(({ readMs }) => readMs !== null);
  return effectiveInterval({
    settingMs: syncIntervalMinutes * MINUTE,
    lastReadMs: lastRead?.readMs ?? null,
    isQuarantined: syncedSystems.some((side) => health[side].quarantine !== null),
  });
}
