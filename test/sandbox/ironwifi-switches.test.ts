import type { IronwifiSwitches } from '../../sandbox/ironwifi';
import { startTenant, type Tenant } from './ironwifi-tenant';

/** Each disputed or unknown fact, in its other reading (ironwifi.md §11.2). */
let tenant: Tenant;
afterEach(() => tenant.close());

async function given(switches: Partial<IronwifiSwitches>): Promise<void> {
  tenant = await startTenant({ switches });
}

async function makeUser(body: object = {}): Promise<string> {
  const reply = await tenant.post('/users', { username: 'ada', password: 'first', ...body });
  return String(reply.body.id);
}

const lets = (password: string): boolean => tenant.ironwifi.mayLogIn('ada', password);

test('envelope flat-array: a list is a bare array, and its end is an empty one', async () => {
  await given({ envelope: 'flat-array' });
  expect((await tenant.get('/users')).body).toEqual([]);
  await makeUser();
  expect((await tenant.get('/users?page=1')).body).toMatchObject([{ username: 'ada' }]);
  expect(await tenant.get('/users?page=2')).toMatchObject({ status: 200, body: [] });
});

test('errors flat: an error is error, message and code', async () => {
  await given({ errors: 'flat' });
  const missing = await tenant.get('/users/1');
  expect(missing.headers.get('content-type')).toContain('application/json');
  expect(missing.body).toEqual({ error: true, message: 'Entity not found.', code: 404 });
  await makeUser();
  expect((await tenant.post('/users', { username: 'ada' })).body.message).toContain('username');
});

test('paging per_page: page_size is ignored and pages are of 50', async () => {
  await given({ paging: 'per_page' });
  await makeUser();
  expect((await tenant.get('/users?page_size=10')).body.page_size).toBe(50);
  expect((await tenant.get('/users?per_page=10')).body.page_size).toBe(10);
});

test('updateVerb PATCH+PUT: PUT works too', async () => {
  await given({ updateVerb: 'PATCH+PUT' });
  const id = await makeUser();
  const reply = await tenant.call('PUT', `/users/${id}`, { body: { notes: 'put' } });
  expect(reply).toMatchObject({ status: 200, body: { notes: 'put', username: 'ada' } });
});

test('ids integer: ids are JSON numbers of seven digits', async () => {
  await given({ ids: 'integer' });
  const { body } = await tenant.post('/users', { username: 'ada', password: 'x' });
  expect(body.id).toBe(1_000_001);
  expect((await tenant.get(`/users/${body.id}`)).body.id).toBe(body.id);
  const added = await tenant.post('/attributes', {
    userid: body.id,
    attribute: 'Max-Devices',
    value: 3,
    table: 'radcheck',
  });
  expect(added.body).toMatchObject({ userid: body.id, value: '3' });
});

test.each([
  ['422', 422],
  ['409', 409],
] as const)('duplicate %s: a taken name is refused with %i', async (duplicate, status) => {
  await given({ duplicate });
  await makeUser();
  expect((await tenant.post('/users', { username: 'ADA', password: 'second' })).status).toBe(status);
  expect(lets('first') && !lets('second')).toBe(true);
});

test('duplicate 200-existing: a taken name answers with the account that has it, unchanged', async () => {
  await given({ duplicate: '200-existing' });
  const id = await makeUser({ notes: 'first' });
  const again = await tenant.post('/users', { username: 'ada', password: 'second', notes: 'second' });
  expect(again).toMatchObject({ status: 200, body: { id, notes: 'first' } });
  expect(lets('first') && !lets('second')).toBe(true);
});

describe('statusVocabulary', () => {
  test('enabled/disabled: the other words are refused and change nothing', async () => {
    await given({});
    const id = await makeUser();
    expect((await tenant.patch(`/users/${id}`, { status: 'inactive' })).body.validation_messages.status).toBeDefined();
    expect(lets('first')).toBe(true);
    expect((await tenant.patch(`/users/${id}`, { status: 'disabled' })).body.status).toBe('disabled');
    expect(lets('first')).toBe(false);
  });

  test('active/inactive: those words work', async () => {
    await given({ statusVocabulary: 'active/inactive' });
    const id = await makeUser();
    expect((await tenant.get(`/users/${id}`)).body.status).toBe('active');
    await tenant.patch(`/users/${id}`, { status: 'inactive' });
    expect(lets('first')).toBe(false);
    expect((await tenant.patch(`/users/${id}`, { status: 'enabled' })).status).toBe(422);
  });

  test('statusUnknown accept: a word of the wrong vocabulary is echoed and shuts nobody out', async () => {
    await given({ statusVocabulary: 'active/inactive', statusUnknown: 'accept' });
    const id = await makeUser();
    expect((await tenant.patch(`/users/${id}`, { status: 'disabled' })).body.status).toBe('disabled');
    expect(lets('first')).toBe(true);
    expect(tenant.ironwifi.accounts()[0]?.enabled).toBe(true);
  });

  test('an empty status says nothing', async () => {
    await given({});
    const id = await makeUser({ status: '' });
    await tenant.patch(`/users/${id}`, { status: 'disabled' });
    expect((await tenant.patch(`/users/${id}`, { status: '' })).body.status).toBe('disabled');
  });
});

describe('orgUnitBy', () => {
  test.each([
    ['name', 'basic-wifi', 'id'],
    ['id', 'id', 'basic-wifi'],
  ] as const)('%s: only that is understood and shown', async (orgUnitBy, right, wrong) => {
    await given({ orgUnitBy });
    const id = tenant.ironwifi.addOrgUnit('basic-wifi');
    const value = (word: string) => (word === 'id' ? id : word);
    const made = await tenant.post('/users', { username: 'ada', orgunit: value(right) });
    expect(made.body.orgunit).toBe(value(right));
    expect((await tenant.patch(`/users/${made.body.id}`, { orgunit: value(wrong) })).status).toBe(422);
  });

  test('orgUnitUnknown ignored: the write goes through without it', async () => {
    await given({ orgUnitUnknown: 'ignored' });
    tenant.ironwifi.addOrgUnit('basic-wifi');
    const id = await makeUser({ orgunit: 'nowhere' });
    expect(tenant.ironwifi.accounts()[0]?.orgunit).toBe('');
    await tenant.patch(`/users/${id}`, { orgunit: 'basic-wifi' });
    expect((await tenant.patch(`/users/${id}`, { orgunit: 'nowhere' })).body.orgunit).toBe('basic-wifi');
  });
});

describe('patchPassword', () => {
  test('ignored: 200, and the old password stays', async () => {
    await given({});
    const id = await makeUser();
    expect((await tenant.patch(`/users/${id}`, { password: 'second', notes: 'x' })).body.notes).toBe('x');
    expect(lets('first') && !lets('second')).toBe(true);
  });

  test('applied: the new password takes the place of the old', async () => {
    await given({ patchPassword: 'applied' });
    const id = await makeUser();
    await tenant.patch(`/users/${id}`, { password: 'second' });
    expect(!lets('first') && lets('second')).toBe(true);
  });

  test('422: refused, and nothing else of the write is applied', async () => {
    await given({ patchPassword: '422' });
    const id = await makeUser();
    expect((await tenant.patch(`/users/${id}`, { password: 'second', notes: 'x' })).status).toBe(422);
    expect(tenant.ironwifi.accounts()[0]?.notes).toBe('');
    expect(lets('first')).toBe(true);
  });
});

describe('attributeDuplicate', () => {
  const second = (userid: string) => ({ userid, attribute: 'Cleartext-Password', value: 'second', table: 'radcheck' });

  test('append: the password that was left behind opens the account, and not the new one', async () => {
    await given({});
    await tenant.post('/attributes', second(await makeUser()));
    expect(lets('first') && !lets('second')).toBe(true);
  });

  test('replace: only the last one counts', async () => {
    await given({ attributeDuplicate: 'replace' });
    await tenant.post('/attributes', second(await makeUser()));
    expect(!lets('first') && lets('second')).toBe(true);
  });
});

test('membershipEndpoint groups/{id}/users: a user joins a group', async () => {
  await given({ membershipEndpoint: 'groups/{id}/users' });
  const userid = await makeUser();
  const { body: group } = await tenant.post('/groups', { groupname: 'basic-wifi' });
  const joined = await tenant.post(`/groups/${group.id}/users`, { userid, priority: 1 });
  expect(joined).toMatchObject({ status: 201, body: { groupid: group.id, userid, priority: 1 } });
  expect(tenant.ironwifi.accounts()[0]?.groups).toEqual(['basic-wifi']);
  expect((await tenant.post('/groups/nowhere/users', { userid })).status).toBe(404);
});

test('emptyList total-only: nothing but the total', async () => {
  await given({ emptyList: 'total-only' });
  expect((await tenant.get('/users')).body).toEqual({ total_items: 0 });
});

describe('enforcement', () => {
  test.each([
    ['session-survives', 1],
    ['coa-drops', 0],
  ] as const)('%s: disabling leaves %i live sessions', async (enforcement, left) => {
    await given({ enforcement });
    const id = await makeUser();
    expect(tenant.ironwifi.logIn('ada', 'first').accepted).toBe(true);
    await tenant.patch(`/users/${id}`, { status: 'disabled' });
    expect(tenant.ironwifi.sessions()).toHaveLength(left);
  });
});

test('a switch may be turned while the tenant runs', async () => {
  await given({});
  await makeUser();
  tenant.ironwifi.switches.envelope = 'flat-array';
  expect((await tenant.get('/users')).body).toMatchObject([{ status: 'enabled' }]);
  tenant.ironwifi.switches.statusVocabulary = 'active/inactive';
  expect((await tenant.get('/users')).body).toMatchObject([{ status: 'active' }]);
});

test('usernames accents-alike: a name that differs by accents alone is taken', async () => {
  await given({ usernames: 'accents-alike' });
  await tenant.post('/users', { username: 'jose@members.example' });
  expect(await tenant.post('/users', { username: 'josé@members.example' })).toMatchObject({ status: 422 });
});

test('usernames cut-at-64: a longer name is cut, and the reply shows it', async () => {
  await given({ usernames: 'cut-at-64' });
  const { status, body } = await tenant.post('/users', { username: 'a'.repeat(80) });
  expect({ status, username: body.username }).toEqual({ status: 201, username: 'a'.repeat(64) });
});

test('names lastname-422: a last name is refused, an empty one is not', async () => {
  await given({ names: 'lastname-422' });
  expect(await tenant.post('/users', { username: 'ada', lastname: 'Byron' })).toMatchObject({ status: 422 });
  expect(await tenant.post('/users', { username: 'ada', lastname: '' })).toMatchObject({ status: 201 });
});

test('names emoji-500: the server fails over an emoji in a name', async () => {
  await given({ names: 'emoji-500' });
  expect(await tenant.post('/users', { username: 'ada', firstname: 'Ada 😀' })).toMatchObject({ status: 500 });
  expect(await tenant.post('/users', { username: 'ada', firstname: 'Ada' })).toMatchObject({ status: 201 });
});
