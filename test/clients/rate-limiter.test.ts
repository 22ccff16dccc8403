import type { Call } from '../../clients/call';
import { ExternalError } from '../../clients/external-error';
import { RateLimiter, type RateLimiterOptions } from '../../clients/http/rate-limiter';
import { FakeClock } from './support/fake-clock';

const minute = 60_000;
let clock: FakeClock;
let left: { priority: Call['priority']; at: number }[];
let refused: ExternalError[];
let limiter: RateLimiter;

function start(options: Partial<RateLimiterOptions> = {}): void {
  clock = new FakeClock();
  left = [];
  refused = [];
  limiter = new RateLimiter({ system: 'nexudus', ratePerMinute: 120, clock, ...options });
}

function ask(priority: Call['priority'], times = 1, options: { patient?: boolean; signal?: AbortSignal } = {}): void {
  for (let n = 0; n < times; n++) {
    void limiter.turn(priority, options).then(
      () => left.push({ priority, at: clock.now() }),
      (error: unknown) => error instanceof ExternalError && refused.push(error),
    );
  }
}

const count = (priority: Call['priority']) => left.filter((turn) => turn.priority === priority).length;

describe('the token bucket', () => {
  test('lets a small burst go, then as many as the rate, and never more than the rate in any minute', async () => {
    start();
    ask('bulk', 1_000);
    await clock.pass(5 * minute);
    const most = Math.max(
      ...left.map(({ at }) => left.filter((turn) => turn.at >= at && turn.at < at + minute).length),
    );
    expect(most).toBeLessThanOrEqual(120);
    expect(left.length).toBeGreaterThan(5 * 110);
  });

  test('serves interactive calls before bulk calls that wait longer', async () => {
    start();
    ask('bulk', 100);
    await clock.pass(minute / 2);
    const before = count('bulk');
    ask('interactive', 3);
    await clock.pass(0);
    expect(count('interactive')).toBeGreaterThanOrEqual(2);
    expect(count('bulk')).toBe(before);
    await clock.pass(2_000);
    expect(count('interactive')).toBe(3);
  });

  test('sends an interactive call away that would wait longer than two seconds, and says how long', async () => {
    start();
    ask('interactive', 8);
    await clock.pass(0);
    expect(count('interactive')).toBe(8);
    ask('interactive', 20);
    await clock.pass(0);
    expect(refused.length).toBeGreaterThan(10);
    expect(refused[0]).toMatchObject({ code: 'throttled', options: { retryable: true } });
    expect(refused[0]?.options.retryAfterMs).toBeGreaterThan(2_000);
    const waiting = limiter.waiting.interactive;
    await clock.pass(2_000);
    expect(count('interactive')).toBe(8 + waiting);
  });

  test('keeps the turns of interactive calls that were sent away until they come again', async () => {
    start();
    ask('bulk', 100);
    await clock.pass(minute / 2);
    ask('interactive', 12);
    await clock.pass(0);
    const away = refused.length;
    const comeAgainMs = Math.max(...refused.map(({ options }) => options.retryAfterMs ?? 0));
    expect(away).toBeGreaterThan(3);
    const before = count('bulk');
    await clock.pass(comeAgainMs);
    expect(count('bulk')).toBe(before);
    ask('interactive', away);
    await clock.pass(minute / 2);
    expect(count('bulk')).toBeGreaterThan(before + 10);
  });

  test('lets bulk calls go on once in a while, however many interactive ones are sent away', async () => {
    start();
    ask('bulk', 100);
    await clock.pass(minute / 2);
    const before = count('bulk');
    for (let n = 0; n < 120; n++) {
      ask('interactive', 5);
      await clock.pass(minute / 60);
    }
    expect(count('bulk')).toBeGreaterThan(before + 3);
  });

  test('sends a bulk call away that will not wait, also when others overtake it', async () => {
    start();
    ask('bulk', 20);
    ask('bulk', 1, { patient: false });
    await clock.pass(0);
    expect(refused).toHaveLength(1);
    await clock.pass(minute);
    ask('bulk', 6);
    ask('bulk', 1, { patient: false });
    for (let n = 0; n < 4; n++) {
      ask('interactive', 2);
      await clock.pass(600);
    }
    expect(refused).toHaveLength(2);
    expect(limiter.waiting.bulk).toBe(0);
  });

  test('lets a call wait that is patient', async () => {
    start();
    ask('interactive', 30, { patient: true });
    await clock.pass(minute);
    expect(refused).toEqual([]);
    expect(count('interactive')).toBe(30);
  });

  test('keeps calls apart where the server wants it so, unless the rate is higher than that', async () => {
    start({ spacingMs: 100 });
    ask('interactive', 5);
    await clock.pass(1_000);
    expect(left.map(({ at }) => at)).toEqual([0, 100, 200, 300, 400]);
    start({ spacingMs: 100, ratePerMinute: Infinity });
    ask('interactive', 500);
    await clock.pass(0);
    expect(count('interactive')).toBe(500);
  });

  test('serves a rate of one a minute', async () => {
    start({ ratePerMinute: 1 });
    ask('bulk', 3);
    await clock.pass(10 * minute);
    expect(count('bulk')).toBe(3);
  });
});

describe('when the server throttles', () => {
  test.each([120, Infinity])('everybody waits until it is over (rate %s)', async (ratePerMinute) => {
    start({ ratePerMinute });
    ask('bulk', 20);
    limiter.stop(30_000);
    ask('interactive');
    await clock.pass(29_999);
    expect(refused).toHaveLength(1);
    expect(refused[0]?.options.retryAfterMs).toBeGreaterThanOrEqual(30_000);
    const during = left.filter(({ at }) => at > 0).length;
    expect(during).toBe(0);
    await clock.pass(minute);
    expect(count('bulk')).toBe(20);
  });

  test.each([86_400_000, 2 ** 31, 1e15])(
    'for however long (%d ms), urgent calls probe after half a minute',
    async (ms) => {
      start();
      limiter.stop(ms);
      ask('interactive');
      ask('bulk');
      await clock.pass(0);
      expect(refused.map(({ options }) => options.retryAfterMs)).toEqual([30_000]);
      await clock.pass(30_000);
      ask('interactive');
      await clock.pass(0);
      expect(left).toEqual([{ priority: 'interactive', at: 30_000 }]);
      await clock.pass(5 * minute - 30_000 - 1);
      expect(count('bulk')).toBe(0);
      await clock.pass(1);
      expect(count('bulk')).toBe(1);
    },
  );

  test('a bulk call that has made way for long enough still does not hold up the probe', async () => {
    start();
    ask('bulk', 20);
    await clock.pass(2_000);
    limiter.stop(86_400_000);
    await clock.pass(40_000);
    const before = left.length;
    ask('interactive');
    await clock.pass(0);
    expect(left.slice(before)).toEqual([{ priority: 'interactive', at: 42_000 }]);
  });

  test('those who have been waiting for little are sent away as well', async () => {
    start();
    ask('interactive', 10);
    await clock.pass(0);
    expect(limiter.waiting.interactive).toBe(2);
    limiter.stop(10_000);
    await clock.pass(0);
    expect(refused).toHaveLength(2);
    expect(limiter.waiting.interactive).toBe(0);
  });
});

test('who gives up leaves the queue', async () => {
  start();
  ask('bulk', 10);
  const stop = new AbortController();
  const turn = limiter.turn('bulk', { signal: stop.signal });
  stop.abort(new Error('enough'));
  await expect(turn).rejects.toThrow('enough');
  await expect(limiter.turn('bulk', { signal: stop.signal })).rejects.toThrow('enough');
  await clock.pass(minute);
  expect(count('bulk')).toBe(10);
  expect(limiter.waiting.bulk).toBe(0);
});
