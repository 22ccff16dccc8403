import { startTenant, type Tenant } from './ironwifi-tenant';

/** The published limits of a key (ironwifi.md §1.5). */
let tenant: Tenant;
let now = 0;
beforeEach(async () => {
  now = Date.UTC(2026, 10, 3, 9);
  tenant = await startTenant({ ratePerMinute: 100, now: () => now });
});
afterEach(() => tenant.close());

const call = async (times: number): Promise<number[]> => {
  const statuses: number[] = [];
  for (let index = 0; index < times; index++) statuses.push((await tenant.get('/account')).status);
  return statuses;
};

test('20 calls in a second pass, the 21st waits a second', async () => {
  expect(await call(20)).toEqual(Array(20).fill(200));
  const refused = await tenant.get('/account');
  expect(refused.status).toBe(429);
  expect(refused.headers.get('retry-after')).toBe('1');
  now += 1000;
  expect(await call(1)).toEqual([200]);
});

test('100 calls in any 60 seconds pass; Retry-After tells when the oldest no longer counts', async () => {
  for (let second = 0; second < 5; second++, now += 1000) await call(20);
  const refused = await tenant.get('/account');
  expect(refused.status).toBe(429);
  expect(refused.headers.get('retry-after')).toBe('55');
  expect(refused.headers.get('x-ratelimit-remaining')).toBe('0');
  now += 55_000;
  expect(await call(20)).toEqual(Array(20).fill(200));
});

test('a limit that is changed holds from the next call on', async () => {
  tenant.ironwifi.options.ratePerMinute = 2;
  expect(await call(3)).toEqual([200, 200, 429]);
  tenant.ironwifi.options.ratePerMinute = Infinity;
  expect(await call(30)).toEqual(Array(30).fill(200));
});

test('each reply counts down, and each key has a count of its own', async () => {
  await call(3);
  const { headers } = await tenant.get('/account');
  expect(headers.get('x-ratelimit-limit')).toBe('100');
  expect(headers.get('x-ratelimit-remaining')).toBe('96');
  expect(headers.get('x-ratelimit-reset')).toBe(String(now / 1000 + 60));
  const other = await tenant.call('GET', '/account', {
    authorization: `Bearer ${tenant.ironwifi.options.readOnlyKey}`,
  });
  expect(other.headers.get('x-ratelimit-remaining')).toBe('99');
});

test('10 calls at once pass, the 11th is refused', async () => {
  tenant.ironwifi.faults.slowMs = 100;
  const replies = await Promise.all(Array.from({ length: 11 }, () => tenant.get('/account')));
  expect(replies.map(({ status }) => status).sort()).toEqual([...Array<number>(10).fill(200), 429]);
});

test('rateHeaders off: the limits hold without a word', async () => {
  tenant.ironwifi.switches.rateHeaders = 'off';
  await call(20);
  const refused = await tenant.get('/account');
  expect(refused.status).toBe(429);
  expect(refused.headers.has('x-ratelimit-limit')).toBe(false);
});
