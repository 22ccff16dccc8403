import { ActivityFailure, ApplicationFailure, condition, proxyActivities, setHandler } from '@temporalio/workflow';
import type { ConnectorActivities } from '../../contracts/activities';
import {
  currentSettings,
  goLive,
  resolveDraft,
  resolverKnown,
  updateSettings,
  type DraftRules,
  type GoLiveRequest,
  type UpdateSettingsRequest,
} from '../../contracts/replayed';
import { setOnceHandler } from '../runs/answers';
import { ignoreFailure } from '../runs/lanes';
import { withoutAddress } from './operator-address';
import { connectorRulesFrom, type ConnectorRules } from './rules';
import type { ConnectorState } from './state';

/** An operator waits for the answer while Nexudus is asked for the ids of plans. */
const { prepareSettings } = proxyActivities<ConnectorActivities>({
  startToCloseTimeout: '60s',
  retry: { maximumAttempts: 3 },
  summary: 'resolve the plans of the settings',
});

/** Nobody waits for this one, so it is tried for as long as Nexudus is away. */
const { prepareSettings: prepareAgain } = proxyActivities<ConnectorActivities>({
  startToCloseTimeout: '60s',
  retry: { initialInterval: '5s', maximumInterval: '10m' },
  cancellationType: 'WAIT_CANCELLATION_COMPLETED',
  summary: 'resolve the settings again, by a newer program',
});

/** Settings are versioned; going live is a step of its own. */
export function listenToSettings(state: ConnectorState): void {
  setOnceHandler(state, updateSettings, (request) => update(state, request), {
    validator: (request: UpdateSettingsRequest) => refuseStale(state, request),
  });
  setHandler(resolveDraft, (draft) => resolved(state, draft));
  setHandler(currentSettings, () => state.document && withoutAddress(state.document));
  setHandler(resolverKnown, ({ version }) => {
    state.newestResolver = Math.max(state.newestResolver ?? 0, version);
  });
  setOnceHandler(state, goLive, (request) => startLive(state, request), {
    validator: (...[]: [GoLiveRequest]) => refuseLive(state),
  });
}

function refuseStale({ document }: ConnectorState, { ifVersion }: UpdateSettingsRequest): void {
  const now = document?.version ?? 0;
  if (ifVersion !== null && ifVersion !== now)
    throw ApplicationFailure.nonRetryable(`the settings are at version ${now}, not ${ifVersion}`, 'settingsStale');
}

function refuseLive({ document }: ConnectorState): void {
  if (document === null) throw ApplicationFailure.nonRetryable('there are no settings yet', 'notReady');
  if (document.resolved.live) throw ApplicationFailure.nonRetryable('the connector is live already', 'alreadyLive');
}

async function update(
  state: ConnectorState,
  request: UpdateSettingsRequest,
): Promise<{ version: number; warnings: string[] }> {
  const previous = state.document && withoutAddress(state.document).resolved;
  const { rules, warnings } = await prepared(request, previous);
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
  if (rules.live) state.health.live ??= { since: Date.now(), by: request.by };
  return { version, warnings };
}

/** The operator has seen a preview of this very change: the sync that follows carries it out. */
function startLive(state: ConnectorState, { by }: GoLiveRequest): { version: number } {
  const { document } = state;
  if (document === null) throw ApplicationFailure.nonRetryable('there are no settings yet', 'notReady');
  const version = document.version + 1;
  const settings = { ...(document.settings as object), live: true };
  const resolved = { ...document.resolved, version: document.resolved.version + 1, live: true };
  state.document = { version, settings, resolved, savedAt: Date.now(), savedBy: by };
  state.health.live = { since: Date.now(), by };
  state.guard.importing = true;
  return { version };
}

/** What the draft would become if it were saved now. */
async function resolved({ document }: ConnectorState, draft: Draft): Promise<DraftRules> {
  if (document === null) throw ApplicationFailure.nonRetryable('there are no settings yet', 'notReady');
  return { version: document.version, ...(await prepared(draft, withoutAddress(document).resolved)) };
}

type Draft = Pick<UpdateSettingsRequest, 'settings' | 'acceptsCutOff'>;

/** The caller hears what the activity found wrong: its type and details become the update's own. */
async function prepared(
  { settings, acceptsCutOff }: Draft,
  previous: ConnectorRules | null,
): Promise<{ rules: ConnectorRules; warnings: string[] }> {
  try {
    const { rules, warnings } = await prepareSettings({ settings, previous, acceptsCutOff });
    return { rules: connectorRulesFrom(rules), warnings };
  } catch (error) {
    if (!(error instanceof ActivityFailure) || !(error.cause instanceof ApplicationFailure)) throw error;
    const { message, type, details } = error.cause;
    throw ApplicationFailure.create({ message, type: type ?? undefined, nonRetryable: true, details: details ?? [] });
  }
}

/**
 * Makes the rules again when a worker has reported a newer resolver than theirs: they may lack what it needs, or mean
 * something else to it. The settings, and so their version, stay; rules that cannot be made again stay as they are until
 * the operator saves settings.
 */
export async function resolver(state: ConnectorState): Promise<void> {
  for (;;) {
    await condition(() => isOutdated(state));
    const asked = state.newestResolver;
    await resolveAgain(state).catch(ignoreFailure);
    if (state.newestResolver === asked) state.newestResolver = null;
  }
}

const isOutdated = ({ document, newestResolver }: ConnectorState): boolean =>
  document !== null && newestResolver !== null && document.resolved.resolver < newestResolver;

async function resolveAgain(state: ConnectorState): Promise<void> {
  const { document } = state;
  if (document === null) return;
  const { settings, resolved } = withoutAddress(document);
  const { rules } = await prepareAgain({ settings, previous: resolved });
  // settings that were saved meanwhile have been resolved by the newer program already
  if (state.document !== document) return;
  state.document = { ...document, settings, resolved: { ...connectorRulesFrom(rules), version: resolved.version } };
}
