import { eachSide, sides, type Side } from '../../domain/health/side';
import {
  afterFailure,
  afterSideReport,
  afterSuccess,
  newSide,
  quarantineNews,
  type SideHealth,
  type SideReport,
} from '../../domain/health/side-health';
import type { OperatorLetter } from '../../domain/letters/operator-letter';
import { openHolds } from '../../domain/roster/guard-state';
import type { ConnectorHealth, SyncSummary } from '../messages';
import type { ConnectorState } from './state';

const longestMemory = 200;

export const newHealth = (): ConnectorState['health'] => ({
  ...eachSide(newSide),
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
  return sides.flatMap((side) => quarantineLetters(side, before[side], health[side], summary.finishedAt));
}

function noteSuccess({ health, guard }: ConnectorState, { finishedAt, dryRun, settingsVersion }: SyncSummary): void {
  for (const side of sides) health[side] = afterSuccess(health[side], finishedAt);
  if (dryRun) return;
  health.syncedVersion = settingsVersion;
  guard.importing = false;
}

function noteFailure({ health }: ConnectorState, side: Side, { reason, finishedAt }: SyncSummary): void {
  if (reason === 'maintenance') return;
  health[side] = afterFailure(health[side], { code: reason ?? 'malformed', at: finishedAt });
}

function quarantineLetters(side: Side, before: SideHealth, after: SideHealth, at: number): OperatorLetter[] {
  const told = quarantineNews(before, after);
  return told === null ? [] : [{ kind: 'quarantine', news: told.news, side, ...told.quarantine, at }];
}

/** Takes over what the worker of a sync has seen of both sides. */
export function noteSides({ health }: ConnectorState, reports: Record<Side, SideReport>): void {
  for (const side of sides) health[side] = afterSideReport(health[side], reports[side], Date.now());
}
