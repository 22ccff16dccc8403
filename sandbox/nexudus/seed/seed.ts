import type { NexudusPlay } from '../play/play';
import type { Space } from '../store/space';
import { people, type DaysFrom } from './people';

/** Adds everybody who is missing. People are recognized by their SystemId, so a second seed adds nobody. */
export function seedMembers(play: NexudusPlay, space: Space): void {
  const known = new Map([...space.tables.coworkers.all()].map((row) => [row.SystemId, String(row.Id)]));
  const days: DaysFrom = (count) => space.now() + count * 86_400_000;
  const ids = new Map<string, string>();
  for (const { slug, ...person } of people) {
    const systemId = `seed:${slug}`;
    const existing = known.get(systemId);
    const { then, start, ...newcomer } = person;
    const id = existing ?? play.join({ start: start === undefined ? days(-90) : days(start), ...newcomer, systemId });
    if (existing === undefined) then?.(id, { play, days });
    ids.set(slug, id);
  }
  if (space.tables.teams.size === 0) seedTeams(ids, play);
}

function seedTeams(ids: Map<string, string>, play: NexudusPlay): void {
  const members = (...slugs: string[]) => slugs.flatMap((slug) => ids.get(slug) ?? []);
  play.createTeam({
    name: 'Copper & Finch Ltd',
    payingMemberId: ids.get('copper-finch'),
    memberIds: members('copper-finch', 'ines', 'tomasz', 'aiko'),
    shareTimePasses: false,
    vlan: '120',
  });
  play.createTeam({
    name: 'Lantern Studio',
    payingMemberId: ids.get('lantern'),
    memberIds: members('lantern', 'bea'),
    shareTimePasses: true,
  });
}
