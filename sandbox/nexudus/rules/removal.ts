import type { Space } from '../store/space';
import { teamsOf } from './team-members';

/** Deletes a coworker with all records that refer to it. Only the coworker's own deletion is announced. */
export function removeCoworker(id: number, space: Space): void {
  space.quietly(() => {
    for (const team of teamsOf(id, space))
      space.change('teams', team.Id, {
        TeamMembers: team.TeamMembers.filter((member) => member !== id),
        PayingMemberId: team.PayingMemberId === id ? null : team.PayingMemberId,
      });
    for (const name of ['contracts', 'coworkerTimePasses', 'checkins', 'failedCheckins', 'coworkerSettings'] as const)
      for (const row of space.tables[name].by('CoworkerId', id)) space.remove(name, row.Id);
  });
  space.remove('coworkers', id);
}
