import { startTenant, type Tenant } from './ironwifi-tenant';

/** What can go wrong on the way, and what of a call is applied all the same. */
let tenant: Tenant;
beforeEach(async () => {
  tenant = await startTenant();
});
afterEach(() => tenant.close());

const usernames = () => tenant.ironwifi.accounts().map(({ username }) => username);

async function scan(pageSize: number): Promise<string[]> {
  const seen: string[] = [];
  for (let page = 1, count = 1; page <= count; page++) {
    const { body } = await tenant.get(`/users?page=${page}&page_size=${pageSize}`);
    count = body.page_count;
    seen.push(...body._embedded.users.map(({ username }: { username: string }) => username));
  }
  return seen;
}

describe('down', () => {
  test('refuse: the connection is cut and nothing is applied', async () => {
    tenant.ironwifi.faults.down = 'refuse';
    await expect(tenant.post('/users', { username: 'ada' })).rejects.toThrow();
    expect(usernames()).toEqual([]);
    expect(tenant.ironwifi.writes()).toMatchObject([{ method: 'POST', path: '/api/users', status: 0 }]);
  });

  test('hang: no answer ever comes', async () => {
    tenant.ironwifi.faults.down = 'hang';
    const headers = { Authorization: `Bearer ${tenant.ironwifi.options.apiKey}` };
    const signal = AbortSignal.timeout(50);
    await expect(fetch(`${tenant.url}/users`, { headers, signal })).rejects.toThrow(/timeout/);
  });

  test('502-html: a gateway answers in HTML', async () => {
    tenant.ironwifi.faults.down = '502-html';
    const reply = await tenant.get('/users');
    expect(reply.status).toBe(502);
    expect(reply.headers.get('content-type')).toContain('text/html');
    expect(reply.text).toContain('<h1>502 Bad Gateway</h1>');
  });

  test.each(['500', '503'] as const)('%s: the service itself says so, and applies nothing', async (down) => {
    tenant.ironwifi.faults.down = down;
    const reply = await tenant.post('/users', { username: 'ada' });
    expect(reply.status).toBe(Number(down));
    expect(reply.headers.get('retry-after')).toBeNull();
    expect(usernames()).toEqual([]);
  });
});

test('retryAfter: throttled and 503 answers ask for this wait', async () => {
  Object.assign(tenant.ironwifi.faults, { down: '503', retryAfter: '300' });
  expect((await tenant.get('/users')).headers.get('retry-after')).toBe('300');
  Object.assign(tenant.ironwifi.faults, { down: 'off', throttle: true, retryAfter: '1893456000' });
  expect((await tenant.get('/users')).headers.get('retry-after')).toBe('1893456000');
});

test('wrongRegion: lists are empty with 200, no id is known, and the account tells another region', async () => {
  const { id } = tenant.ironwifi.addForeign({ username: 'ada' });
  tenant.ironwifi.faults.wrongRegion = true;
  expect(await tenant.get('/users')).toMatchObject({ status: 200, body: { total_items: 0 } });
  expect((await tenant.get(`/users/${id}`)).status).toBe(404);
  expect((await tenant.get('/account')).body.region).toBe('europe-west2');
  tenant.ironwifi.faults.wrongRegion = false;
  expect((await tenant.get('/users')).body.total_items).toBe(1);
});

test('loseReplies: the next N writes are applied and their callers never know', async () => {
  tenant.ironwifi.faults.loseReplies = 1;
  expect((await tenant.get('/users')).status).toBe(200);
  await expect(tenant.post('/users', { username: 'ada' })).rejects.toThrow();
  expect(usernames()).toEqual(['ada']);
  expect((await tenant.post('/users', { username: 'bob' })).status).toBe(201);
});

test('loseReplies: a refused write is not one of them', async () => {
  tenant.ironwifi.addForeign({ username: 'ada' });
  tenant.ironwifi.faults.loseReplies = 1;
  expect((await tenant.post('/users', { username: 'ada' })).status).toBe(422);
  expect(tenant.ironwifi.faults.loseReplies).toBe(1);
});

test('resetMidBody: the next N replies break off', async () => {
  tenant.ironwifi.faults.resetMidBody = 1;
  await expect(tenant.get('/users')).rejects.toThrow();
  expect((await tenant.get('/users')).status).toBe(200);
});

describe('deleteFails', () => {
  test('500-but-deleted: the account is gone all the same', async () => {
    const { id } = tenant.ironwifi.addForeign({ username: 'ada' });
    tenant.ironwifi.faults.deleteFails = '500-but-deleted';
    expect((await tenant.remove(`/users/${id}`)).status).toBe(500);
    expect((await tenant.get(`/users/${id}`)).status).toBe(404);
  });

  test('500-not-deleted: the account is still there', async () => {
    const { id } = tenant.ironwifi.addForeign({ username: 'ada' });
    tenant.ironwifi.faults.deleteFails = '500-not-deleted';
    expect((await tenant.remove(`/users/${id}`)).status).toBe(500);
    expect((await tenant.get(`/users/${id}`)).status).toBe(200);
  });
});

describe('a list that moves while it is read', () => {
  beforeEach(() => {
    for (const username of ['a', 'b', 'c', 'd']) tenant.ironwifi.addForeign({ username });
  });

  test('pageDrift: a row is seen twice', async () => {
    tenant.ironwifi.faults.pageDrift = true;
    expect((await scan(2)).filter((username) => username === 'b')).toHaveLength(2);
  });

  test('pageGap: a row is not seen at all', async () => {
    tenant.ironwifi.faults.pageGap = true;
    expect(await scan(2)).not.toContain('b');
    expect(usernames()).toEqual(['a', 'b', 'c', 'd']);
  });
});

test('unauthorized: every key is answered with 401', async () => {
  tenant.ironwifi.faults.unauthorized = true;
  expect((await tenant.get('/users')).status).toBe(401);
});

test('throttle: every call is answered with 429 and Retry-After', async () => {
  tenant.ironwifi.faults.throttle = true;
  const reply = await tenant.post('/users', { username: 'ada' });
  expect(reply.status).toBe(429);
  expect(reply.headers.get('retry-after')).toBe('1');
  expect(usernames()).toEqual([]);
});

describe('slow', () => {
  test('slowMs: every call waits', async () => {
    tenant.ironwifi.faults.slowMs = 60;
    const started = performance.now();
    await tenant.get('/account');
    expect(performance.now() - started).toBeGreaterThan(50);
  });

  test('slowWritesMs: a write is applied at the end of its wait, whether its caller is there or not', async () => {
    tenant.ironwifi.faults.slowWritesMs = 150;
    const applied = new Promise<void>((resolve) => tenant.ironwifi.onChange(resolve));
    const request = fetch(`${tenant.url}/users`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${tenant.ironwifi.options.apiKey}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ username: 'ada' }),
      signal: AbortSignal.timeout(50),
    });
    await expect(request).rejects.toThrow(/timeout/);
    expect(usernames()).toEqual([]);
    await applied;
    expect(usernames()).toEqual(['ada']);
  });
});
