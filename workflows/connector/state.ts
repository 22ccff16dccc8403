import type { ConnectorHealth, SettingsDocument } from '../../contracts/replayed';
import type { OperatorLetter } from '../../domain/letters/operator-letter';
import { newGuard, type GuardState } from '../../domain/replayed/guard/guard-state';
import { newCertificateWatch } from '../../domain/replayed/health/certificates';
import { eachSystem } from '../../domain/replayed/health/synced-system';
import { newMailHealth } from '../../domain/replayed/health/mail-health';
import { newSystemHealth } from '../../domain/replayed/health/system-health';
import type { AnsweredUpdate } from '../runs/answers';
import type { Versioned } from '../runs/hand-over';
import type { ConnectorRules } from './rules';

/**
 * Everything that the connector's workflow knows: plain JSON, ids and instants only, handed over whole when it continues as
 * new. There is no other database. A change of its shape is a new version, with a step in `upgrade-state.ts`.
 */
export interface ConnectorState extends Versioned {
  connector: string;
  document: SavedSettings | null;
  /** The newest way to resolve settings that a worker has reported, see `RESOLVER_VERSION`; null: none has. */
  newestResolver: number | null;
  /** The version of the settings that the last sync was started for. */
  applied: number;
  /** Of the Schedule, ms; null before the first settings. */
  intervalMs: number | null;
  /** Somebody decided something that a sync has to carry out. */
  syncWanted: boolean;
  health: Omit<ConnectorHealth, 'settingsVersion' | 'openHolds'>;
  guard: GuardState;
  /** Letters to the operator that are still to be sent. */
  owedLetters: OperatorLetter[];
  /** The last updates from people, in case one is repeated. */
  answered: AnsweredUpdate[];
}

interface SavedSettings extends SettingsDocument {
  resolved: ConnectorRules;
}

export const newConnector = (connector: string): ConnectorState => ({
  schemaVersion: 3,
  connector,
  document: null,
  newestResolver: null,
  applied: 0,
  intervalMs: null,
  syncWanted: false,
  health: {
    ...eachSystem(newSystemHealth),
    mail: newMailHealth(),
    certificates: newCertificateWatch(),
    renewal: null,
    syncs: [],
    tenant: null,
    live: null,
    syncedVersion: null,
    importPaused: false,
  },
  guard: newGuard(),
  owedLetters: [],
  answered: [],
});
