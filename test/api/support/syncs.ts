import type { SyncReport } from '../../../contracts/replayed';
import type { SyncRun } from '../../../api/ports/gateways';
import { noon, syncReport, syncRun, syncSummary } from './builders';
import { runId, type FakeGateways } from './fake-gateways';

const minute = 60_000;
type Finding = SyncReport['members'][number];

const finding = (id: number, what: Finding['what'], parts: Partial<Finding> = {}): Finding => ({
  ...{ id: String(id), what, reason: 'ended', businessId: '1', hold: null, kept: null, joinedTo: null },
  ...parts,
});

/** A run that found something of everything. */
const richReport = (): SyncReport =>
  syncReport({
    counts: {
      ...{ read: 412, inSync: 380, refreshed: 1, skipped: 2, granted: 2, moved: 1, revoked: 2, held: 3, awaited: 1 },
      ...{ kept: 1, adopted: 1, orphans: 1, conflicts: 1, foreign: 1, duplicates: 1, unnamed: 1, misnamed: 1 },
      ...{ joined: 1, drifted: 1, byHook: 3, bySync: 2 },
    },
    members: [
      ...[1001, 1002].map((id) => finding(id, 'held', { hold: '12' })),
      finding(1003, 'kept', { kept: { by: 'admin', since: noon, until: noon + 7 * 24 * 60 * minute } }),
      finding(1004, 'revoke'),
      finding(1005, 'revoke', { reason: 'suspended' }),
      finding(1006, 'grant', { reason: 'contract' }),
      finding(1007, 'grant', { reason: 'checkedIn' }),
      finding(1008, 'move', { reason: 'contract' }),
      finding(1009, 'refresh', { reason: 'contract' }),
      finding(1010, 'conflict', { reason: 'contract' }),
      finding(1011, 'orphan', { reason: 'deleted' }),
      finding(1012, 'unnamed', { reason: 'contract' }),
      finding(1013, 'misnamed', { reason: 'none' }),
      finding(1014, 'joined', { reason: 'joined', joinedTo: '1001' }),
    ],
    skipped: ['1002', '2001'],
    unmappedPlans: [
      { id: '12', name: 'Mail only', members: 2, gone: false },
      { id: '13', name: 'Flex 5', members: 1, gone: true },
    ],
    orgUnitsMade: ['basic-wifi'],
    sentence:
      '412 members read, 380 in sync, 2 granted, 1 moved, 2 shut out, 3 held until an operator decides; 14 calls in 9 s',
  });

export const doneRun = (parts: Partial<SyncRun> = {}): SyncRun =>
  syncRun({ state: 'done', finishedAt: new Date(noon + 9_000), report: richReport(), ...parts });

export const failedRun = (reason: string, message: string): SyncRun =>
  syncRun({ runId: runId(6), state: 'failed', reason, message, finishedAt: new Date(noon + 2_000) });

/** Runs of each kind and state, newest first. */
export function withRuns(fake: FakeGateways): void {
  fake.syncs = [
    syncSummary({ runId: runId(9), startedAt: noon - 15 * minute, finishedAt: noon - 15 * minute + 8_000 }),
    syncSummary({
      ...{ runId: runId(8), workflowId: 'roster-dry:main-1', dryRun: true, startedAt: noon - 20 * minute },
      ...{
        finishedAt: noon - 19 * minute,
        sentence: 'Dry run: 412 members read, 410 in sync, 2 to grant; 14 calls in 9 s',
      },
    }),
    syncSummary({
      ...{ runId: runId(7), startedAt: noon - 30 * minute, finishedAt: noon - 30 * minute + 3_000, state: 'failed' },
      ...{ reason: 'timeout', sentence: 'Nexudus did not answer in time.' },
    }),
    syncSummary({
      ...{ runId: runId(6), workflowId: 'roster-sync:main-approved', startedAt: noon - 90 * minute },
      ...{ finishedAt: noon - 86 * minute },
    }),
  ];
}
