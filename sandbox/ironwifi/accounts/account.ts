import type { Context } from '../store/context';
import type { Change, UserRow } from '../store/store';
import { orgUnitName } from './org-unit';

/** An account as tests and the page see it, independent of the wire format. Instants in ms since the epoch. */
export interface Account {
  id: string;
  username: string;
  /** The newest clear-text password; empty when there is none. Never part of an API reply. */
  password: string;
  /** What RADIUS obeys. */
  enabled: boolean;
  /** The org unit's name; empty when it is in none. */
  orgunit: string;
  groups: string[];
  notes: string;
  email: string;
  firstname: string;
  lastname: string;
  attributes: { id: string; attribute: string; operator: string; value: string; table: string }[];
  history: Change[];
}

/** All accounts in the order of their creation. */
export function accountsOf(context: Context): Account[] {
  return context.store.users.all().map((user) => accountOf(context, user));
}

export function accountOf(context: Context, user: UserRow): Account {
  const { store } = context;
  const attributes = store.attributes
    .where(user.id)
    .map(({ id, attribute, operator, value, table }) => ({ id, attribute, operator, value, table }));
  const text = (name: string) => String(user.fields[name] ?? '');
  return {
    id: user.id,
    username: text('username'),
    password: attributes.findLast(({ attribute }) => attribute === 'Cleartext-Password')?.value ?? '',
    enabled: user.enabled,
    orgunit: orgUnitName(context, user.orgUnitId),
    groups: store.memberships.where(user.id).map((row) => groupName(context, row.groupid)),
    notes: text('notes'),
    email: text('email'),
    firstname: text('firstname'),
    lastname: text('lastname'),
    attributes,
    history: structuredClone(user.history),
  };
}

/** The account without any password, for a page that others may see. */
export function withoutPasswords(account: Account): Account {
  return {
    ...account,
    password: '',
    attributes: account.attributes.map((row) => (row.attribute.endsWith('-Password') ? { ...row, value: '' } : row)),
    history: account.history.map((change) => ({ ...change, passwords: [] })),
  };
}

function groupName({ store }: Context, id: string): string {
  return String(store.plain('groups').find(id)?.fields['groupname'] ?? '');
}
