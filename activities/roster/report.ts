import type { Finding } from '../../domain/roster/finding';
import { countsOf, isNews, listed, sentenceOf } from '../../domain/roster/report';
import type { Rules } from '../../domain/settings/rules';
import type { ConnectorHealth, SyncReport } from '../../contracts/replayed';
import type { Rosters } from './read-rosters';

const MOST_SKIPPED = 50;
/** A hook may be on its way for so long. */
const HOOK_IS_LATE_MS = 2 * 60_000;

interface Findings extends Pick<
  SyncReport,
  'dryRun' | 'tenant' | 'orgUnitsMade' | 'webhooks' | 'calls' | 'durationMs' | 'readMs' | 'preview'
> {
  rules: Rules;
  health: ConnectorHealth;
  rosters: Rosters;
  told: Finding[];
  held: Finding[];
}

export function report({ rules, health, rosters, told, held, ...rest }: Findings): SyncReport {
  const { compared } = rosters;
  const outcome = { compared, told, held, byHook: newsByHook(rosters, health) };
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
      reactivatedWebhooks: rest.webhooks.reactivated,
      calls: rest.calls.nexudus + rest.calls.ironwifi,
      durationMs: rest.durationMs,
    }),
  };
}

/** Members who learned something by a hook since the last sync began. */
function newsByHook({ held }: Rosters, { syncs }: ConnectorHealth): number {
  const since = syncs.find(({ dryRun, state }) => !dryRun && state === 'done')?.startedAt ?? 0;
  return [...held.values()].filter(({ news }) => news?.by === 'hook' && news.at >= since).length;
}

/** What a change of the settings has brought about, or the first sync found, no hook should have announced. */
function missedHooks({ version }: Rules, { syncedVersion }: ConnectorHealth, { compared, held }: Rosters) {
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

/** Plans that members have and nobody mapped, and mapped ones that are gone, with those who have access by them. */
function unmapped({ plans }: Rules, { compared, gonePlans, held }: Rosters): SyncReport['unmappedPlans'] {
  const holders = (id: string): number => [...held.values()].filter(({ planId }) => planId === id).length;
  return [
    ...[...compared.tally.unmapped.values()].map((plan) => ({ ...plan, gone: false })),
    ...gonePlans.map((id) => ({ id, name: plans[id]?.name ?? '', members: holders(id), gone: true })),
  ];
}
