import { usernameOf } from '../../domain/account/person';
import type { SourceRoster } from '../../domain/roster/comparison';
import type { Rules } from '../../domain/settings/rules';
import type { SourceTable } from './read-source';

/** The membership side as the comparison takes it. */
export function sourceRoster(table: SourceTable, rules: Rules): SourceRoster {
  return {
    members: () => table.members(),
    has: (member) => table.has(member),
    facts: (member) => (table.contradictory.has(member) ? null : table.facts(member)),
    businessOf: (member) => table.coworker(member)?.businessId ?? null,
    username: (member, options) => {
      const row = table.coworker(member);
      return row === null ? { problem: 'unusable' } : usernameOf(row, rules, options);
    },
  };
}
