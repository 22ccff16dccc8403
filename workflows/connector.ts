import {
  allHandlersFinished,
  CancellationScope,
  condition,
  isCancellation,
  makeContinueAsNewFunc,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import { listenToGuard } from './connector/guard';
import { healthOf, note, noteSides } from './connector/health';
import { listenToMaintenance } from './connector/maintenance';
import { postman, timekeeper, write } from './connector/post';
import { scheduler } from './connector/scheduler';
import { listenToSettings } from './connector/settings';
import { newConnector, type ConnectorState } from './connector/state';
import { connectorHealth, pauseImport, systemsSeen, syncFinished, type SyncSummary } from '../contracts/replayed';

const rollOver = 400;

/**
 * Owns the settings, versioned, the guard that everybody asks who wants to take something away, and what the syncs found
 * out about the health of both sides. There is no other database.
 */
export async function connectorWorkflow(input: { connector: string } | ConnectorState): Promise<void> {
  const state = 'guard' in input ? input : newConnector(input.connector);
  listenToSettings(state);
  listenToGuard(state);
  listenToMaintenance(state);
  setHandler(connectorHealth, () => healthOf(state));
  setHandler(syncFinished, (summary) => learn(state, summary));
  setHandler(systemsSeen, (reports) => noteSides(state, reports));
  setHandler(pauseImport, ({ paused }) => void (state.health.importPaused = paused));

  const lanes = new CancellationScope();
  const working = lanes.run(() => Promise.all([scheduler(state), timekeeper(state), postman(state)]));
  await Promise.race([working, condition(() => workflowInfo().historyLength > rollOver)]);
  lanes.cancel();
  await working.catch(ignoreCancellation);
  await condition(allHandlersFinished);
  await makeContinueAsNewFunc<typeof connectorWorkflow>()(state);
}

function learn(state: ConnectorState, summary: SyncSummary): void {
  for (const letter of note(state, summary)) write(state, letter);
}

function ignoreCancellation(error: unknown): void {
  if (!isCancellation(error)) throw error;
}
