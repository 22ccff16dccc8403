import type { SourceRoster } from '../../domain/roster/comparison';
import type { Rules } from '../../domain/rules';
import { usernameOf } from '../../domain/username';
import type { SourceTable } from './read-source';

/** The membership side as the comparison takes it. */
export function sourceRoster(table: SourceTable, rules: Rules): SourceRoster {
  const { coworkers, contradictory } = table;
  const doubtful = new Set(contradictory);
  return {
    members: () => coworkers.keys(),
    has: (member) => coworkers.has(member),
    facts: (member) => (doubtful.has(member) ? null : table.facts(member)),
    businessOf: (member) => coworkers.get(member)?.businessId ?? null,
    username: (member, options) => {
      const row = coworkers.get(member);
      return row === undefined ? { problem: 'unusable' } : usernameOf(row, rules, options);
    },
  };
}
