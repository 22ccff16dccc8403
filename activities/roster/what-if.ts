import { setImmediate as othersFirst } from 'node:timers/promises';
import { activityInfo, ApplicationFailure } from '@temporalio/activity';
import type { ConnectorHealth, SyncReport, WhatIfInput } from '../../contracts/replayed';
import type { GuardSettings } from '../../domain/replayed/guard/guard-state';
import type { Instant, PlanId } from '../../domain/replayed/ids';
import { Comparison, type SeenRow } from '../../domain/roster/comparison';
import { fingerprintOf } from '../../domain/roster/marks';
import { whatIfSentence } from '../../domain/roster/report';
import { eachSide, sides, type Sides } from '../../domain/roster/sides';
import { WhatIf, type Effects } from '../../domain/roster/what-if';
import { parseRules, type Rules } from '../../domain/settings/rules';
import type { ActivityDeps } from '../runtime/deps';
import type { BothRosters, SourceTable } from '../runtime/roster-snapshot';
import { rehearseGuard } from './ask-guard';
import { probeQuarantined } from './probe';
import { goneFrom, readMemberships, refuseIncomplete, sourceRoster, streamDirectory } from './read-rosters';
import { readWorkflows } from './read-workflows';
import { report } from './report';
import { Run } from './run';
import { isWorthASignal } from './signal-members';

interface Asked {
  today: Rules;
  health: ConnectorHealth;
  input: WhatIfInput;
}

/**
 * What the draft would do to the whole roster, beside what today's settings do: two comparisons of one reading, and what the
 * guard would say to each. Nothing is written or remembered. The report is that of a dry run under the draft.
 */
export async function whatIf(deps: ActivityDeps, { today, health, input }: Asked): Promise<SyncReport> {
  const rules = { today, draft: parseRules(input.rules) };
  if (today.version !== input.version)
    throw ApplicationFailure.nonRetryable(
      `the settings are at version ${today.version}, and the draft was made from ${input.version}`,
      'settingsStale',
    );
  const run = new Run();
  await probeQuarantined(deps, health, run);
  const tenant = await deps.tenant.check(run.ironwifi);
  const now = Date.now();
  const { asked, comparisons, held, gonePlans, readAt } = await compare(deps, rules, run, { now, fresh: input.fresh });
  const before = await rehearsed(deps, comparisons.today, gonePlans.today);
  const after = await rehearsed(deps, comparisons.draft, gonePlans.draft, rules.draft.guard);
  const effects = asked.finish({ today: before, draft: after }, deps);
  const durationMs = Date.now() - activityInfo().scheduledTimestampMs;
  return {
    ...report({
      ...{ rules: rules.draft, health, dryRun: true, tenant, orgUnitsMade: [], webhooks: null, preview: null },
      rosters: { compared: after.compared, held, gonePlans: gonePlans.draft },
      signaled: after.allowed.filter((finding) => isWorthASignal(finding, held)),
      held: after.held,
      calls: run.counts,
      ...{ readMs: null, durationMs },
    }),
    settingsVersion: today.version,
    sentence: whatIfSentence(effects, { calls: run.counts.nexudus + run.counts.ironwifi, durationMs }),
    whatIf: shownOf(effects, { rules, input, decidedAt: now, readAt }),
  };
}

/** Holds the rosters, as they are or as the what-if before has read them, against both. */
async function compare(
  deps: ActivityDeps,
  rules: Sides<Rules>,
  run: Run,
  { now, fresh }: { now: Instant; fresh: boolean },
) {
  const { today, draft } = rules;
  const recent = fresh ? null : recentFor(deps, rules, now);
  const { table, listed } = recent ?? (await readMemberships(deps, [today, draft], run, now));
  const held = await readWorkflows(deps.client, deps.connector);
  const tables = eachSide((side) => tableFor(table, rules[side]));
  const gonePlans = eachSide((side) => goneFrom(listed, rules[side]));
  const asked = new WhatIf({
    ...{ rules, workflows: held, now },
    businessOf: (member) => tables.draft.coworker(member)?.businessId ?? null,
  });
  const comparisons = eachSide(
    (side) =>
      new Comparison({
        ...{ connector: deps.connector, held, gonePlans: gonePlans[side], rules: rules[side], now },
        source: sourceRoster(tables[side], rules[side]),
        onJudged: (judged) => asked.note(side, judged),
      }),
  );
  const take = (account: SeenRow): void => sides.forEach((side) => comparisons[side].take(account));
  if (recent !== null) await takeAll(recent.accounts, take, run);
  else {
    const accounts = await readAccounts(deps, take, run);
    await refuseIncomplete(deps, { table: tables.today, comparison: comparisons.today, held });
    deps.snapshot.keepBoth({ table, listed, accounts, settingsVersion: today.version, readAt: now });
  }
  return { asked, comparisons, held, gonePlans, readAt: recent?.readAt ?? now };
}

/** Null: nothing was read lately, or it lacks something that the draft asks for. */
function recentFor({ snapshot }: ActivityDeps, { today, draft }: Sides<Rules>, now: Instant): BothRosters | null {
  const recent = snapshot.both(now, today.version);
  return recent !== null && recent.table.under(draft) !== null ? recent : null;
}

function tableFor(table: SourceTable, rules: Rules): SourceTable {
  const under = table.under(rules);
  if (under === null) throw new Error('the reading lacks what these rules ask for');
  return under;
}

async function readAccounts(deps: ActivityDeps, take: (row: SeenRow) => void, run: Run): Promise<SeenRow[]> {
  const rows: SeenRow[] = [];
  const keep = ({ id, username, enabled, orgUnit, notes }: SeenRow): void => {
    const row = { id, username, enabled, orgUnit, notes };
    rows.push(row);
    take(row);
  };
  await streamDirectory(deps, keep, run);
  return rows;
}

const AT_ONCE = 200;

/** Decisions take time, and others of this process are not to wait for all of them. */
async function takeAll(rows: readonly SeenRow[], take: (row: SeenRow) => void, run: Run): Promise<void> {
  for (let done = 0; done < rows.length; done += AT_ONCE) {
    rows.slice(done, done + AT_ONCE).forEach(take);
    run.alive();
    await othersFirst();
  }
}

async function rehearsed(deps: ActivityDeps, comparison: Comparison, gonePlans: PlanId[], limits?: GuardSettings) {
  const compared = comparison.finish();
  return { compared, ...(await rehearseGuard(deps, compared, { gonePlans, limits })) };
}

/** The report is kept in a history; the counts say how many there are. */
const MOST_LISTED = 200;

function shownOf(
  { affected, marks, byPlan, ...effects }: Effects,
  { rules, input, decidedAt, readAt }: { rules: Sides<Rules>; input: WhatIfInput; decidedAt: Instant; readAt: Instant },
): NonNullable<SyncReport['whatIf']> {
  const packed = marks.pack();
  const first = (what: string) => affected.filter((each) => each.what === what).slice(0, MOST_LISTED);
  const nameOf = (id: keyof Rules['plans']): string => (rules.draft.plans[id] ?? rules.today.plans[id])?.name ?? '';
  return {
    ...effects,
    byPlan: byPlan.map((line) => ({ ...line, name: line.id === null ? '' : nameOf(line.id) })),
    affected: ['gains', 'loses', 'moves'].flatMap(first),
    rescheduled: effects.rescheduled.slice(0, MOST_LISTED),
    unknown: effects.unknown.slice(0, MOST_LISTED),
    holds: effects.holds.map((hold) => ({ ...hold, ids: hold.ids.slice(0, MOST_LISTED) })),
    fingerprint: fingerprintOf(`${input.draft} ${packed}`, input.version),
    draft: input.draft,
    warnings: input.warnings,
    ...{ decidedAt, readAt, marks: packed },
    lettersWait: rules.draft.mail.later,
  };
}
