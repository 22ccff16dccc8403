import type { Logger } from 'pino';
import type { Learned } from '../../clients/ironwifi/probe/probe';
import type { OperatorRequest } from '../../contracts/replayed';
import { type ConnectorGateway, GatewayError } from '../ports/gateways';
import type { SettingsHistory } from '../settings/settings-history';

export interface StoreDeps {
  connector: Pick<ConnectorGateway, 'settings' | 'updateSettings'>;
  history: Pick<SettingsHistory, 'note'>;
  log: Logger;
}

export interface Stored {
  /** Null: the settings do not have it. */
  version: number | null;
  sentence: string;
}

const TRIES = 3;

/** Saves what was learned as `directory` of the settings. What it could not tell stays as it is there. Does not throw. */
export async function storeLearned(deps: StoreDeps, learned: Learned, operator: OperatorRequest): Promise<Stored> {
  for (let tries = 1; ; tries++)
    try {
      return await storeOnce(deps, learned, operator);
    } catch (error) {
      const isStale = error instanceof GatewayError && error.failure === 'settingsStale';
      if (isStale && tries < TRIES) continue;
      if (!(error instanceof GatewayError))
        deps.log.error({ err: error }, 'what the probe has learned could not be saved');
      const why = error instanceof GatewayError ? error.message : 'the log of the API says why';
      return { version: null, sentence: `The settings could not be saved: ${why}` };
    }
}

async function storeOnce(
  { connector, history }: StoreDeps,
  learned: Learned,
  operator: OperatorRequest,
): Promise<Stored> {
  if (Object.keys(learned).length === 0)
    return { version: null, sentence: 'It has learned nothing that settings could say.' };
  const document = await connector.settings();
  if (document === null)
    return { version: null, sentence: 'There are no settings yet: put it into `directory` of the first ones.' };
  const settings = document.settings as Record<string, unknown>;
  const before = (settings['directory'] ?? {}) as Record<string, unknown>;
  if (Object.entries(learned).every(([name, value]) => before[name] === value))
    return { version: document.version, sentence: `The settings say so already, by version ${document.version}.` };
  await history.note(document);
  const next = { ...settings, directory: { ...before, ...learned } };
  const { version } = await connector.updateSettings({ ...operator, settings: next, ifVersion: document.version });
  return { version, sentence: `The settings have it, by version ${version}.` };
}
