import type { FailureCode } from '../../domain/failure-codes';
import type { ConnectorHealth, SideHealth, SyncSummary } from '../messages';

const longestMemory = 200;

const newSide = (): SideHealth => ({ consecutiveFailures: 0, lastFailure: null, lastGoodAt: null });

export const newHealth = (): ConnectorHealth => ({
  settingsVersion: null,
  nexudus: newSide(),
  ironwifi: newSide(),
  syncs: [],
  tenant: null,
});

/** Remembers a sync that has ended; one that went through proves that both sides answer. */
export function note(health: ConnectorHealth, summary: SyncSummary): void {
  health.syncs.unshift(summary);
  health.syncs.splice(longestMemory);
  if (summary.tenant !== null) health.tenant ??= summary.tenant;
  if (summary.state === 'done') {
    succeed(health.nexudus, summary.finishedAt);
    succeed(health.ironwifi, summary.finishedAt);
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
