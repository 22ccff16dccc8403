import { createIronwifi } from '../../sandbox/ironwifi';
import { startTenant, type Tenant } from './ironwifi-tenant';

/** What tests and the page see of a tenant from outside its API. */
let tenant: Tenant;
beforeEach(async () => {
  tenant = await startTenant();
});
afterEach(() => tenant.close());

test('calls are listed as they came; writes are those that change something', async () => {
  await tenant.get('/users?page=1');
  const { body } = await tenant.post('/users', { username: 'ada' });
  await tenant.remove(`/sandbox-0a1b2c3d/users/${body.id}`);
  expect(tenant.ironwifi.calls).toMatchObject([
    { method: 'GET', path: '/api/users?page=1', status: 200, at: expect.any(Number) },
    { method: 'POST', path: '/api/users', status: 201 },
    { method: 'DELETE', path: `/api/sandbox-0a1b2c3d/users/${body.id}`, status: 204 },
  ]);
  expect(tenant.ironwifi.writes().map(({ method }) => method)).toEqual(['POST', 'DELETE']);
  tenant.ironwifi.resetCalls();
  expect(tenant.ironwifi.calls).toEqual([]);
});

test('a foreign account is one that the API did not make', () => {
  const account = tenant.ironwifi.addForeign({ username: 'printer', password: 'x', notes: 'by Sam', orgunit: 'staff' });
  expect(account).toMatchObject({
    username: 'printer',
    password: 'x',
    notes: 'by Sam',
    orgunit: 'staff',
    enabled: true,
  });
  expect(tenant.ironwifi.writes()).toEqual([]);
});

test('a seeded tenant has org units and groups for the usual levels, and accounts of its own', () => {
  tenant.ironwifi.seed();
  const { plain, users } = tenant.ironwifi.snapshot();
  const levels = ['basic-wifi', 'premium-wifi', 'guest-wifi'];
  expect(plain['orgunits']?.map(({ fields }) => fields['name'])).toEqual([...levels, 'premium-wifi-priority']);
  expect(plain['groups']?.map(({ fields }) => fields['groupname'])).toEqual(levels);
  expect(users).toHaveLength(2);
});

test('a snapshot holds everything and can be restored elsewhere', async () => {
  tenant.ironwifi.seed();
  await tenant.post('/users', { username: 'ada', password: 'right', orgunit: 'basic-wifi' });
  const other = createIronwifi();
  other.restore(JSON.parse(JSON.stringify(tenant.ironwifi.snapshot())) as ReturnType<typeof other.snapshot>);
  expect(other.accounts()).toEqual(tenant.ironwifi.accounts());
  expect(other.mayLogIn('ada', 'right')).toBe(true);
  tenant.ironwifi.restore(createIronwifi().snapshot());
  expect(tenant.ironwifi.accounts()).toEqual([]);
});

test('listeners hear of every change until they stop', async () => {
  const heard = jest.fn();
  const stop = tenant.ironwifi.onChange(heard);
  await tenant.get('/users');
  expect(heard).not.toHaveBeenCalled();
  await tenant.post('/users', { username: 'ada' });
  expect(heard).toHaveBeenCalledTimes(1);
  stop();
  await tenant.post('/users', { username: 'bob' });
  expect(heard).toHaveBeenCalledTimes(1);
});

describe('the page', () => {
  test('sees accounts without their passwords, unless it asks for them', async () => {
    tenant.ironwifi.addForeign({ username: 'ada', password: 'open-sesame' });
    expect((await tenant.get('/ironwifi-play/accounts')).text).not.toContain('open-sesame');
    const { body } = await tenant.get('/ironwifi-play/accounts?passwords=1');
    expect(body.accounts).toMatchObject([{ username: 'ada', password: 'open-sesame' }]);
  });

  test('turns faults and switches, and is told their choices', async () => {
    const turned = await tenant.call('PUT', '/ironwifi-play/faults', {
      body: { faults: { down: 'hang', loseReplies: 2 } },
    });
    expect(turned.body.faults).toMatchObject({ down: 'hang', loseReplies: 2, throttle: false });
    expect(tenant.ironwifi.faults.down).toBe('hang');
    const { body } = await tenant.get('/ironwifi-play/switches');
    expect(body.choices.duplicate).toEqual(['422', '409', '200-existing']);
  });

  test.each([
    [{ faults: { nonsense: true } }, 'There is no "nonsense" here.'],
    [{ faults: { down: 'up' } }, '"down" is one of off, refuse, hang, 500, 502-html, 503.'],
    [{ faults: { loseReplies: '1' } }, '"loseReplies" takes a number.'],
    [{ faults: { slowMs: -1 } }, '"slowMs" is never below zero.'],
  ])('is refused %j', async (body, error) => {
    const reply = await tenant.call('PUT', '/ironwifi-play/faults', { body });
    expect(reply).toMatchObject({ status: 400, body: { error } });
  });

  test('tries a log-in and sees the session', async () => {
    tenant.ironwifi.addForeign({ username: 'ada', password: 'right' });
    const { body } = await tenant.call('POST', '/ironwifi-play/log-in', {
      body: { username: 'ada', password: 'right' },
    });
    expect(body.accepted).toBe(true);
    expect((await tenant.get('/ironwifi-play/sessions')).body.sessions).toMatchObject([{ username: 'ada' }]);
  });
});
