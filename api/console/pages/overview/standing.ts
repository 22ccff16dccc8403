import type { Answer } from '../../../../contracts/api/operation';
import type { readHealth } from '../../../../contracts/api/health';
import type { OverviewView } from '../../../../contracts/api/overview';
import type { SyncLine } from '../../../../contracts/api/syncs';
import type { Tone } from '../../parts/notice';
import type { TextKey } from '../../texts';

/** What the page knows; null: it could not be asked. */
export interface Known {
  health: Answer<typeof readHealth> | null;
  overview: OverviewView | null;
  /** Newest first. */
  syncs: readonly SyncLine[] | null;
}

/** How things stand, in one sentence, and where something can be done about it. */
export interface Standing {
  tone: Tone;
  key: TextKey;
  values?: Record<string, string>;
  /** In `values`, an instant to be told by the clock of the space. */
  since?: string;
  /** Below `/console`. */
  link?: string;
}

type Rule = (known: Known) => Standing | null;

/** The worst first: what stands before keeps what comes after from being true or from helping. */
const rules: readonly Rule[] = [
  ({ health }) => (health === null ? { tone: 'bad', key: 'overview.is.unknown', link: '/health' } : null),
  ({ health }) => (health?.settings === 'none' ? { tone: 'warn', key: 'overview.is.first', link: '/settings' } : null),
  ({ health }) =>
    health !== null && !health.ready && health.problems[0] !== undefined
      ? { tone: 'bad', key: 'overview.is.notReady', values: { problem: health.problems[0] }, link: '/health' }
      : null,
  ({ health }) => systemIll('Nexudus', health?.nexudus),
  ({ health }) => systemIll('IronWifi', health?.ironwifi),
  ({ health }) =>
    health !== null && health.live === null ? { tone: 'warn', key: 'overview.is.preview', link: '/settings' } : null,
  ({ health }) => systemHeld('Nexudus', health?.nexudus),
  ({ health }) => systemHeld('IronWifi', health?.ironwifi),
  ({ health }) => counted(health?.openHolds, 'warn', 'overview.is.holds', 'overview.is.hold', '/holds'),
  ({ health }) => systemIll('SMTP', health?.mail),
  ({ health }) => {
    const ending = health?.certificates?.watched.find(({ state }) => state === 'expired' || state === 'soon');
    return ending === undefined ? null : { tone: 'warn', key: 'overview.is.certificate', link: '/health' };
  },
  ({ syncs }) => {
    const last = syncs?.find(({ dryRun, state }) => !dryRun && state !== 'running');
    return last?.state === 'failed' ? { tone: 'warn', key: 'overview.is.syncFailed', link: `/syncs/${last.id}` } : null;
  },
  ({ overview }) =>
    counted(
      overview?.members?.attention,
      'warn',
      'overview.is.attentions',
      'overview.is.attention',
      '/members?attention=true',
    ),
  ({ health }) => counted(health?.spool.waiting, 'warn', 'overview.is.spooled', 'overview.is.spooledOne', '/health'),
];

/** At most one thing is said. */
export function standingOf(known: Known): Standing {
  for (const rule of rules) {
    const standing = rule(known);
    if (standing !== null) return standing;
  }
  return { tone: 'good', key: 'overview.is.well' };
}

type Watched = Pick<
  NonNullable<NonNullable<Known['health']>['mail']>,
  'quarantine' | 'consecutiveFailures' | 'lastFailure'
>;

function systemIll(system: string, health: Watched | null | undefined): Standing | null {
  const since = health?.quarantine?.since;
  if (since !== undefined) return { tone: 'bad', key: 'overview.is.away', values: { system }, since, link: '/health' };
  if (health === null || health === undefined || health.consecutiveFailures === 0) return null;
  const failedAt = health.lastFailure?.at;
  return { tone: 'warn', key: 'overview.is.failing', values: { system }, since: failedAt, link: '/health' };
}

function systemHeld(system: string, health: { maintenance: { on: boolean; since: string | null } } | null | undefined) {
  if (health?.maintenance.on !== true) return null;
  const since = health.maintenance.since ?? undefined;
  return { tone: 'warn', key: 'overview.is.maintenance', values: { system }, since, link: '/health' } as const;
}

function counted(
  count: number | null | undefined,
  tone: Tone,
  many: TextKey,
  one: TextKey,
  link: string,
): Standing | null {
  if (!count) return null;
  return { tone, key: count === 1 ? one : many, values: { count: String(count) }, link };
}
