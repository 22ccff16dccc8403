import type { SyncRun } from '../../../api/ports/gateways';
import type { SyncReport, WhatIfReport } from '../../../contracts/replayed';
import { businessId, memberId, planId } from '../../../domain/replayed/ids';
import { Marks } from '../../../domain/roster/marks';
import { draftHash } from '../../../domain/settings/draft-hash';
import { settingsOf } from '../../domain/builders';
import { noon, syncReport, syncRun } from './builders';

export const fingerprint = 'f0e1';

/** Marks of members 1 to 3, the second's another one if wanted. */
export function packedMarks({ second = 'moves' } = {}): string {
  const marks = new Marks();
  for (const n of ['1', '2', '3']) marks.put(memberId(n), [n === '2' ? second : 'moves']);
  return marks.pack();
}

/** The report of a what-if of these settings, by which three members move. */
export function whatIfReport(
  settings: object,
  parts: Partial<WhatIfReport> = {},
  more: Partial<SyncReport> = {},
): SyncReport {
  const counts = { gains: 0, loses: 0, moves: 3, unchanged: 7, unknown: 0 };
  const moved = { what: 'moves' as const, businessId: businessId('1'), planId: planId('11'), reason: 'contract' };
  return syncReport({
    dryRun: true,
    webhooks: null,
    readMs: null,
    whatIf: {
      fingerprint,
      draft: draftHash(settingsOf(settings)),
      warnings: ['What may not be meant.'],
      ...{ decidedAt: noon, readAt: noon - 60_000 },
      counts: { ...counts, held: 1, rescheduled: 1, overruled: 0 },
      byPlan: [{ id: planId('11'), name: 'Hot Desk', ...counts }],
      byLocation: [{ id: businessId('1'), ...counts }],
      affected: [{ id: memberId('1'), ...moved, from: 'basic-wifi', to: 'premium-wifi', held: true }],
      rescheduled: [{ id: memberId('4'), businessId: null, planId: null, until: { today: noon, draft: null } }],
      unknown: [],
      holds: [
        {
          hold: null,
          cause: 'changes',
          businessId: businessId('1'),
          members: { today: 0, draft: 1 },
          ids: [memberId('1')],
        },
      ],
      cost: { calls: { nexudus: 0, ironwifi: 2 }, minutes: 1 },
      letters: [{ kind: 'planChanged', members: 2 }],
      lettersWait: false,
      marks: packedMarks(),
      ...parts,
    },
    ...more,
  });
}

export const doneRun = (report: SyncReport, parts: Partial<SyncRun> = {}): SyncRun =>
  syncRun({ dryRun: true, state: 'done', finishedAt: new Date(noon + 1_000), report, ...parts });
