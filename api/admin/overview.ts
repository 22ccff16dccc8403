import { toIso, toIsoOrNull } from '../../contracts/api/fields';
import { readOverview } from '../../contracts/api/overview';
import { zoneOf } from '../../domain/settings/locations';
import type { AccessHistory } from '../events/access-history';
import type { LiveEvents } from '../events/live-events';
import { hasAccess } from '../events/shown-members';
import { serve, type Route } from '../http/routes';
import type { ShownMember, SyncGateway } from '../ports/gateways';
import type { Presence } from '../people/presence';
import type { ReadRules } from '../ports/rules';
import { readStateView } from './people';

interface OverviewDeps {
  events: Pick<LiveEvents, 'members'>;
  accessHistory: Pick<AccessHistory, 'days'>;
  syncs: Pick<SyncGateway, 'schedule'>;
  rules: Pick<ReadRules, 'read'>;
  presence: Pick<Presence, 'recent' | 'state'>;
}

const LATEST = 20;

export const overviewRoutes = ({
  events: { members },
  accessHistory,
  syncs,
  rules,
  presence,
}: OverviewDeps): Route[] => [
  // answers in any case, with what is known
  serve(readOverview, async () => {
    const [known, schedule] = await Promise.all([rules.read().catch(() => null), syncs.schedule().catch(() => null)]);
    const all = [...members.all];
    const { count, isReading } = presence.recent();
    const counts = {
      all: all.length,
      withAccess: all.filter(hasAccess).length,
      attention: all.filter(({ attention }) => attention !== null).length,
    };
    return {
      readAt: toIsoOrNull(members.state.readAt),
      members: members.state.readAt === null ? null : counts,
      presence: { count, reading: isReading, ...readStateView(presence) },
      nextSync: schedule === null || schedule.paused ? null : (schedule.nextAt?.toISOString() ?? null),
      latest: latestOf(all),
      days: accessHistory.days(known === null ? 'UTC' : zoneOf(known, null)),
    };
  }),
];

function latestOf(all: ShownMember[]) {
  return all
    .filter((row): row is ShownMember & { changedAt: number } => row.changedAt !== null)
    .sort((one, other) => other.changedAt - one.changedAt)
    .slice(0, LATEST)
    .map(({ id, changedAt, status, group, reason, attention }) => {
      return { id, at: toIso(changedAt), status, group, reason, attention };
    });
}
