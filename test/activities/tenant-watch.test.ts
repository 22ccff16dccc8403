import { TenantWatch } from '../../activities/runtime/tenant-watch';
import type { Call } from '../../clients/call';
import { ExternalError } from '../../clients/external-error';

const ours = { companyId: 'c1', region: 'us-east1' };
const minute = 60_000;
const refusal = (code: ExternalError['code']) => new ExternalError('ironwifi', code, code, { retryable: true });

let answer: () => Promise<typeof ours>;
let asked: Call['priority'][];
let clock: number;
let watch: TenantWatch;

beforeEach(() => {
  [asked, clock] = [[], 0];
  answer = () => Promise.resolve(ours);
  const tenant = async ({ priority, onCall }: Call) => {
    asked.push(priority);
    await Promise.resolve();
    onCall?.();
    return answer();
  };
  watch = new TenantWatch({ tenant }, () => clock);
});

describe('before a new account', () => {
  test('it is asked once, for all who make one', async () => {
    await Promise.all([watch.confirm(), watch.confirm()]);
    await watch.confirm();
    expect(asked).toEqual(['urgent']);
  });

  test('it need not be asked again after a sync, for five minutes', async () => {
    await watch.check({ priority: 'background' });
    clock = 5 * minute - 1;
    await watch.confirm();
    expect(asked).toEqual(['background']);
    clock += 1;
    await watch.confirm();
    expect(asked).toEqual(['background', 'urgent']);
  });

  test('it is asked again once another one was seen, and after a failure', async () => {
    await watch.confirm();
    answer = () => Promise.reject(refusal('wrongTenant'));
    await expect(watch.check({ priority: 'background' })).rejects.toMatchObject({ code: 'wrongTenant' });
    answer = () => Promise.reject(refusal('throttled'));
    await expect(watch.confirm()).rejects.toMatchObject({ code: 'throttled' });
    answer = () => Promise.resolve(ours);
    await watch.confirm();
    expect(asked).toHaveLength(4);
  });

  test.each(['timeout', 'outage', 'malformed'] as const)('%s leaves nothing in doubt', async (code) => {
    answer = () => Promise.reject(refusal(code));
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
    answer = () => Promise.reject(refusal('wrongTenant'));
    await expect(watch.orGone(notFound)).rejects.toMatchObject({ code: 'wrongTenant' });
    await expect(watch.confirm()).rejects.toMatchObject({ code: 'wrongTenant' });
  });

  test('is the only reason to ask', async () => {
    expect(await watch.orGone(() => Promise.resolve('done'))).toBe('done');
    await expect(watch.orGone(() => Promise.reject(refusal('outage')))).rejects.toMatchObject({ code: 'outage' });
    expect(asked).toEqual([]);
  });
});
