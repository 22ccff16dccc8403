import type { SyncRun } from '../../../api/ports/gateways';
import { Marks } from '../../../domain/roster/marks';
import { syncReport, syncRun, syncSummary } from './builders';
import { runId, type FakeGateways } from './fake-gateways';

export const fingerprint = 'f0e1';

/** A preview that has found two accounts which somebody may adopt. */
export function previewed(id: string): SyncRun {
  const preview = {
    ...{ fingerprint, byGroup: [], byPlan: [], grants: [], conflicts: [], unnamed: [], duplicates: [] },
    adoptable: [
      { id: '5', account: 'printer', enabled: true },
      { id: '6', account: 'desk', enabled: false },
    ],
    estimate: { calls: { nexudus: 1, ironwifi: 1 }, minutes: 1 },
    marks: new Marks().pack(),
  };
  const report = syncReport({ dryRun: true, preview });
  return syncRun({ runId: id, dryRun: true, state: 'done', finishedAt: new Date(), report });
}

/** A preview that somebody has made, and the one that going live is compared with. */
export function previewedBy(fake: FakeGateways): void {
  fake.syncs = [syncSummary({ runId: runId(1), dryRun: true, fingerprint, finishedAt: Date.now() })];
  for (const n of [1, 4]) fake.runs.set(runId(n), previewed(runId(n)));
}
