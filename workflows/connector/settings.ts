import { ActivityFailure, ApplicationFailure, proxyActivities, setHandler } from '@temporalio/workflow';
import type { ConnectorActivities } from '../../contracts/activities';
import {
  currentSettings,
  goLive,
  updateSettings,
  type GoLiveRequest,
  type UpdateSettingsRequest,
} from '../../contracts/replayed';
import { rulesOf, type ConnectorState } from './state';

/** Nexudus is asked for the ids of plans while an operator waits. */
const { prepareSettings } = proxyActivities<ConnectorActivities>({
  startToCloseTimeout: '60s',
  retry: { maximumAttempts: 3 },
  summary: 'resolve the plans of the settings',
});

/** Settings are versioned; going live is an act of its own. */
export function listenToSettings(state: ConnectorState): void {
  setHandler(updateSettings, (request) => update(state, request), {
    validator: (request: UpdateSettingsRequest) => refuseStale(state, request),
  });
  setHandler(currentSettings, () => state.document);
  setHandler(goLive, (request) => startLive(state, request), {
    validator: (...[]: [GoLiveRequest]) => refuseLive(state),
  });
}

function refuseStale({ document }: ConnectorState, { ifVersion }: UpdateSettingsRequest): void {
  const now = document?.version ?? 0;
  if (ifVersion !== null && ifVersion !== now)
    throw ApplicationFailure.nonRetryable(`the settings are at version ${now}, not ${ifVersion}`, 'settingsStale');
}

function refuseLive(state: ConnectorState): void {
  const rules = rulesOf(state);
  if (rules === null) throw ApplicationFailure.nonRetryable('there are no settings yet', 'notReady');
  if (rules.live) throw ApplicationFailure.nonRetryable('the connector is live already', 'alreadyLive');
}

async function update(
  state: ConnectorState,
  request: UpdateSettingsRequest,
): Promise<{ version: number; warnings: string[] }> {
  const { rules, warnings } = await prepared(request.settings, rulesOf(state));
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
  if (rulesOf(state)?.live) state.health.live ??= { since: Date.now(), by: request.by };
  return { version, warnings };
}

/** The operator has seen a preview of just this: the sync that follows carries it out. */
function startLive(state: ConnectorState, { by }: GoLiveRequest): { version: number } {
  const { document } = state;
  const rules = rulesOf(state);
  if (document === null || rules === null)
    throw ApplicationFailure.nonRetryable('there are no settings yet', 'notReady');
  const version = document.version + 1;
  const settings = { ...(document.settings as object), live: true };
  const resolved = { ...rules, version: rules.version + 1, live: true };
  state.document = { version, settings, resolved, savedAt: Date.now(), savedBy: by };
  state.health.live = { since: Date.now(), by };
  state.guard.importing = true;
  return { version };
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
