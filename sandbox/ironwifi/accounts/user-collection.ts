import type { Collection } from '../resources/collection';
import { type Body, readFields, readNew } from '../resources/fields';
import { Problem, invalid } from '../resources/problem';
import { users } from '../resources/resources';
import { type Context, newId, wireId, wireTime } from '../store/context';
import type { AttributeRow, Fields, UserRow } from '../store/store';
import { remember } from './account-history';
import { readOrgUnit, renderOrgUnit } from './org-unit';
import { holderOf, readUser } from './user-names';

const noUnit = { orgUnitId: '', orgUnitAsWritten: '' };

/** The accounts, by what is known and assumed about them (ironwifi.md §2). */
export function userCollection(context: Context): Collection<UserRow> {
  const { store, switches, options } = context;

  function create(body: Body): { row: UserRow; made: boolean } {
    const fields: Fields = { ...readUser(context, readNew(users.fields, body)), creationdate: wireTime(options.now()) };
    const status = readStatus(context, body['status'], { enabled: true, idleStatus: '' });
    const unit = readOrgUnit(context, body['orgunit'], noUnit);
    const holder = holderOf(context, fields);
    if (holder && switches.duplicate === '200-existing') return { row: holder, made: false };
    if (holder) throw duplicate(context);
    const row: UserRow = { id: newId(context), fields, ...status, ...unit, history: [] };
    store.users.insert(row);
    const password = body['password'];
    if (typeof password === 'string' && password !== '') setPassword(context, row, password);
    remember(context, row, 'created');
    context.changed();
    return { row, made: true };
  }

  function update(row: UserRow, body: Body): void {
    const fields = { ...row.fields, ...readUser(context, readFields(users.fields, body)) };
    const status = readStatus(context, body['status'], row);
    const unit = readOrgUnit(context, body['orgunit'], row);
    const holder = holderOf(context, fields);
    if (holder && holder !== row) throw duplicate(context);
    patchPassword(context, row, body['password']);
    store.users.update(row, { fields, ...status, ...unit });
    remember(context, row, `changed ${Object.keys(body).join(', ')}`);
    context.changed();
  }

  function remove(row: UserRow): void {
    store.users.remove(row);
    remember(context, row, 'deleted', false);
    for (const attribute of store.attributes.where(row.id)) store.attributes.remove(attribute);
    for (const membership of store.memberships.where(row.id)) store.memberships.remove(membership);
    store.departed.insert(row);
    context.changed();
  }

  return { all: () => store.users.all(), find: (id) => store.users.find(id), create, update, remove, render };

  function render(row: UserRow): object {
    const { username, firstname, lastname, fullname, ...rest } = row.fields;
    return {
      id: wireId(context, row.id),
      username,
      firstname,
      lastname,
      fullname: fullname || [firstname, lastname].filter(Boolean).join(' '),
      ...rest,
      orgunit: renderOrgUnit(context, row),
      status: renderStatus(context, row),
      owner_id: options.companyId,
    };
  }
}

function duplicate({ switches }: Context): Problem {
  if (switches.duplicate === '409') return new Problem(409, 'A user with this username already exists.');
  return invalid('username', 'recordFound', 'A record matching the input was found');
}

function patchPassword(context: Context, row: UserRow, password: unknown): void {
  const { patchPassword: reading } = context.switches;
  if (typeof password !== 'string' || reading === 'ignored') return;
  if (reading === '422') throw invalid('password', 'notAllowed', 'The password can only be set when a user is created');
  setPassword(context, row, password);
}

function setPassword(context: Context, row: UserRow, value: string): void {
  const rows = context.store.attributes.where(row.id);
  for (const old of rows.filter((each) => each.attribute === 'Cleartext-Password'))
    context.store.attributes.remove(old);
  addAttribute(context, { userid: row.id, attribute: 'Cleartext-Password', operator: ':=', value, table: 'radcheck' });
}

export function addAttribute(context: Context, wanted: Omit<AttributeRow, 'id'>): AttributeRow {
  const { store, switches } = context;
  const alike = store.attributes
    .where(wanted.userid)
    .filter((row) => row.table === wanted.table && row.attribute === wanted.attribute);
  if (switches.attributeDuplicate === 'replace') alike.forEach((row) => store.attributes.remove(row));
  const row = { id: newId(context), ...wanted };
  store.attributes.insert(row);
  return row;
}

type Status = Pick<UserRow, 'enabled' | 'idleStatus'>;

/** What writing `status` does to an account in the state `now`. */
function readStatus({ switches }: Context, word: unknown, now: Status): Status {
  const [on, off] = switches.statusVocabulary.split('/');
  // The vendor's own provider sends an empty status to leave it alone (ironwifi.md §2.5).
  if (word === undefined || word === null || word === '') {
    return { enabled: now.enabled, idleStatus: now.idleStatus };
  }
  if (word === on) return { enabled: true, idleStatus: '' };
  if (word === off) return { enabled: false, idleStatus: '' };
  if (switches.statusUnknown === 'accept' && typeof word === 'string')
    return { enabled: now.enabled, idleStatus: word };
  throw invalid('status', 'notInArray', 'The input was not found in the haystack');
}

function renderStatus({ switches }: Context, { enabled, idleStatus }: Status): string {
  const [on = '', off = ''] = switches.statusVocabulary.split('/');
  return idleStatus || (enabled ? on : off);
}
