import {
  allHandlersFinished,
  CancellationScope,
  condition,
  isCancellation,
  makeContinueAsNewFunc,
  proxyActivities,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { ConnectorActivities } from '../activities/contracts';
import { listenToGuard } from './connector/guard';
import { healthOf, note } from './connector/health';
import { postman, timekeeper } from './connector/post';
import { listenToSettings } from './connector/settings';
import { newConnector, type ConnectorState } from './connector/state';
import { connectorHealth, pauseImport, syncFinished } from './messages';

const rollOver = 400;

const { settingsChanged } = proxyActivities<ConnectorActivities>({
  startToCloseTimeout: '30s',
  retry: { initialInterval: '1s', maximumInterval: '60s' },
  cancellationType: 'WAIT_CANCELLATION_COMPLETED',
  summary: 'apply the interval and start a sync',
});

/**
 * Owns the settings, versioned, the guard that everybody asks who wants to take something away, and what the syncs found
 * out about the health of both sides. There is no other database.
 */
export async function connectorWorkflow(input: { connector: string } | ConnectorState): Promise<void> {
  const state = 'guard' in input ? input : newConnector(input.connector);
  listenToSettings(state);
  listenToGuard(state);
  setHandler(connectorHealth, () => healthOf(state));
  setHandler(syncFinished, (summary) => note(state, summary));
  setHandler(pauseImport, ({ paused }) => void (state.health.importPaused = paused));

  const lanes = new CancellationScope();
  const working = lanes.run(() => Promise.all([applier(state), timekeeper(state), postman(state)]));
  await Promise.race([working, condition(() => workflowInfo().historyLength > rollOver)]);
  lanes.cancel();
  await working.catch(ignoreCancellation);
  await condition(allHandlersFinished);
  await makeContinueAsNewFunc<typeof connectorWorkflow>()(state);
}

/** A change of the settings, and whatever else a sync is to carry out, ends with one. */
async function applier(state: ConnectorState): Promise<void> {
  const version = (): number => state.document?.version ?? 0;
  for (;;) {
    await condition(() => version() !== state.applied || state.syncWanted);
    const latest = version();
    state.syncWanted = false;
    try {
      await settingsChanged({ connector: state.connector });
      state.applied = latest;
    } catch (error) {
      state.syncWanted = true;
      throw error;
    }
  }
}

function ignoreCancellation(error: unknown): void {
  if (!isCancellation(error)) throw error;
}
