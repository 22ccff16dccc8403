import type { Team } from '../store/rows';
import type { Space } from '../store/space';

interface Memberships {
  version: number;
  teams: Map<number, Team[]>;
}

const known = new WeakMap<Space, Memberships>();

/** The teams a coworker belongs to. Nexudus stores the members on the team; the coworker's list mirrors it. */
export function teamsOf(coworkerId: number, space: Space): Team[] {
  const { version } = space.tables.teams;
  let memberships = known.get(space);
  if (memberships?.version !== version) {
    memberships = { version, teams: byMember(space) };
    known.set(space, memberships);
  }
  return memberships.teams.get(coworkerId) ?? [];
}

function byMember(space: Space): Map<number, Team[]> {
  const teams = new Map<number, Team[]>();
  for (const team of space.tables.teams.all())
    for (const id of team.TeamMembers) teams.set(id, [...(teams.get(id) ?? []), team]);
  return teams;
}
