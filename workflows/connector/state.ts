import { newGuard, type GuardState } from '../../domain/replayed/guard/guard-state';
import type { Rules } from '../../domain/settings/rules';
import type { OperatorLetter } from '../../domain/letters/operator-letter';
import type { ConnectorHealth, SettingsDocument } from '../../contracts/replayed';
import { newHealth } from './health';

/** All that the connector knows: plain JSON, ids and instants only. There is no other database. */
export interface ConnectorState {
  connector: string;
  document: SettingsDocument | null;
  /** The version that the last sync was started for. */
  applied: number;
  /** Of the Schedule, ms; null before the first settings. */
  intervalMs: number | null;
  /** Somebody decided something that a sync is to carry out. */
  syncWanted: boolean;
  health: Omit<ConnectorHealth, 'settingsVersion' | 'openHolds'>;
  guard: GuardState;
  /** Letters to the operator that have not gone out. */
  post: OperatorLetter[];
}

export const newConnector = (connector: string): ConnectorState => ({
  connector,
  document: null,
  applied: 0,
  intervalMs: null,
  syncWanted: false,
  health: newHealth(),
  guard: newGuard(),
  post: [],
});

/** The rules that the guard goes by; null before the first settings. */
export const rulesOf = ({ document }: ConnectorState): Rules | null => (document?.resolved ?? null) as Rules | null;
