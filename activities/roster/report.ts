import type { ConnectorHealth, Preview, SyncReport } from '../../contracts/replayed';
import { costOf } from '../../domain/roster/cost';
import type { Finding } from '../../domain/roster/finding';
import { fingerprintOf, type Marks } from '../../domain/roster/marks';
import type { HeldFinding } from '../../domain/roster/propose-changes';
import { countsOf, isNews, listed, sentenceOf } from '../../domain/roster/report';
import type { Rules } from '../../domain/settings/rules';
import type { ActivityDeps } from '../runtime/deps';
import type { Rosters } from './read-rosters';

const MOST_SKIPPED = 50;
/** How long a webhook may take to arrive. */
const HOOK_IS_LATE_MS = 2 * 60_000;

interface Findings extends Pick<
  SyncReport,
  'dryRun' | 'tenant' | 'orgUnitsMade' | 'webhooks' | 'calls' | 'durationMs' | 'readMs' | 'preview'
> {
  rules: Rules;
  health: ConnectorHealth;
  rosters: Pick<Rosters, 'compared' | 'held' | 'gonePlans'>;
  signaled: Finding[];
  held: HeldFinding[];
}

export function report({ rules, health, rosters, signaled, held, ...rest }: Findings): SyncReport {
  const { compared } = rosters;
  const outcome = { compared, told: signaled, held, byHook: newsByHook(rosters, health) };
  const counts = countsOf(outcome);
  const unmappedPlans = unmapped(rules, rosters);
  return {
    ...rest,
    settingsVersion: rules.version,
    counts,
    members: listed(outcome),
    unmappedPlans,
    missedHooks: missedHooks(rules, health, rosters),
    skipped: compared.tally.skipped.slice(0, MOST_SKIPPED),
    sentence: sentenceOf({
      counts,
      dryRun: rest.dryRun,
      unmappedPlans: unmappedPlans.length,
      reactivatedWebhooks: rest.webhooks?.reactivated ?? 0,
      calls: rest.calls.nexudus + rest.calls.ironwifi,
      durationMs: rest.durationMs,
    }),
  };
}

/** Members whose workflow learned of a change by a webhook since the last sync began. */
function newsByHook({ held }: Findings['rosters'], { syncs }: ConnectorHealth): number {
  const since = syncs.find(({ dryRun, state }) => !dryRun && state === 'done')?.startedAt ?? 0;
  return [...held.values()].filter(({ news }) => news?.by === 'hook' && news.at >= since).length;
}

/** Changes that a webhook should have announced: not those of new settings, nor those that the first sync found. */
function missedHooks({ version }: Rules, { syncedVersion }: ConnectorHealth, { compared, held }: Findings['rosters']) {
  const missed = new Map<string, SyncReport['missedHooks'][number]>();
  if (syncedVersion !== version) return [];
  for (const finding of compared.findings) {
    const { missed: action, businessId, member } = finding;
    if (action === null || !isNews(finding) || isRecent(held.get(member)?.news?.at)) continue;
    const key = `${action} ${businessId}`;
    const line = missed.get(key) ?? { action, businessId, members: 0 };
    line.members += 1;
    missed.set(key, line);
  }
  return [...missed.values()].sort((one, other) => other.members - one.members);
}

const isRecent = (at: number | undefined): boolean => at !== undefined && at > Date.now() - HOOK_IS_LATE_MS;

/** Unmapped plans that members have, and mapped plans that are gone, with the number of members who have access by them. */
function unmapped({ plans }: Rules, { compared, gonePlans, held }: Findings['rosters']): SyncReport['unmappedPlans'] {
  const holders = (id: string): number => [...held.values()].filter(({ planId }) => planId === id).length;
  return [
    ...[...compared.tally.unmapped.values()].map((plan) => ({ ...plan, gone: false })),
    ...gonePlans.map((id) => ({ id, name: plans[id]?.name ?? '', members: holders(id), gone: true })),
  ];
}

/** Enough to see whether the result is as intended; the counts say the rest. */
const MOST_LISTED = 50;
/** What going live would do and cost. */
export function previewOf(
  { importPerMinute, readsPerMinute }: Pick<ActivityDeps, 'importPerMinute' | 'readsPerMinute'>,
  rules: Rules,
  { compared }: Rosters,
  marks: Marks,
): Preview {
  const { findings, namesakes, duplicates, tally } = compared;
  const of = (...what: string[]) => findings.filter((finding) => what.includes(finding.what));
  const wanting = new Set(of('grant', 'conflict').map(({ member }) => member));
  const packed = marks.pack();
  return {
    fingerprint: fingerprintOf(packed, rules.version),
    byGroup: [...tally.byGroup].map(([group, members]) => ({ group, members })).sort(byMembers),
    byPlan: [...tally.byPlan]
      .map(([id, members]) => ({ id, name: (id && rules.plans[id]?.name) ?? '', members }))
      .sort(byMembers),
    grants: of('grant')
      .slice(0, MOST_LISTED)
      .map(({ member, to }) => ({ id: member, group: to?.group ?? '', planId: to?.planId ?? null })),
    conflicts: namesakes
      .filter(({ member, marked }) => marked && wanting.has(member))
      .slice(0, MOST_LISTED)
      .map(({ member, account }) => ({ id: member, account })),
    adoptable: namesakes
      .filter(({ member, marked }) => !marked && wanting.has(member))
      .slice(0, MOST_LISTED)
      .map(({ member, account, enabled }) => ({ id: member, account, enabled })),
    unnamed: of('unnamed')
      .slice(0, MOST_LISTED)
      .map(({ member }) => member),
    duplicates: duplicates.slice(0, MOST_LISTED),
    estimate: costOf(findings, { rewritten: 0, importPerMinute, readsPerMinute }),
    marks: packed,
  };
}

const byMembers = (one: { members: number }, other: { members: number }): number => other.members - one.members;
