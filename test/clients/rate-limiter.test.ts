import { FIRST, type Call } from '../../clients/call';
import { ExternalError } from '../../clients/external-error';
import { RateLimiter, type RateLimiterOptions, sustainedPerMinute } from '../../clients/http/rate-limiter';
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

function ask(
  priority: Call['priority'],
  times = 1,
  options: { patient?: boolean; since?: number; signal?: AbortSignal } = {},
): void {
  for (let n = 0; n < times; n++) {
    void limiter.turn(priority, options).then(
      () => left.push({ priority, at: clock.now() }),
      (error: unknown) => error instanceof ExternalError && refused.push(error),
    );
  }
}

const count = (priority: Call['priority']) => left.filter((turn) => turn.priority === priority).length;

describe('the token bucket', () => {
  test('lets calls go at once that come as fast as it sustains', async () => {
    const options = { ratePerMinute: 75, burst: 2 };
    start(options);
    ask('background', 20);
    await clock.pass(minute / 2);
    const before = left.length;
    for (let call = 0; call < 120; call++) {
      ask('urgent');
      await clock.pass(minute / sustainedPerMinute(options));
    }
    expect(left.length - before).toBe(120);
    expect(limiter.waiting.urgent).toBe(0);
    const inAMinute = (from: number): number => left.filter(({ at }) => at >= from && at < from + minute).length;
    expect(Math.max(...left.map(({ at }) => inAMinute(at)))).toBeLessThanOrEqual(75);
  });

  test('lets a small burst go, then as many as the rate, and never more than the rate in any minute', async () => {
    start();
    ask('background', 1_000);
    await clock.pass(5 * minute);
    const most = Math.max(
      ...left.map(({ at }) => left.filter((turn) => turn.at >= at && turn.at < at + minute).length),
    );
    expect(most).toBeLessThanOrEqual(120);
    expect(left.length).toBeGreaterThan(5 * 110);
  });

  test('serves urgent calls before background calls that wait longer', async () => {
    start();
    ask('background', 100);
    await clock.pass(minute / 2);
    const before = count('background');
    ask('urgent', 3);
    await clock.pass(0);
    expect(count('urgent')).toBeGreaterThanOrEqual(2);
    expect(count('background')).toBe(before);
    await clock.pass(2_000);
    expect(count('urgent')).toBe(3);
  });

  test('sends an urgent call away that would wait longer than two seconds, and says how long', async () => {
    start();
    ask('urgent', 8);
    await clock.pass(0);
    expect(count('urgent')).toBe(8);
    ask('urgent', 20);
    await clock.pass(0);
    expect(refused.length).toBeGreaterThan(10);
    expect(refused[0]).toMatchObject({ code: 'throttled', options: { retryable: true } });
    expect(refused[0]?.options.retryAfterMs).toBeGreaterThan(2_000);
    const waiting = limiter.waiting.urgent;
    await clock.pass(2_000);
    expect(count('urgent')).toBe(8 + waiting);
  });

  test('keeps the turns of urgent calls that were sent away until they come again', async () => {
    start();
    ask('background', 100);
    await clock.pass(minute / 2);
    ask('urgent', 12);
    await clock.pass(0);
    const away = refused.length;
    const comeAgainMs = Math.max(...refused.map(({ options }) => options.retryAfterMs ?? 0));
    expect(away).toBeGreaterThan(3);
    const before = count('background');
    await clock.pass(comeAgainMs);
    expect(count('background')).toBe(before);
    ask('urgent', away);
    await clock.pass(minute / 2);
    expect(count('background')).toBeGreaterThan(before + 10);
  });

  test('lets background calls go on once in a while, however many urgent ones are sent away', async () => {
    start();
    ask('background', 100);
    await clock.pass(minute / 2);
    const before = count('background');
    for (let n = 0; n < 120; n++) {
      ask('urgent', 5);
      await clock.pass(minute / 60);
    }
    expect(count('background')).toBeGreaterThan(before + 3);
  });

  test('sends a background call away that will not wait, also when others overtake it', async () => {
    start();
    ask('background', 20);
    ask('background', 1, { patient: false });
    await clock.pass(0);
    expect(refused).toHaveLength(1);
    await clock.pass(minute);
    ask('background', 6);
    ask('background', 1, { patient: false });
    for (let n = 0; n < 4; n++) {
      ask('urgent', 2);
      await clock.pass(600);
    }
    expect(refused).toHaveLength(2);
    await clock.pass(minute);
    expect(count('background')).toBe(26);
  });

  test('lets a call wait that is patient', async () => {
    start();
    ask('urgent', 30, { patient: true });
    await clock.pass(minute);
    expect(refused).toEqual([]);
    expect(count('urgent')).toBe(30);
  });

  test('keeps calls apart where the server wants it so, unless the rate is higher than that', async () => {
    start({ spacingMs: 100 });
    ask('urgent', 5);
    await clock.pass(1_000);
    expect(left.map(({ at }) => at)).toEqual([0, 100, 200, 300, 400]);
    start({ spacingMs: 100, ratePerMinute: Infinity });
    ask('urgent', 500);
    await clock.pass(0);
    expect(count('urgent')).toBe(500);
  });

  test('serves a rate of one a minute', async () => {
    start({ ratePerMinute: 1 });
    ask('background', 3);
    await clock.pass(10 * minute);
    expect(count('background')).toBe(3);
  });
});

describe('when the server throttles', () => {
  test.each([120, Infinity])('everybody waits until it is over (rate %s)', async (ratePerMinute) => {
    start({ ratePerMinute });
    ask('background', 20);
    limiter.stop(30_000);
    ask('urgent');
    await clock.pass(29_999);
    expect(refused).toHaveLength(1);
    expect(refused[0]?.options.retryAfterMs).toBeGreaterThanOrEqual(30_000);
    const during = left.filter(({ at }) => at > 0).length;
    expect(during).toBe(0);
    await clock.pass(minute);
    expect(count('background')).toBe(20);
  });

  test.each([86_400_000, 2 ** 31, 1e15])(
    'for however long (%d ms), urgent calls probe after half a minute',
    async (ms) => {
      start();
      limiter.stop(ms);
      ask('urgent');
      ask('background');
      await clock.pass(0);
      expect(refused.map(({ options }) => options.retryAfterMs)).toEqual([30_000]);
      await clock.pass(30_000);
      ask('urgent');
      await clock.pass(0);
      expect(left).toEqual([{ priority: 'urgent', at: 30_000 }]);
      await clock.pass(5 * minute - 30_000 - 1);
      expect(count('background')).toBe(0);
      await clock.pass(1);
      expect(count('background')).toBe(1);
    },
  );

  test('a background call that has made way for long enough still does not hold up the probe', async () => {
    start();
    ask('background', 20);
    await clock.pass(2_000);
    limiter.stop(86_400_000);
    await clock.pass(40_000);
    const before = left.length;
    ask('urgent');
    await clock.pass(0);
    expect(left.slice(before)).toEqual([{ priority: 'urgent', at: 42_000 }]);
  });

  test('those who have been waiting for little are sent away as well', async () => {
    start();
    ask('urgent', 10);
    await clock.pass(0);
    expect(limiter.waiting.urgent).toBe(2);
    limiter.stop(10_000);
    await clock.pass(0);
    expect(refused).toHaveLength(2);
    expect(limiter.waiting.urgent).toBe(0);
  });
});

describe('three priorities', () => {
  const order = () => left.map(({ priority }) => priority);

  test('are served in their order, and nobody who is patient is sent away', async () => {
    start();
    ask('background', 200);
    ask('usual', 200, { patient: true });
    await clock.pass(minute);
    const before = left.length;
    ask('urgent', 3, { patient: true });
    await clock.pass(2_000);
    expect(order().slice(before, before + 3)).toEqual(['urgent', 'urgent', 'urgent']);
    await clock.pass(5 * minute);
    expect(refused).toEqual([]);
    expect(left).toHaveLength(403);
  });

  test('each leave tokens in the bucket for the more urgent: one at the door never waits for the next token', async () => {
    start();
    ask('background', 200);
    ask('usual', 200, { patient: true });
    await clock.pass(minute / 2);
    ask('urgent', 2);
    await clock.pass(0);
    expect(count('urgent')).toBe(2);
  });

  test('each get a small share, however many more urgent calls there are', async () => {
    start();
    ask('background', 100);
    ask('usual', 100, { patient: true });
    ask('urgent', 1_000, { patient: true });
    await clock.pass(20_000);
    const [usual, background] = [count('usual'), count('background')];
    await clock.pass(2 * minute);
    expect(count('usual') - usual).toBeGreaterThanOrEqual(5);
    expect(count('background') - background).toBeGreaterThanOrEqual(5);
    expect(count('urgent')).toBeGreaterThan(200);
  });

  test('let a call that goes first pass all others of its priority, however many wait', async () => {
    start();
    await clock.pass(1);
    ask('urgent', 100, { patient: true });
    await clock.pass(0);
    const before = left.length;
    const last = limiter.turn('urgent', { since: FIRST }).then(() => left.length);
    await clock.pass(2_000);
    expect(await last).toBe(before);
    expect(left.length).toBeGreaterThan(before);
  });

  test('keep a fair order: older work is finished before younger work begins', async () => {
    start();
    ask('usual', 8, { patient: true });
    await clock.pass(0);
    const ended: number[] = [];
    const look = async (name: number): Promise<void> => {
      const since = name;
      for (let read = 0; read < 3; read++) await limiter.turn('usual', { patient: true, since });
      ended.push(name);
    };
    const looks = [1, 2, 3, 4, 5, 6].map(look);
    await clock.pass(5_000);
    expect(ended.slice(0, 2)).toEqual([1, 2]);
    await clock.pass(minute);
    await Promise.all(looks);
    expect(ended).toEqual([1, 2, 3, 4, 5, 6]);
  });
});

describe('when the server stops everybody for long', () => {
  test('who waits is told, however patient; only the background goes on waiting', async () => {
    start();
    ask('urgent', 20, { patient: true });
    ask('background', 2);
    await clock.pass(0);
    expect(refused).toEqual([]);
    limiter.stop(30_000);
    ask('usual', 1, { patient: true });
    await clock.pass(0);
    expect(limiter.waiting).toEqual({ urgent: 0, usual: 0, background: 2 });
    expect(refused).toHaveLength(13);
    expect(refused[0]).toMatchObject({ code: 'throttled', options: { retryAfterMs: 30_000 } });
  });

  test('for a few seconds it is waited for', async () => {
    start();
    ask('urgent', 20, { patient: true });
    await clock.pass(0);
    limiter.stop(8_000);
    await clock.pass(minute);
    expect(refused).toEqual([]);
    expect(count('urgent')).toBe(20);
  });
});

test('who gives up leaves the queue', async () => {
  start();
  ask('background', 10);
  const stop = new AbortController();
  const turn = limiter.turn('background', { signal: stop.signal });
  stop.abort(new Error('enough'));
  await expect(turn).rejects.toThrow('enough');
  await expect(limiter.turn('background', { signal: stop.signal })).rejects.toThrow('enough');
  await clock.pass(minute);
  expect(count('background')).toBe(10);
  expect(limiter.waiting.background).toBe(0);
});
