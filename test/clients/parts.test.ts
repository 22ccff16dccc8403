import { Cached, CachedMap, InTurn, SharedRead } from '../../clients/cached';
import { whileWanted } from '../../clients/call';
import { parseJson, retryAfterMs } from '../../clients/http/replies';

describe('Retry-After', () => {
  const now = Date.parse('2026-11-03T12:00:00Z');
  const read = (header: string | null, text = '') => retryAfterMs({ header: () => header, text }, now);

  test.each([
    ['seconds', read('45'), 45_000],
    ['a date', read('Tue, 03 Nov 2026 12:00:30 GMT'), 30_000],
    ['a date that is over', read('Tue, 03 Nov 2026 11:00:30 GMT'), 0],
    ['an instant in seconds since the epoch', read(String(now / 1000 + 20)), 20_000],
    ['an instant in milliseconds since the epoch', read(String(now + 5_000)), 5_000],
    ['the body’s words', read(null, 'Too many requests. Wait 1.5 seconds.'), 1_500],
    ['the header before the body', read('2', 'Wait 9 seconds'), 2_000],
    ['nothing', read(null, 'Too many requests'), null],
    ['nonsense', read('soon'), null],
  ])('as %s', (_what, actual, expected) => expect(actual).toBe(expected));
});

describe('JSON', () => {
  test('keeps every digit of an id, and touches nothing else', () => {
    const text =
      '{"a":9007199254740993,"b":[12345678901234567890,1],"c":"12345678901234567890","d":1.12345678901234567,"e":-2}';
    expect(parseJson(text)).toEqual({
      a: '9007199254740993',
      b: ['12345678901234567890', 1],
      c: '12345678901234567890',
      d: 1.12345678901234567,
      e: -2,
    });
    expect(parseJson('{"q":"a \\" 1234567890123456789","n":1234567890123456789}')).toEqual({
      q: 'a " 1234567890123456789',
      n: '1234567890123456789',
    });
    expect(() => parseJson('{"a":')).toThrow(SyntaxError);
  });

  test('of megabytes is no trouble', () => {
    const rows = Array.from({ length: 20_000 }, (_, n) => ({ Id: n, Text: 'x"\\'.repeat(20), Big: 'y' }));
    const text = `[{"Id":1234567890123456789},${JSON.stringify(rows).slice(1)}`;
    expect((parseJson(text) as unknown[]).length).toBe(20_001);
  });
});

describe('work in turn', () => {
  test('of one key is done one after the other, also after a failure; that of another does not wait', async () => {
    const inTurn = new InTurn<string>();
    const done: string[] = [];
    const ends: (() => void)[] = [];
    const work = (name: string) => () =>
      new Promise<string>((resolve) => {
        done.push(name);
        ends.push(() => resolve(name));
      });
    const failing = inTurn.run('a', () => Promise.reject(new Error('failed')));
    const [first, second, other] = [
      inTurn.run('a', work('first')),
      inTurn.run('a', work('second')),
      inTurn.run('b', work('other')),
    ];
    await expect(failing).rejects.toThrow('failed');
    expect(done.sort()).toEqual(['first', 'other']);
    for (const end of ends.splice(0)) end();
    expect(await Promise.all([first, other])).toEqual(['first', 'other']);
    await Promise.resolve();
    expect(done).toContain('second');
    for (const end of ends) end();
    expect(await second).toBe('second');
  });
});

describe('a shared read', () => {
  test('begins anew for who comes after it was sent, once the first is over', async () => {
    const shared = new SharedRead<number>();
    const ends: (() => void)[] = [];
    const sends: (() => void)[] = [];
    let begun = 0;
    const join = () =>
      shared.join((onSent) => {
        const number = ++begun;
        sends.push(onSent);
        return new Promise((resolve) => ends.push(() => resolve(number)));
      });
    const [first, same] = [join(), join()];
    await Promise.resolve();
    sends[0]?.();
    const [second, third] = [join(), join()];
    await Promise.resolve();
    expect(begun).toBe(1);
    ends[0]?.();
    expect(await Promise.all([first, same])).toEqual([1, 1]);
    while (ends.length < 2) await Promise.resolve();
    ends[1]?.();
    expect(await Promise.all([second, third])).toEqual([2, 2]);
  });

  test('that fails, fails for those who waited, and not for the next', async () => {
    const shared = new SharedRead<number>();
    const failing = [1, 2].map(() => shared.join(() => Promise.reject(new Error('no'))));
    for (const each of failing) await expect(each).rejects.toThrow('no');
    expect(await shared.join(() => Promise.resolve(7))).toBe(7);
  });
});

test('a cached value is read again when it is old or cleared', async () => {
  let now = 0;
  let reads = 0;
  const cached = new Cached<number>({ maxAgeMs: 100, now: () => now });
  const get = () => cached.get(() => Promise.resolve(++reads));
  expect([await get(), await get()]).toEqual([1, 1]);
  now = 100;
  expect(await get()).toBe(2);
  cached.clear();
  expect(await get()).toBe(3);
});

test('a cached value outlives a failed read, and a read that began before `clear` is not taken', async () => {
  let now = 0;
  const cached = new Cached<number>({ maxAgeMs: 100, now: () => now });
  expect([cached.fresh(), cached.last()]).toEqual([undefined, undefined]);
  cached.keep(1);
  now = 100;
  await expect(cached.get(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect([cached.fresh(), cached.last()]).toEqual([undefined, 1]);
  let end: (value: number) => void = () => undefined;
  const early = cached.get(() => new Promise((resolve) => (end = resolve)));
  cached.clear();
  const late = cached.get(() => Promise.resolve(3));
  end(2);
  expect(await Promise.all([early, late])).toEqual([2, 3]);
  expect(cached.fresh()).toBe(3);
});

test('who is more urgent than the read under way begins another; all others share it', async () => {
  const cached = new Cached<string>({ maxAgeMs: 100, now: () => 0 });
  const endings: ((value: string) => void)[] = [];
  const read = () => new Promise<string>((resolve) => endings.push(resolve));
  const [slow, alsoSlow] = [cached.get(read, { priority: 'background' }), cached.get(read, { priority: 'background' })];
  const urgent = cached.get(read, { priority: 'urgent' });
  const joins = cached.get(read, { priority: 'background' });
  expect(endings).toHaveLength(2);
  endings[1]?.('quick');
  expect(await Promise.all([urgent, joins])).toEqual(['quick', 'quick']);
  endings[0]?.('late');
  expect(await Promise.all([slow, alsoSlow])).toEqual(['late', 'late']);
  expect(cached.last()).toBe('quick');
});

test('a map of cached values keeps them apart', async () => {
  const map = new CachedMap<string, number>({ maxAgeMs: 100, now: () => 0 });
  map.of('one').keep(1);
  expect(await map.of('two').get(() => Promise.resolve(2))).toBe(2);
  expect([map.of('one').fresh(), map.of('two').fresh()]).toEqual([1, 2]);
});

test('a caller stops waiting when he wants to', async () => {
  const stop = new AbortController();
  const waiting = whileWanted(new Promise<never>(() => undefined), stop.signal);
  stop.abort(new Error('enough'));
  await expect(waiting).rejects.toThrow('enough');
  expect(await whileWanted(Promise.resolve(1), new AbortController().signal)).toBe(1);
});
