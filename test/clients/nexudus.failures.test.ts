import { countingCall, type Call } from '../../clients/call';
import { createNexudus } from '../../clients/nexudus';
import { memberId } from '../../domain/replayed/ids';
import { listOf, startScriptedSource, startSource, type Source } from './support/source';

const now = (): Call => ({ priority: 'usual' });
const day = 24 * 3_600_000;

let source: Source;
let clock: number;
beforeEach(async () => {
  clock = Date.parse('2026-11-03T12:00:00Z');
  source = await startSource({ now: () => clock }, { now: () => clock, timeoutMs: 300 });
});
afterEach(() => source.close());

describe('a firewall that answers in the stead of Nexudus', () => {
  test.each([
    ['202', /202 without a body: a firewall in front of Nexudus answers in its stead/],
    ['403', /403 with a page of HTML: a firewall in front of Nexudus answers in its stead/],
    ['redirect', /redirected with 302/],
  ] as const)('with %s is told as that, at the log-in, in a list and for one member', async (firewall, message) => {
    const shielded = {
      code: 'shielded',
      message: expect.stringMatching(message) as string,
      options: { retryable: true },
    };
    const id = memberId(source.space.play.join({ fullName: 'Ada', email: null, plan: 'Hot Desk' }));
    source.space.faults.firewall = firewall;
    await expect(source.client.probe(now())).rejects.toMatchObject(shielded);
    source.space.faults.firewall = 'off';
    await source.client.probe(now());
    const { lastReadAt } = source.client.stats();
    clock += 60_000;
    source.space.faults.firewall = firewall;
    const listed = source.client.allCoworkers({ priority: 'background' })[Symbol.asyncIterator]();
    await expect(listed.next()).rejects.toMatchObject(shielded);
    await expect(source.client.coworker(id, now())).rejects.toMatchObject(shielded);
    await expect(source.client.presence(id, now())).rejects.toMatchObject(shielded);
    expect(source.client.stats().lastReadAt).toBe(lastReadAt);
  });
});

describe('the log-in', () => {
  test('is one for many calls at once, and is counted by nobody', async () => {
    const call = countingCall('usual');
    await Promise.all([source.client.tariffs(call), source.client.tariffs(call), source.client.businesses(call)]);
    expect(source.space.logins).toHaveLength(1);
    expect(call.calls).toBe(2);
    expect(source.client.stats().calls).toBe(2);
  });

  test('is renewed before it expires, with no call refused', async () => {
    await source.client.tariffs(now());
    for (let week = 0; week < 4; week++) {
      clock += 7 * day - 2_000;
      await source.client.tariffs(now());
    }
    expect(source.space.logins.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(source.space.calls.every(({ status }) => status === 200)).toBe(true);
  });

  test('falls back on the password when the refresh token is too old', async () => {
    await source.client.tariffs(now());
    clock += 16 * day;
    await source.client.tariffs(now());
    expect(source.space.logins.map(({ status }) => status)).toEqual([200, 400, 200]);
  });

  test('is done once more after a 401, and then believed', async () => {
    let logIns = 0;
    let clockNow = 0;
    const script = (url: URL) => {
      if (url.pathname !== '/api/token') return { status: logIns === 2 ? 200 : 401, body: listOf([], url) };
      return { body: { access_token: `t${++logIns}`, token_type: 'bearer', expires_in: 604_799 } };
    };
    const auth = { kind: 'bearer' as const, username: 'u', password: () => 'p' };
    const scripted = await startScriptedSource(script, { auth, now: () => clockNow });
    await expect(scripted.client.tariffs(now())).rejects.toMatchObject({ code: 'unauthorized' });
    expect(logIns).toBe(1);
    clockNow += day;
    const call = countingCall('usual');
    expect(await scripted.client.tariffs(call)).toEqual([]);
    expect([logIns, call.calls]).toEqual([2, 2]);
    await scripted.close();
  });

  test('that is refused is unauthorized', async () => {
    const auth = { kind: 'bearer' as const, username: 'nobody@space.example', password: () => 'hunter2' };
    const other = createNexudus({ apiUrl: source.apiUrl, auth, ratePerMinute: Infinity });
    await expect(other.tariffs(now())).rejects.toMatchObject({ code: 'unauthorized', options: { retryable: false } });
    await other.close();
  });

  describe('that is refused is not tried again by every call', () => {
    let refusal: { status: number; headers?: Record<string, string>; body?: object };
    let logIns: number;
    let password: string;
    let scripted: Awaited<ReturnType<typeof startScriptedSource>>;
    const codeOf = (read: Promise<unknown>) =>
      read.then(
        () => 'ok',
        (error: { code: string }) => error.code,
      );
    const read = () => codeOf(scripted.client.contracts(memberId('1'), now()));
    const reads = async (count: number) => {
      const codes = new Set<string>();
      for (let i = 0; i < count; i++) codes.add(await read());
      return [...codes];
    };

    beforeEach(async () => {
      refusal = { status: 400, body: { error: 'invalid_grant' } };
      logIns = 0;
      password = 'old';
      const script = (url: URL) => {
        if (url.pathname !== '/api/token') return { body: listOf([], url) };
        logIns++;
        return password === 'new' ? { body: { access_token: 't', expires_in: 600, refresh_token: 'r' } } : refusal;
      };
      const auth = { kind: 'bearer' as const, username: 'u', password: () => password };
      scripted = await startScriptedSource(script, { auth, now: () => clock });
    });
    afterEach(() => scripted.close());

    test.each([
      [400, 'unauthorized'],
      [401, 'unauthorized'],
      [403, 'forbidden'],
    ])('a %i: first for 30 s, twice as long each time, five minutes at most', async (status, code) => {
      refusal = { status };
      expect(await reads(50)).toEqual([code]);
      expect(logIns).toBe(1);
      const pauses = [30, 60, 120, 240, 300, 300];
      for (const [index, seconds] of pauses.entries()) {
        clock += seconds * 1000 - 1;
        await reads(3);
        expect(logIns).toBe(1 + index);
        clock += 1;
        await reads(3);
        expect(logIns).toBe(2 + index);
      }
    });

    test('until the configuration gives another password', async () => {
      await reads(5);
      password = 'other';
      await reads(5);
      expect(logIns).toBe(2);
      password = 'new';
      expect(await reads(5)).toEqual(['ok']);
      expect(logIns).toBe(3);
    });

    test('nor when it throttles, for as long as an urgent call waits', async () => {
      refusal = { status: 429, headers: { 'retry-after': '86400' } };
      await expect(scripted.client.tariffs(now())).rejects.toMatchObject({
        code: 'throttled',
        options: { retryable: true, retryAfterMs: 30_000 },
      });
      expect(await reads(50)).toEqual(['throttled']);
      expect(logIns).toBe(1);
      clock += 30_000;
      await reads(5);
      expect(logIns).toBe(2);
    });

    test('while an outage is over with the first call that gets through', async () => {
      refusal = { status: 503 };
      expect(await reads(2)).toEqual(['outage']);
      password = 'new';
      expect(await read()).toBe('ok');
    });
  });

  test('by user name and password is none', async () => {
    const { username, password } = source.space.options;
    const auth = { kind: 'basic' as const, username, password: () => password };
    const basic = createNexudus({ apiUrl: source.apiUrl, auth, ratePerMinute: Infinity });
    expect(await basic.tariffs(now())).not.toEqual([]);
    expect(source.space.logins).toHaveLength(0);
    await basic.close();
  });
});

describe('a service that refuses', () => {
  test.each([
    [409 as const, 1_000],
    [429 as const, 1_500],
  ])('with %s is obeyed', async (throttleStatus, retryAfterMs) => {
    source.space.options.throttleStatus = throttleStatus;
    source.space.faults.throttle = true;
    await expect(source.client.tariffs(now())).rejects.toMatchObject({
      code: 'throttled',
      options: { retryable: true, retryAfterMs },
    });
    expect(source.client.stats()).toMatchObject({ calls: 1, throttled: 1 });
  });

  test.each([
    ['down', { down: '500' as const }, 'outage'],
    ['away', { down: 'refuse' as const }, 'timeout'],
    ['silent', { down: 'hang' as const }, 'timeout'],
    ['unhappy in a 200', { wasSuccessfulFalse: true }, 'rejected'],
    ['not for this role', { deniedRoles: ['CoworkerContract-List'] }, 'unauthorized'],
  ])('because it is %s', async (_what, faults, code) => {
    await source.client.tariffs(now());
    Object.assign(source.space.faults, faults);
    await expect(source.client.contracts(memberId('1'), now())).rejects.toMatchObject({ code });
  });

  test('once with "Ooops!" is an outage, and then is not', async () => {
    source.space.faults.ooopsNext = 1;
    await expect(source.client.contracts(memberId('1'), now())).rejects.toMatchObject({ code: 'outage' });
    expect(await source.client.contracts(memberId('1'), now())).toEqual([]);
  });

  test.each([
    ['a page of HTML', { body: '<html>Sign in to the WiFi</html>' }, 'outage'],
    ['half a body', { body: '{"Records":[' }, 'outage'],
    ['another shape', { body: { Rows: [] } }, 'malformed'],
    ['a row without an id', { body: { Records: [{}], TotalItems: 1 } }, 'malformed'],
    ['a redirect', { status: 302, headers: { location: 'https://elsewhere.example/' } }, 'shielded'],
    ['"Ooops!" with 400', { status: 400, body: { Message: 'Ooops! There was a problem' } }, 'outage'],
    ['a conflict that is none of the clock', { status: 409, body: { Message: 'busy' } }, 'rejected'],
    ['a gateway in trouble', { status: 502, body: '<html/>' }, 'outage'],
    ['nothing at that path', { status: 404, body: '"Not found"' }, 'notFound'],
  ])('with %s', async (_what, answer, code) => {
    const scripted = await startScriptedSource(() => answer);
    await expect(scripted.client.contracts(memberId('1'), now())).rejects.toMatchObject({ code });
    await scripted.close();
  });

  test('an outage in HTML is no dead id', async () => {
    const scripted = await startScriptedSource(() => ({ status: 500, body: '<html>500</html>' }));
    await expect(scripted.client.coworker(memberId('1'), now())).rejects.toMatchObject({ code: 'outage' });
    await scripted.close();
  });
});

test('a reading in the background that is throttled waits and goes on', async () => {
  let refused = 0;
  const scripted = await startScriptedSource((url) =>
    refused++ < 2 ? { status: 429, body: 'Wait 0.01 seconds' } : { body: listOf([], url) },
  );
  const pages = scripted.client.allTeams({ priority: 'background' });
  for await (const page of pages) expect(page).toEqual([]);
  expect(scripted.client.stats()).toMatchObject({ calls: 3, throttled: 2 });
  await scripted.close();
});
