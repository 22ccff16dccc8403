import { startTenant, type Tenant } from './ironwifi-tenant';

/** What a device at the access point would be told. */
let tenant: Tenant;
let now = 0;
const minute = 60_000;
beforeEach(async () => {
  now = Date.UTC(2026, 10, 3, 9);
  tenant = await startTenant({ now: () => now });
});
afterEach(() => tenant.close());

const lets = (password: string, at?: number) => tenant.ironwifi.mayLogIn('ada', password, at);

async function makeAda(body: object = {}): Promise<string> {
  return String((await tenant.post('/users', { username: 'ada', password: 'right', ...body })).body.id);
}

test('an enabled account with the right password is let in, whatever the case of its name', async () => {
  expect(lets('right')).toBe(false);
  await makeAda();
  expect(lets('right')).toBe(true);
  expect(lets('wrong')).toBe(false);
  expect(tenant.ironwifi.mayLogIn('ADA', 'right')).toBe(true);
});

test('an account made disabled is never let in', async () => {
  await makeAda({ status: 'disabled' });
  expect(lets('right')).toBe(false);
});

test('an account without a password row is never let in', async () => {
  const id = await makeAda();
  const [password] = (await tenant.get(`/attributes?table=radcheck&userid=${id}`)).body._embedded.attributes;
  await tenant.remove(`/attributes/${password?.id}?table=radcheck`);
  expect(lets('right') || lets('')).toBe(false);
});

test('Auth-Type := Reject shuts an account whatever its password', async () => {
  const userid = await makeAda();
  await tenant.post('/attributes', { userid, attribute: 'Auth-Type', value: 'Reject', table: 'radcheck' });
  expect(lets('right')).toBe(false);
});

test('past instants are answered as they were, also for an account that is gone', async () => {
  const start = now;
  const id = await makeAda();
  now += minute;
  await tenant.patch(`/users/${id}`, { status: 'disabled' });
  now += minute;
  await tenant.patch(`/users/${id}`, { status: 'enabled' });
  now += minute;
  await tenant.remove(`/users/${id}`);
  const instants = [start - 1, start, start + minute - 1, start + minute, start + 2 * minute, start + 3 * minute];
  expect(instants.map((at) => lets('right', at))).toEqual([false, true, true, false, true, false]);
});

test('the history tells each change and its instant', async () => {
  const id = await makeAda();
  tenant.ironwifi.addOrgUnit('basic-wifi');
  now += minute;
  await tenant.patch(`/users/${id}`, { status: 'disabled', orgunit: 'basic-wifi' });
  expect(tenant.ironwifi.accounts()[0]?.history).toEqual([
    { at: now - minute, what: 'created', exists: true, enabled: true, orgunit: '', passwords: ['right'] },
    {
      at: now,
      what: 'changed status, orgunit',
      exists: true,
      enabled: false,
      orgunit: 'basic-wifi',
      passwords: ['right'],
    },
  ]);
});

test('a session ends with its Session-Timeout', async () => {
  const userid = await makeAda();
  await tenant.post('/attributes', { userid, attribute: 'Session-Timeout', value: '3600', table: 'radreply' });
  expect(tenant.ironwifi.logIn('ada', 'right')).toMatchObject({
    accepted: true,
    session: { endsBy: now + 60 * minute },
  });
  now += 60 * minute - 1;
  expect(tenant.ironwifi.sessions()).toHaveLength(1);
  now += 1;
  expect(tenant.ironwifi.sessions()).toEqual([]);
});

test('a refused device is told why', async () => {
  await makeAda({ status: 'disabled' });
  expect(tenant.ironwifi.logIn('bob', 'x').reason).toBe('Unknown user');
  expect(tenant.ironwifi.logIn('ada', 'right').reason).toBe('User is disabled');
});

test('log-ins show in authdate and in the reports', async () => {
  const id = await makeAda();
  tenant.ironwifi.logIn('ada', 'right', 'AA-BB-CC-00-11-22');
  tenant.ironwifi.logIn('ada', 'wrong', 'AA-BB-CC-00-11-22');
  expect((await tenant.get(`/users/${id}`)).body.authdate).toBe('2026-11-03 09:00:00');
  const { body: authentications } = await tenant.get('/reports/110?earliest=-4h&latest=now');
  expect(authentications.rows).toMatchObject([
    { result: 'Access-Accept' },
    { result: 'Access-Reject', rejectreason: 'Wrong password' },
  ]);
  const { body: task } = await tenant.get('/reports/111?format=csvfile&columns=username,callingstationid');
  const csv = await tenant.get(`/reports/tasks?format=csvfile&task_name=${task.task_name}`);
  expect(csv.text).toBe('username,callingstationid\n"ada","AA-BB-CC-00-11-22"');
  now += 5 * 60 * minute;
  expect((await tenant.get('/reports/110')).body.rows).toEqual([]);
  expect((await tenant.get('/reports/999')).status).toBe(404);
});
