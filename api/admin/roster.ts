import { listRoster, type RosterRow } from '../../contracts/api/roster';
import { serve, type Route } from '../http/routes';
import { GatewayError } from '../ports/gateways';
import type { ReadRules } from '../ports/rules';
import type { LiveEvents } from '../events/live-events';
import { rosterOf, rosterRow, type RosterSources } from '../people/roster';
import { csv, wantsCsv } from './csv';
import { type PeopleRouteDeps, readStateView } from './people';

export interface RosterRouteDeps extends PeopleRouteDeps {
  events: Pick<LiveEvents, 'recentMembers' | 'members'>;
  rules: Pick<ReadRules, 'read'>;
}

const PAGE = 50;

export function rosterRoutes(deps: RosterRouteDeps): Route[] {
  return [
    serve(listRoster, async ({ query: { page, format, ...filter } }, { req, res }) => {
      const sources = await sourcesOf(deps);
      const { ids, choices } = rosterOf(sources, filter);
      if (wantsCsv(req, format)) {
        res.type('csv').attachment('members.csv');
        res.send(csv([[...HEAD], ...ids.map((id) => cellsOf(rosterRow(sources, id)))]));
        return;
      }
      const pages = Math.max(1, Math.ceil(ids.length / PAGE));
      const last = Math.min(page, pages) * PAGE;
      return {
        members: ids.slice(last - PAGE, last).map((id) => rosterRow(sources, id)),
        page: Math.min(page, pages),
        pages,
        total: ids.length,
        everybody: new Set([...sources.states.keys(), ...deps.people.ids()]).size,
        choices,
        people: readStateView(deps.people),
        access: readStateView(deps.events.members),
      };
    }),
  ];
}

async function sourcesOf({ people, roster, events, rules }: RosterRouteDeps): Promise<RosterSources> {
  roster.begin();
  const [shown, read] = await Promise.all([events.recentMembers(), rules.read().catch(unlessTemporalIsAway)]);
  return { people, states: shown.byId, rules: read };
}

function unlessTemporalIsAway(error: unknown): null {
  if (error instanceof GatewayError) return null;
  throw error;
}

const HEAD = ['id', 'name', 'email', 'username', 'status', 'plan', 'until', 'attention', 'location'] as const;

const cellsOf = (row: RosterRow): string[] => HEAD.map((column) => row[column] ?? '');
