import {
  allHandlersFinished,
  ApplicationFailure,
  ActivityFailure,
  condition,
  makeContinueAsNewFunc,
  proxyActivities,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { ConnectorActivities } from '../activities/contracts';
import { newHealth, note } from './connector/health';
import {
  connectorHealth,
  currentSettings,
  syncFinished,
  updateSettings,
  type ConnectorHealth,
  type SettingsDocument,
  type UpdateSettingsRequest,
} from './messages';

export interface ConnectorState {
  connector: string;
  document: SettingsDocument | null;
  /** The version whose interval the Schedule has. */
  applied: number;
  health: ConnectorHealth;
}

const rollOver = 400;

/** Nexudus is asked for the ids of plans while an operator waits. */
const { prepareSettings } = proxyActivities<ConnectorActivities>({
  startToCloseTimeout: '60s',
  retry: { maximumAttempts: 3 },
  summary: 'resolve the plans of the settings',
});
const { settingsChanged } = proxyActivities<ConnectorActivities>({
  startToCloseTimeout: '30s',
  retry: { initialInterval: '1s', maximumInterval: '60s' },
  summary: 'apply the interval and start a sync',
});

/** Owns the settings, versioned, and what the syncs found out about the health of both sides. There is no other database. */
export async function connectorWorkflow(input: { connector: string } | ConnectorState): Promise<void> {
  const { connector } = input;
  const state: ConnectorState =
    'health' in input ? input : { connector, document: null, applied: 0, health: newHealth() };

  setHandler(updateSettings, (request) => update(state, request), {
    validator: (request: UpdateSettingsRequest) => refuseStale(state, request),
  });
  setHandler(currentSettings, () => state.document);
  setHandler(connectorHealth, () => ({ ...state.health, settingsVersion: state.document?.version ?? null }));
  setHandler(syncFinished, (summary) => note(state.health, summary));

  const version = (): number => state.document?.version ?? 0;
  for (;;) {
    await condition(() => version() !== state.applied || workflowInfo().historyLength > rollOver);
    if (version() === state.applied) break;
    // a change of the settings ends with a sync
    const latest = version();
    await settingsChanged({ connector });
    state.applied = latest;
  }
  await condition(allHandlersFinished);
  await makeContinueAsNewFunc<typeof connectorWorkflow>()(state);
}

function refuseStale(state: ConnectorState, { ifVersion }: UpdateSettingsRequest): void {
  const now = state.document?.version ?? 0;
  if (ifVersion !== null && ifVersion !== now)
    throw ApplicationFailure.nonRetryable(`the settings are at version ${now}, not ${ifVersion}`, 'settingsStale');
}

async function update(
  state: ConnectorState,
  request: UpdateSettingsRequest,
): Promise<{ version: number; warnings: string[] }> {
  const previous = state.document?.resolved ?? null;
  const { rules, warnings } = await prepared(request.settings, previous);
  // another update may have landed while Nexudus was asked
  refuseStale(state, request);
  const version = (state.document?.version ?? 0) + 1;
  state.document = {
    version,
    settings: request.settings,
    resolved: rules,
    savedAt: Date.now(),
    savedBy: request.by,
  };
  return { version, warnings };
}

/** The caller is told what the activity found wrong: its type and details are the update's own. */
async function prepared(settings: unknown, previous: unknown): ReturnType<ConnectorActivities['prepareSettings']> {
  try {
    return await prepareSettings({ settings, previous });
  } catch (error) {
    if (!(error instanceof ActivityFailure) || !(error.cause instanceof ApplicationFailure)) throw error;
    const { message, type, details } = error.cause;
    throw ApplicationFailure.create({ message, type: type ?? undefined, nonRetryable: true, details: details ?? [] });
  }
}
