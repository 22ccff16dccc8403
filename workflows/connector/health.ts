import { log } from '@temporalio/workflow';
import { afterMailReport, mayAlarm, type MailReport } from '../../domain/replayed/health/mail-health';
import type { ExternalSystem } from '../../domain/replayed/health/external-system';
import { syncedSystems, type SyncedSystem, type WatchedSystem } from '../../domain/replayed/health/synced-system';
import {
  afterFailure,
  afterSystemReport,
  afterSuccess,
  quarantineNews,
  type SystemReport,
  type WatchedHealth,
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
  side: WatchedSystem,
  before: WatchedHealth,
  after: WatchedHealth,
  at: number,
): OperatorLetter[] {
  const change = quarantineNews(before, after);
  if (change === null) return [];
  const { news, quarantine } = change;
  const since = new Date(quarantine.since).toISOString();
  log[news === 'begun' ? 'error' : 'info'](`quarantine ${news}`, {
    event: `quarantine.${news}`,
    system: side,
    ...{ code: quarantine.code, since },
  });
  return [{ kind: 'quarantine', news, side, ...quarantine, at }];
}

/**
 * Remembers what a worker has seen of the mail server.
 * @returns the one letter about a trouble that began, which arrives when it is over.
 */
export function noteMail({ health }: ConnectorState, report: MailReport): OperatorLetter[] {
  const before = health.mail;
  const now = Date.now();
  health.mail = afterMailReport(before, report);
  const letters = quarantineLetters('mail', before, health.mail, now);
  const begun = letters.filter((letter) => letter.kind === 'quarantine' && letter.news === 'begun');
  if (begun.length === 0 || !mayAlarm(before, now)) return [];
  health.mail.alarmedAt = now;
  return begun;
}

/** What syncs have missed because of a system is done when it is well again, and not when its turn comes. */
export function catchUp(state: ConnectorState, recovered: ExternalSystem): void {
  const side = syncedSystems.find((synced) => synced === recovered);
  if (side !== undefined && state.health[side].consecutiveFailures > 0) state.syncWanted = true;
}

/** Remembers what the worker of a sync has seen of both systems. */
export function noteSystems({ health }: ConnectorState, reports: Record<SyncedSystem, SystemReport>): void {
  for (const side of syncedSystems) health[side] = afterSystemReport(health[side], reports[side], Date.now());
}
