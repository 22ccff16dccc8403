import { TenantWatch } from '../../activities/tenant-watch';
import type { Call } from '../../clients/call';
import { OutsideError } from '../../clients/outside-error';

type Tenant = Awaited<ReturnType<TenantWatch['check']>>;

const ours: Tenant = { companyId: 'c1', region: 'us-east1' };
const call: Call = { lane: 'bulk' };
const refusal = (code: OutsideError['code']) => new OutsideError('ironwifi', code, code, { retryable: true });

let answer: () => Promise<Tenant>;
let asked: Call['lane'][];
let watch: TenantWatch;

function known(tenant: Tenant | null): void {
  const directory = { tenant: ({ lane }: Call) => (asked.push(lane), answer()) };
  watch = new TenantWatch(directory, () => Promise.resolve(tenant));
}

beforeEach(() => {
  asked = [];
  answer = () => Promise.resolve(ours);
  known(ours);
});

describe('the tenant that answers', () => {
  test.each<[string, Tenant | null, Tenant]>([
    ['the one that answered the first good sync', ours, ours],
    ['the first one ever', null, ours],
    ['one that does not name its region', ours, { ...ours, region: null }],
    ['one whose region was not known', { ...ours, region: null }, ours],
  ])('is right if it is %s', async (_, before, now) => {
    known(before);
    answer = () => Promise.resolve(now);
    expect(await watch.check(call)).toEqual(now);
  });

  test.each<[string, Tenant]>([
    ['company', { ...ours, companyId: 'c2' }],
    ['region', { ...ours, region: 'eu-west1' }],
  ])('is wrong if its %s is another; the message names both', async (_, now) => {
    answer = () => Promise.resolve(now);
    const error = await watch.check(call).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'wrongTenant', options: { retryable: false } });
    expect(String(error)).toContain(`${now.companyId} in region ${now.region}`);
    expect(String(error)).toContain('c1 in region us-east1');
  });
});

describe('before a write', () => {
  test('it is asked once, for all who write', async () => {
    await Promise.all([watch.confirm(), watch.confirm()]);
    await watch.confirm();
    expect(asked).toEqual(['interactive']);
  });

  test('it need not be asked again after a sync', async () => {
    await watch.check(call);
    await watch.confirm();
    expect(asked).toEqual(['bulk']);
  });

  test('it is asked again once another one was seen, and after a failure', async () => {
    answer = () => Promise.resolve({ ...ours, companyId: 'c2' });
    await expect(watch.confirm()).rejects.toMatchObject({ code: 'wrongTenant' });
    answer = () => Promise.reject(refusal('throttled'));
    await expect(watch.confirm()).rejects.toMatchObject({ code: 'throttled' });
    answer = () => Promise.resolve(ours);
    await watch.confirm();
    expect(asked).toHaveLength(3);
  });

  test('an answer that does not come leaves nothing in doubt', async () => {
    answer = () => Promise.reject(refusal('timeout'));
    await expect(watch.confirm()).rejects.toMatchObject({ code: 'unreachable', options: { retryable: true } });
  });
});

describe('an account that is not found', () => {
  const notFound = () => Promise.reject(refusal('notFound'));

  test('is gone where the tenant is right', async () => {
    await expect(watch.orGone(notFound)).rejects.toMatchObject({ code: 'notFound' });
  });

  test('is not gone where another one answers, whatever was confirmed before', async () => {
    await watch.confirm();
    answer = () => Promise.resolve({ ...ours, region: 'eu-west1' });
    await expect(watch.orGone(notFound)).rejects.toMatchObject({ code: 'wrongTenant' });
    await expect(watch.confirm()).rejects.toMatchObject({ code: 'wrongTenant' });
  });

  test('is the only reason to ask', async () => {
    expect(await watch.orGone(() => Promise.resolve('done'))).toBe('done');
    await expect(watch.orGone(() => Promise.reject(refusal('outage')))).rejects.toMatchObject({ code: 'outage' });
    expect(asked).toEqual([]);
  });
});
