import type { Context } from '../store/context';
import type { Change, UserRow } from '../store/store';
import { orgUnitName } from './org-unit';

/** Records the account's current state in its history. */
export function remember(context: Context, user: UserRow, what: string, exists = true): void {
  const passwords = passwordsOf(context, user);
  const orgunit = orgUnitName(context, user.orgUnitId);
  user.history.push({ at: context.options.now(), what, exists, enabled: user.enabled, orgunit, passwords });
  if (context.switches.enforcement === 'coa-drops' && !(exists && user.enabled)) dropSessions(context, user);
}

/** The account's state at an instant; undefined before it was created. */
export function standing(user: UserRow, at: number): Change | undefined {
  return user.history.findLast((change) => change.at <= at);
}

/**
 * The clear-text passwords of an account, in the order of their rows; none when a check attribute rejects.
 */
function passwordsOf({ store }: Context, user: UserRow): string[] {
  const checks = store.attributes.where(user.id).filter((row) => row.table === 'radcheck');
  const rejects = checks.some((row) => row.attribute === 'Auth-Type' && row.value === 'Reject');
  return rejects ? [] : checks.filter((row) => row.attribute === 'Cleartext-Password').map((row) => row.value);
}

function dropSessions({ store, options }: Context, user: UserRow): void {
  for (const session of store.sessions.where(user.id)) session.endedAt ??= options.now();
}
