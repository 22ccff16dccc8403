import { syncedSystems, type SyncedSystem } from '../../domain/replayed/health/synced-system';
import {
  afterFailure,
  afterSystemReport,
  afterSuccess,
  quarantineNews,
  type SystemHealth,
  type SystemReport,
} from '../../domain/replayed/health/system-health';
import type { OperatorLetter } from '../../domain/letters/operator-letter';
import { openHolds } from '../../domain/replayed/guard/guard-state';
import type { ConnectorHealth, SyncSummary } from '../../contracts/replayed';
import type { ConnectorState } from './state';

const MOST_SYNCS = 200;

export const healthOf = ({ health, document, guard }: ConnectorState): ConnectorHealth => ({
  ...health,
  settingsVersion: document?.version ?? null,
  openHolds: openHolds(guard).length,
});

/**
 * Remembers a sync that has ended. One that went through proves that both systems answer; one that a maintenance held back
 * proves nothing.
 * @returns what the operator is to hear.
 */
export function noteSync(state: ConnectorState, summary: SyncSummary): OperatorLetter[] {
  const { health } = state;
  health.syncs.unshift(summary);
  health.syncs.splice(MOST_SYNCS);
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
  const change = quarantineNews(before, after);
  return change === null ? [] : [{ kind: 'quarantine', news: change.news, side, ...change.quarantine, at }];
}

/** Remembers what the worker of a sync has seen of both systems. */
export function noteSystems({ health }: ConnectorState, reports: Record<SyncedSystem, SystemReport>): void {
  for (const side of syncedSystems) health[side] = afterSystemReport(health[side], reports[side], Date.now());
}
