import { startTenant, type Tenant } from './ironwifi-tenant';

/** The default profile, line by line (ironwifi.md §11.1). */
let tenant: Tenant;
beforeEach(async () => {
  tenant = await startTenant();
});
afterEach(() => tenant.close());

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function fill(count: number): void {
  for (let index = 0; index < count; index++) tenant.ironwifi.addForeign({ username: `person-${index}` });
}

describe('who may call', () => {
  test('without a bearer key a caller is forbidden, whatever else it brings', async () => {
    const reply = await tenant.call('GET', '/users', { authorization: null });
    expect(reply.status).toBe(403);
    expect(reply.body).toMatchObject({ title: 'Forbidden', detail: 'Forbidden', status: 403 });
    expect((await tenant.call('GET', '/users', { authorization: 'Basic c2FuZGJveDo=' })).status).toBe(403);
  });

  test('an unknown key is unauthorized', async () => {
    const reply = await tenant.call('GET', '/users', { authorization: 'Bearer wrong' });
    expect(reply.status).toBe(401);
    expect(reply.headers.get('content-type')).toBe('application/problem+json');
  });

  test('a read-only key reads and does not write', async () => {
    const authorization = `Bearer ${tenant.ironwifi.options.readOnlyKey}`;
    expect((await tenant.call('GET', '/users', { authorization })).status).toBe(200);
    expect((await tenant.call('POST', '/users', { authorization, body: { username: 'a' } })).status).toBe(403);
    expect(tenant.ironwifi.accounts()).toEqual([]);
  });

  test('the OAuth password grant gives a token, and its refresh token gives another', async () => {
    const client = { client_id: 'testclient', client_secret: 'testpass' };
    const grant = (body: object) =>
      tenant.call('POST', '/oauth', { authorization: null, body: { ...client, ...body } });
    const first = await grant({ grant_type: 'password', username: 'sandbox', password: 'sandbox' });
    expect(first.body).toMatchObject({ token_type: 'Bearer', expires_in: 3600 });
    const second = await grant({ grant_type: 'refresh_token', refresh_token: first.body.refresh_token });
    const authorization = `Bearer ${second.body.access_token}`;
    expect((await tenant.call('GET', '/users', { authorization })).status).toBe(200);
    const wrong = await grant({ grant_type: 'password', username: 'sandbox', password: 'wrong' });
    expect(wrong).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  });
});

describe('where it answers', () => {
  test('with and without the tenant in the path', async () => {
    fill(1);
    const { companyId } = tenant.ironwifi.options;
    expect((await tenant.get('/users')).body.total_items).toBe(1);
    const within = await tenant.get(`/${companyId}/users`);
    expect(within.body.total_items).toBe(1);
    expect(within.body._links.first.href).toBe(`${tenant.url}/${companyId}/users`);
  });

  test('a foreign tenant is forbidden; an unknown path is not found', async () => {
    expect((await tenant.get('/somebody-12345678/users')).status).toBe(403);
    for (const path of ['/sessions', '/radacct', '/users/1/authentications']) {
      expect((await tenant.get(path)).status).toBe(404);
    }
  });

  test('the account tells its tenant and region', async () => {
    const { body } = await tenant.get('/account');
    expect(body).toEqual({
      company_id: 'sandbox-0a1b2c3d',
      company: 'Sandbox Coworking',
      region: 'us-east1',
      plan: 'enterprise',
    });
  });
});

describe('lists', () => {
  test('come 25 at a time in a HAL envelope with absolute links', async () => {
    fill(61);
    const { body, headers } = await tenant.get('/users?page=2');
    expect(headers.get('content-type')).toBe('application/hal+json');
    expect(body).toMatchObject({ page: 2, page_count: 3, page_size: 25, total_items: 61 });
    expect(body._embedded.users).toHaveLength(25);
    expect(body._links.next.href).toBe(`${tenant.url}/users?page=3`);
    expect(body._links.prev.href).toBe(`${tenant.url}/users?page=1`);
  });

  test('take up to 100 a page and lose the page size in their links', async () => {
    fill(3);
    const { body } = await tenant.get('/users?page_size=2');
    expect(body).toMatchObject({ page_size: 2, page_count: 2 });
    expect(body._links.next.href).not.toContain('page_size');
    expect((await tenant.get('/users?page_size=100')).status).toBe(200);
    expect((await tenant.get('/users?page_size=101')).status).toBe(416);
  });

  test('refuse a page past the end, and page 0', async () => {
    fill(1);
    const reply = await tenant.get('/users?page=2');
    expect(reply).toMatchObject({ status: 409, body: { detail: 'Invalid page provided' } });
    expect((await tenant.get('/users?page=0')).status).toBe(409);
  });

  test('keep their envelope when empty', async () => {
    const { body } = await tenant.get('/users?page=4');
    expect(body).toMatchObject({ page: 0, page_count: 0, total_items: 0, _embedded: { users: [] } });
  });

  test('ignore a filter nobody knows and show everybody', async () => {
    fill(3);
    expect((await tenant.get('/users?username=person-1&search=person-1')).body.total_items).toBe(3);
  });
});

describe('users', () => {
  test('are made with 201, a Location and a UUID, and never show a password', async () => {
    const { status, body, headers, text } = await tenant.post('/users', { username: 'ada', password: 'open-sesame' });
    expect(status).toBe(201);
    expect(body.id).toMatch(uuid);
    expect(headers.get('location')).toBe(`${tenant.url}/users/${body.id}`);
    expect(body).toMatchObject({ username: 'ada', status: 'enabled', user_type: 'e', authsource: 'local', notes: '' });
    expect(body.creationdate).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
    expect(text + (await tenant.get('/users')).text).not.toContain('open-sesame');
    expect(tenant.ironwifi.accounts()[0]?.password).toBe('open-sesame');
  });

  test('need a user name that is free, whatever its case', async () => {
    const nameless = await tenant.post('/users', { email: 'a@example.com' });
    expect(nameless).toMatchObject({
      status: 422,
      body: { validation_messages: { username: { isEmpty: expect.any(String) } } },
    });
    await tenant.post('/users', { username: 'ada@example.com' });
    const taken = await tenant.post('/users', { username: 'Ada@Example.com' });
    expect(taken.body.validation_messages.username).toBeDefined();
    expect(tenant.ironwifi.accounts()).toHaveLength(1);
  });

  test('are patched in part', async () => {
    const { body: user } = await tenant.post('/users', { username: 'ada', firstname: 'Ada', notes: 'ours' });
    const { status, body } = await tenant.patch(`/users/${user.id}`, { lastname: 'Lovelace' });
    expect(status).toBe(200);
    expect(body).toMatchObject({ firstname: 'Ada', lastname: 'Lovelace', fullname: 'Ada Lovelace', notes: 'ours' });
  });

  test('go with 204 and are not found after', async () => {
    const { body: user } = await tenant.post('/users', { username: 'ada', password: 'x' });
    expect(await tenant.remove(`/users/${user.id}`)).toMatchObject({ status: 204, text: '' });
    expect((await tenant.get(`/users/${user.id}`)).body.detail).toBe('Entity not found.');
    expect((await tenant.remove(`/users/${user.id}`)).status).toBe(404);
    expect((await tenant.get(`/attributes?table=radcheck&userid=${user.id}`)).text).toBe('');
    expect((await tenant.post('/users', { username: 'ada' })).status).toBe(201);
  });

  test('are not updated by PUT', async () => {
    const { body: user } = await tenant.post('/users', { username: 'ada' });
    const reply = await tenant.call('PUT', `/users/${user.id}`, { body: { notes: 'x' } });
    expect(reply.status).toBe(405);
    expect(reply.headers.get('allow')).toBe('GET, PATCH, DELETE');
  });

  test('belong to an org unit, given by name or id', async () => {
    const id = tenant.ironwifi.addOrgUnit('basic-wifi');
    const { body: user } = await tenant.post('/users', { username: 'ada', orgunit: 'basic-wifi' });
    expect(user.orgunit).toBe('basic-wifi');
    expect((await tenant.patch(`/users/${user.id}`, { orgunit: id })).body.orgunit).toBe(id);
    expect(tenant.ironwifi.accounts()[0]?.orgunit).toBe('basic-wifi');
    const unknown = await tenant.patch(`/users/${user.id}`, { orgunit: 'nowhere' });
    expect(unknown.body.validation_messages.orgunit).toBeDefined();
    await tenant.patch(`/users/${user.id}`, { orgunit: '' });
    expect(tenant.ironwifi.accounts()[0]?.orgunit).toBe('');
  });

  test('a body that is no JSON object is refused', async () => {
    const headers = { Authorization: `Bearer ${tenant.ironwifi.options.apiKey}` };
    const send = (body: string, type: string) =>
      fetch(`${tenant.url}/users`, { method: 'POST', headers: { ...headers, 'Content-Type': type }, body });
    expect((await send('{"username":', 'application/json')).status).toBe(400);
    expect((await send('["ada"]', 'application/json')).status).toBe(400);
    expect((await send('username=ada', 'text/plain')).status).toBe(415);
  });
});

describe('attributes', () => {
  test('are added, listed by table and removed', async () => {
    const { body: user } = await tenant.post('/users', { username: 'ada' });
    const attribute = {
      userid: user.id,
      attribute: 'Session-Timeout',
      operator: ':=',
      value: '14400',
      table: 'radreply',
    };
    const { status, body } = await tenant.post('/attributes', attribute);
    expect(status).toBe(201);
    const list = await tenant.get(`/attributes?table=radreply&userid=${user.id}`);
    expect(list.body._embedded.attributes).toEqual([{ ...attribute, id: body.id }]);
    expect((await tenant.remove(`/attributes/${body.id}`)).status).toBe(404);
    expect((await tenant.remove(`/attributes/${body.id}?table=radreply`)).status).toBe(204);
  });

  test('answer an empty body when nothing matches or the table is missing', async () => {
    const { body: user } = await tenant.post('/users', { username: 'ada', password: 'x' });
    expect(await tenant.get(`/attributes?table=radreply&userid=${user.id}`)).toMatchObject({ status: 200, text: '' });
    expect(await tenant.get(`/attributes?userid=${user.id}`)).toMatchObject({ status: 200, text: '' });
  });

  test('hold the password given at creation, and keep it to themselves', async () => {
    const { body: user } = await tenant.post('/users', { username: 'ada', password: 'open-sesame' });
    const { body, text } = await tenant.get(`/attributes?table=radcheck&userid=${user.id}`);
    expect(body._embedded.attributes).toMatchObject([{ attribute: 'Cleartext-Password', value: '' }]);
    expect(text).not.toContain('open-sesame');
  });

  test('need a user, a table, a name and a value', async () => {
    const { body: user } = await tenant.post('/users', { username: 'ada' });
    const whole = { userid: user.id, attribute: 'Idle-Timeout', value: '60', table: 'radreply' };
    for (const change of [{ userid: 'x' }, { table: 'radgroupcheck' }, { attribute: '' }, { value: undefined }]) {
      const reply = await tenant.post('/attributes', { ...whole, ...change });
      expect(Object.keys(reply.body.validation_messages)).toEqual(Object.keys(change));
    }
  });
});

describe('the rest of the tenant', () => {
  test('groups have a groupname and a priority', async () => {
    const { body } = await tenant.post('/groups', { groupname: 'basic-wifi' });
    expect(body).toMatchObject({ groupname: 'basic-wifi', priority: 0 });
    expect(
      (await tenant.patch(`/groups/${body.id}`, { priority: 'high' })).body.validation_messages.priority,
    ).toBeDefined();
    expect((await tenant.post('/groups', { name: 'basic-wifi' })).status).toBe(422);
    expect((await tenant.post(`/groups/${body.id}/users`, { userid: '1' })).status).toBe(404);
  });

  test.each([
    ['policies', 'conditional_access_policies', { name: 'x' }, { priority: 100, enabled: 1 }],
    ['networks', 'networks', { nasname: 'x', coa: true }, { auth_port: 1812, unknown_users: 'reject', coa: 1 }],
    ['orgunits', 'orgunits', { name: 'x' }, { parent_id: '' }],
    ['certificates', 'certificates', { user_id: 'x' }, { validity: 365, distribution: 'email' }],
    ['profiles', 'profiles', { name: 'x' }, {}],
    ['connectors', 'connectors', { name: 'x' }, { status: 'enabled' }],
    ['captive-portals', 'captive_portals', { name: 'x' }, { cloud_cdn: 0 }],
    ['authentication-providers', 'authentication_providers', { name: 'x' }, { status: 'enabled' }],
    ['devices', 'devices', { username: 'AA-BB-CC-00-11-22' }, { username: 'aa-bb-cc-00-11-22' }],
    ['guests', 'users', { username: 'x' }, { user_type: 'e' }],
  ])('%s are made, read, changed and removed, and listed as %s', async (path, embedded, body, expected) => {
    const made = await tenant.post(`/${path}`, body);
    expect(made).toMatchObject({ status: 201, body: expected });
    const one = `/${path}/${made.body.id}`;
    expect((await tenant.get(`/${path}`)).body._embedded[embedded]).toHaveLength(1);
    expect((await tenant.patch(one, body)).status).toBe(200);
    expect((await tenant.get(one)).body).toMatchObject(expected);
    expect((await tenant.remove(one)).status).toBe(204);
    expect((await tenant.get(one)).status).toBe(404);
  });

  test("a connector's secrets are taken and never given", async () => {
    const { text } = await tenant.post('/connectors', { name: 'x', client_secret: 'hush', dbpassword: 'hush' });
    expect(text).not.toContain('hush');
    expect(text).not.toContain('client_secret');
  });

  test('vouchers are a batch and answer with a summary', async () => {
    const { status, body } = await tenant.post('/vouchers', { template_name: 'x', voucher_quantity: 10 });
    expect(status).toBe(201);
    expect(body.id).toBeUndefined();
  });

  test('nodes and the like are lists only', async () => {
    expect((await tenant.get('/nodes')).body.total_items).toBe(0);
    expect((await tenant.post('/nodes', {})).status).toBe(405);
    expect((await tenant.get('/nodes/1')).status).toBe(404);
  });
});
