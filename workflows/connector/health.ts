import type { FailureCode } from '../../domain/failure-codes';
import { openHolds } from '../../domain/roster/guard-state';
import type { ConnectorHealth, SideHealth, SyncSummary } from '../messages';
import type { ConnectorState } from './state';

const longestMemory = 200;

const newSide = (): SideHealth => ({ consecutiveFailures: 0, lastFailure: null, lastGoodAt: null });

export const newHealth = (): ConnectorState['health'] => ({
  nexudus: newSide(),
  ironwifi: newSide(),
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

/** Remembers a sync that has ended; one that went through proves that both sides answer. */
export function note({ health, guard }: ConnectorState, summary: SyncSummary): void {
  health.syncs.unshift(summary);
  health.syncs.splice(longestMemory);
  if (summary.tenant !== null) health.tenant ??= summary.tenant;
  if (summary.state === 'done') {
    succeed(health.nexudus, summary.finishedAt);
    succeed(health.ironwifi, summary.finishedAt);
    if (summary.dryRun) return;
    health.syncedVersion = summary.settingsVersion;
    guard.importing = false;
  } else if (summary.side !== null) {
    fail(health[summary.side], summary.reason ?? 'malformed', summary.finishedAt);
  }
}

function succeed(side: SideHealth, at: number): void {
  side.consecutiveFailures = 0;
  side.lastGoodAt = at;
}

function fail(side: SideHealth, code: FailureCode, at: number): void {
  side.consecutiveFailures += 1;
  side.lastFailure = { code, at };
}
