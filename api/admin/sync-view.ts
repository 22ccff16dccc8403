import { toIso, toIsoOrNull } from '../../contracts/api/fields';
import type { PreviewView, SyncLine, SyncView } from '../../contracts/api/syncs';
import { runKindOf, type Preview, type SyncCounts, type SyncFinding, type SyncSummary } from '../../contracts/replayed';
import type { SyncRun } from '../ports/gateways';
import { csv } from './csv';
import { expiryOf } from './shown-run';

const noCounts: SyncCounts = {
  read: 0,
  inSync: 0,
  refreshed: 0,
  granted: 0,
  moved: 0,
  revoked: 0,
  held: 0,
  awaited: 0,
  kept: 0,
  adopted: 0,
  orphans: 0,
  conflicts: 0,
  foreign: 0,
  duplicates: 0,
  unnamed: 0,
  misnamed: 0,
  joined: 0,
  drifted: 0,
  byHook: 0,
  bySync: 0,
  skipped: 0,
};

/** The answer of `GET syncs/:id`. */
export function syncView({ report, ...run }: SyncRun): SyncView {
  return {
    ...runHead(run),
    dryRun: run.dryRun,
    kind: run.kind,
    progress: progressView(run.progress),
    counts: { ...noCounts, ...report?.counts },
    unmappedPlans: report?.unmappedPlans ?? [],
    missedHooks: report?.missedHooks ?? [],
    calls: report?.calls ?? { nexudus: 0, ironwifi: 0 },
    members: (report?.members ?? []).map(findingView),
    skipped: report?.skipped ?? [],
    webhooks: report?.webhooks ?? null,
    orgUnitsMade: report?.orgUnitsMade ?? [],
    durationMs: report?.durationMs ?? null,
    sentence: sentenceOf({ report, ...run }),
  };
}

/** A run of an earlier version has not said where the held ones stand. */
const findingView = ({
  hold = null,
  kept = null,
  joinedTo = null,
  ...rest
}: ReportedFinding): SyncView['members'][number] => ({
  ...rest,
  hold,
  joinedTo,
  kept: kept && { by: kept.by, since: toIso(kept.since), until: toIso(kept.until) },
});

type ReportedFinding = Omit<SyncFinding, 'hold' | 'kept' | 'joinedTo'> & Partial<SyncFinding>;

export function progressView(progress: SyncRun['progress']) {
  return progress && { ...progress, endsAt: toIsoOrNull(progress.endsAt), calls: progress.calls ?? null };
}

/** The answer of `GET previews/:id`. */
export function previewView(run: SyncRun): PreviewView {
  const preview = run.report?.preview;
  return {
    ...syncView(run),
    fingerprint: preview?.fingerprint ?? null,
    expiresAt: preview ? expiryOf(run) : null,
    ...shown(preview ?? noPreview),
  };
}

/** All but the marks, which are for comparing, and long. */
function shown({ byGroup, byPlan, grants, conflicts, adoptable, unnamed, duplicates, estimate }: typeof noPreview) {
  return { byGroup, byPlan, grants, conflicts, adoptable, unnamed, duplicates, estimate };
}

const noPreview: Omit<Preview, 'marks' | 'fingerprint'> = {
  byGroup: [],
  byPlan: [],
  grants: [],
  conflicts: [],
  adoptable: [],
  unnamed: [],
  duplicates: [],
  estimate: { calls: { nexudus: 0, ironwifi: 0 }, minutes: 0 },
};

export function runHead(run: Omit<SyncRun, 'report' | 'progress'>) {
  return {
    id: run.runId,
    state: run.state,
    reason: run.reason,
    startedAt: run.startedAt.toISOString(),
    finishedAt: run.finishedAt?.toISOString() ?? null,
  };
}

export function sentenceOf({ state, report, message, progress }: SyncRun): string {
  if (state === 'running') return progress === null ? 'Reading both rosters.' : progressSentence(progress);
  return report?.sentence ?? message ?? 'Failed; nobody was changed.';
}

function progressSentence({ phase, done, of, endsAt }: NonNullable<SyncRun['progress']>): string {
  if (phase === 'source') return 'Reading the members.';
  if (phase === 'directory') return `Reading the accounts: page ${done}${of === null ? '' : ` of ${of}`}.`;
  const end = endsAt === null ? '' : `, until about ${toIso(endsAt)}`;
  return `Telling the members: ${done} of ${of ?? 'all'}${end}.`;
}

/** The findings of a run, a line each. */
export function syncCsv({ report }: SyncRun): string {
  const rows = (report?.members ?? [])
    .map(findingView)
    .map(({ id, what, reason, businessId, hold, kept, joinedTo }) => [
      ...[id, what, reason, businessId ?? '', hold ?? ''],
      ...(kept === null ? ['', '', ''] : [kept.by, kept.since, kept.until]),
      joinedTo ?? '',
    ]);
  const head = ['id', 'what', 'reason', 'location', 'hold', 'keptBy', 'keptSince', 'keptUntil', 'joinedTo'];
  return csv([head, ...rows]);
}

/** Running ones and what the connector remembers, newest first; a run that ends between the two questions shows once. */
export function syncLines(running: SyncRun[], remembered: SyncSummary[]): SyncLine[] {
  const done = remembered.map(lineOf);
  const known = new Set(done.map(({ id }) => id));
  const now = running
    .filter(({ runId }) => !known.has(runId))
    .map((run) => ({ ...runHead(run), dryRun: run.dryRun, kind: run.kind, sentence: sentenceOf(run) }));
  return [...now, ...done].sort((a, b) => b.startedAt.localeCompare(a.startedAt));
}

function lineOf({ workflowId, runId, startedAt, finishedAt, ...summary }: SyncSummary): SyncLine {
  const { state, reason, dryRun, sentence } = summary;
  return {
    ...{ id: runId, state, reason, dryRun, kind: runKindOf(workflowId), sentence },
    startedAt: toIso(startedAt),
    finishedAt: toIso(finishedAt),
  };
}
