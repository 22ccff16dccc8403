import { toIso, toIsoOrNull } from '../../contracts/api/fields';
import type { WhatIfView } from '../../contracts/api/what-if';
import type { WhatIfReport } from '../../contracts/replayed';
import type { SyncRun } from '../ports/gateways';
import { expiryOf } from './shown-run';
import { progressView, runHead, sentenceOf } from './sync-view';

type Findings = Omit<
  WhatIfView,
  keyof ReturnType<typeof runHead> | 'sentence' | 'progress' | 'expiresAt' | 'version' | 'unmappedPlans'
>;

/** The answer of `GET what-if/:id`. */
export function whatIfView(run: SyncRun): WhatIfView {
  const { report, progress } = run;
  return {
    ...runHead(run),
    sentence: sentenceOf(run),
    progress: progressView(progress),
    expiresAt: report && expiryOf(run),
    version: report?.settingsVersion ?? null,
    unmappedPlans: report?.unmappedPlans ?? [],
    ...(report?.whatIf ? findingsOf(report.whatIf) : nothingYet),
  };
}

/** All but the marks, which are for comparing, and long. */
function findingsOf({ affected, rescheduled, decidedAt, readAt, ...report }: WhatIfReport): Findings {
  const { fingerprint, counts, byPlan, byLocation, unknown, holds, cost, letters, lettersWait, warnings } = report;
  const of = (kind: Affected['what']) => affected.filter(({ what }) => what === kind).map(affectedView);
  return {
    ...{ fingerprint, counts, byPlan, byLocation, unknown, holds, cost, letters, lettersWait, warnings },
    ...{ decidedAt: toIso(decidedAt), readAt: toIso(readAt) },
    ...{ gains: of('gains'), loses: of('loses'), moves: of('moves') },
    rescheduled: rescheduled.map(({ until, ...each }) => ({
      ...each,
      until: { today: toIsoOrNull(until.today), draft: toIsoOrNull(until.draft) },
    })),
  };
}

type Affected = WhatIfReport['affected'][number];

const affectedView = ({ id, businessId, planId, reason, from, to, held }: Affected): WhatIfView['gains'][number] => ({
  ...{ id, businessId, planId, reason, from, to, held },
});

const nothingYet: Findings = {
  ...{ fingerprint: null, decidedAt: null, readAt: null },
  counts: {
    ...{ gains: 0, loses: 0, moves: 0, unchanged: 0, unknown: 0 },
    ...{ held: 0, rescheduled: 0, overruled: 0 },
  },
  ...{ byPlan: [], byLocation: [], gains: [], loses: [], moves: [], rescheduled: [], unknown: [], holds: [] },
  cost: { calls: { nexudus: 0, ironwifi: 0 }, minutes: 0 },
  ...{ letters: [], lettersWait: false, warnings: [] },
};
