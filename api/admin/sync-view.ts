import type { SyncCounts, SyncSummary } from '../../workflows/messages';
import type { SyncRun } from '../ports';
import { toIso } from './instant';

const noCounts: SyncCounts = {
  read: 0,
  inSync: 0,
  refreshed: 0,
  granted: 0,
  moved: 0,
  revoked: 0,
  held: 0,
  orphans: 0,
  conflicts: 0,
  unnamed: 0,
  misnamed: 0,
};

/** The answer of `GET syncs/:id`. */
export function syncView({ report, ...run }: SyncRun) {
  return {
    ...syncHead(run),
    counts: report?.counts ?? noCounts,
    unmappedPlans: report?.unmappedPlans ?? [],
    calls: report?.calls ?? { nexudus: 0, ironwifi: 0 },
    members: report?.members ?? [],
    reactivatedWebhooks: report?.reactivatedWebhooks ?? 0,
    orgUnitsMade: report?.orgUnitsMade ?? [],
    sentence: sentenceOf({ report, ...run }),
  };
}

function syncHead(run: Omit<SyncRun, 'report'>) {
  return {
    id: run.runId,
    state: run.state,
    reason: run.reason,
    dryRun: run.dryRun,
    startedAt: run.startedAt.toISOString(),
    finishedAt: run.finishedAt?.toISOString() ?? null,
  };
}

function sentenceOf({ state, report, message }: SyncRun): string {
  if (state === 'running') return 'Reading both rosters.';
  return report?.sentence ?? message ?? 'Failed; nobody was changed.';
}

/** A line of `GET syncs`. */
export interface SyncLine {
  id: string;
  state: SyncRun['state'];
  reason: string | null;
  dryRun: boolean;
  startedAt: string;
  finishedAt: string | null;
  sentence: string;
}

/** Those that run, then what the connector remembers, newest first; a run that ends between the two questions shows once. */
export function syncLines(running: SyncRun[], remembered: SyncSummary[]): SyncLine[] {
  const done = remembered.map(lineOf);
  const known = new Set(done.map(({ id }) => id));
  const now = running
    .filter(({ runId }) => !known.has(runId))
    .map((run) => ({ ...syncHead(run), sentence: sentenceOf(run) }));
  return [...now, ...done].sort((a, b) => b.startedAt.localeCompare(a.startedAt));
}

function lineOf({ runId, state, reason, dryRun, startedAt, finishedAt, sentence }: SyncSummary): SyncLine {
  return { id: runId, state, reason, dryRun, startedAt: toIso(startedAt), finishedAt: toIso(finishedAt), sentence };
}
