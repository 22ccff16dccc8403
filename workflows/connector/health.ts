import { eachSystem, syncedSystems, type SyncedSystem } from '../../domain/replayed/health/synced-system';
import {
  afterFailure,
  afterSystemReport,
  afterSuccess,
  newSystemHealth,
  quarantineNews,
  type SystemHealth,
  type SystemReport,
} from '../../domain/replayed/health/system-health';
import type { OperatorLetter } from '../../domain/letters/operator-letter';
import { openHolds } from '../../domain/replayed/guard/guard-state';
import type { ConnectorHealth, SyncSummary } from '../../contracts/replayed';
import type { ConnectorState } from './state';

const longestMemory = 200;

export const newHealth = (): ConnectorState['health'] => ({
  ...eachSystem(newSystemHealth),
  syncs: [],
  tenant: null,
  live: null,
  syncedVersion: null,
  importPaused: false,
});

export const healthOf = ({ health, document, guard }: ConnectorState): ConnectorHealth => ({
  ...health,
  settingsVersion: document?.version ?? null,
  openHolds: openHolds(guard).length,
});

/**
 * Remembers a sync that has ended; one that went through proves that both sides answer, one that was held back by a
 * maintenance proves nothing.
 * @returns what the operator is to hear.
 */
export function note(state: ConnectorState, summary: SyncSummary): OperatorLetter[] {
  const { health } = state;
  health.syncs.unshift(summary);
  health.syncs.splice(longestMemory);
  if (summary.tenant !== null) health.tenant ??= summary.tenant;
  const before = { ...health };
  if (summary.state === 'done') noteSuccess(state, summary);
  else if (summary.side !== null) noteFailure(state, summary.side, summary);
  return syncedSystems.flatMap((side) => quarantineLetters(side, before[side], health[side], summary.finishedAt));
}

function noteSuccess({ health, guard }: ConnectorState, { finishedAt, dryRun, settingsVersion }: SyncSummary): void {
  for (const side of syncedSystems) health[side] = afterSuccess(health[side], finishedAt);
  if (dryRun) return;
  health.syncedVersion = settingsVersion;
  guard.importing = false;
}

function noteFailure({ health }: ConnectorState, side: SyncedSystem, { reason, finishedAt }: SyncSummary): void {
  if (reason === 'maintenance') return;
  health[side] = afterFailure(health[side], { code: reason ?? 'malformed', at: finishedAt });
}

function quarantineLetters(
  side: SyncedSystem,
  before: SystemHealth,
  after: SystemHealth,
  at: number,
): OperatorLetter[] {
  const told = quarantineNews(before, after);
  return told === null ? [] : [{ kind: 'quarantine', news: told.news, side, ...told.quarantine, at }];
}

/** Takes over what the worker of a sync has seen of both sides. */
export function noteSides({ health }: ConnectorState, reports: Record<SyncedSystem, SystemReport>): void {
  for (const side of syncedSystems) health[side] = afterSystemReport(health[side], reports[side], Date.now());
}
