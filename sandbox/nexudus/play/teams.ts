import { entities } from '../entities';
import { Refusal } from '../rules/refusal';
import type { Team } from '../store/rows';
import type { Space } from '../store/space';
import { type HookChoice, memberOf, played } from './stage';

export interface NewTeam extends HookChoice {
  name: string;
  businessId?: number;
  payingMemberId?: string;
  memberIds: string[];
  shareTimePasses?: boolean;
  /** RADIUS Tunnel-Private-Group-Id, the team's VLAN. */
  vlan?: string;
}

/** Companies and the people in them. */
export function teamVerbs(space: Space) {
  return {
    /** Returns the team's id. */
    createTeam: (team: NewTeam): string => played(space, team, () => createTeam(team, space)),
    addToTeam: (teamId: string, id: string, choice?: HookChoice): void =>
      played(space, choice, () => {
        const { Id } = memberOf(id, space);
        const team = teamOf(teamId, space);
        space.change('teams', team.Id, { TeamMembers: [...new Set([...team.TeamMembers, Id])] });
      }),
    removeFromTeam: (teamId: string, id: string, choice?: HookChoice): void =>
      played(space, choice, () => {
        const team = teamOf(teamId, space);
        space.change('teams', team.Id, { TeamMembers: team.TeamMembers.filter((member) => String(member) !== id) });
      }),
  };
}

function createTeam(
  { name, businessId = 1001, payingMemberId, memberIds, shareTimePasses = false, vlan }: NewTeam,
  space: Space,
) {
  const row = space.insert('teams', {
    ...entities.teams.blank(space),
    BusinessId: businessId,
    Name: name,
    TunnelPrivateGroupId: vlan ?? null,
    TeamMembers: memberIds.map((id) => memberOf(id, space).Id),
    PayingMemberId: payingMemberId === undefined ? null : memberOf(payingMemberId, space).Id,
    ShareTimePasses: shareTimePasses,
  });
  return String(row.Id);
}

/** @throws Refusal when there is no such team. */
function teamOf(id: string, space: Space): Team {
  const team = space.tables.teams.get(Number(id));
  if (!team) throw new Refusal(`There is no team ${id}.`);
  return team;
}
