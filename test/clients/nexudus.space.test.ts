import { countingCall, type Call } from '../../clients/call';
import { memberId } from '../../domain/replayed/ids';
import { contractRow, listOf, startScriptedSource, startSource, type Source } from './support/source';

const noon = Date.parse('2026-11-03T12:00:00Z');
const hour = 3_600_000;
const background = (): Call => ({ priority: 'background' });

let source: Source;
let clock: number;
beforeEach(async () => {
  clock = noon;
  source = await startSource({ now: () => clock }, { now: () => clock });
});
afterEach(() => source.close());

async function all<T>(pages: AsyncIterable<T[]>): Promise<T[]> {
  const rows: T[] = [];
  for await (const page of pages) rows.push(...page);
  return rows;
}

const join = (plan?: string) =>
  memberId(source.space.play.join({ fullName: 'Ada Byron', email: 'ada@members.example', plan, hooks: false }));

describe('everything in the space', () => {
  test('is read in pages of five hundred', async () => {
    for (let n = 0; n < 1_001; n++) join('Hot Desk');
    const call = countingCall('background');
    const coworkers = await all(source.client.allCoworkers(call));
    expect(new Set(coworkers.map(({ id }) => id)).size).toBe(1_001);
    const contracts = await all(source.client.allContracts(call));
    expect(contracts).toHaveLength(1_001);
    expect(call.calls).toBe(6);
  });

  describe('behind pages that are refused deep in a list', () => {
    const populate = (members: number, apartMs: number) => {
      for (let n = 0; n < members; n++) {
        if (n % 100 === 0) clock += apartMs;
        join('Hot Desk');
      }
    };

    test('is read in narrower windows, each row once', async () => {
      populate(2_300, hour);
      source.space.faults.deepestRow = 1_000;
      const call = countingCall('background');
      const ids = (await all(source.client.allCoworkers(call))).map(({ id }) => id);
      expect([ids.length, new Set(ids).size]).toEqual([2_300, 2_300]);
      // pages of 2 + 2 + 1 windows, and a refused one behind each but the last
      expect(call.calls).toBeLessThanOrEqual(9);
    });

    test('but never in part: where windows get no further, that is told, and no refused log-in', async () => {
      populate(1_700, 0);
      source.space.faults.deepestRow = 1_000;
      await expect(all(source.client.allCoworkers(background()))).rejects.toMatchObject({
        code: 'inconsistent',
        message: 'GET /spaces/coworkers: page 3 is refused, and narrower reads get no further',
      });
    });

    test('and where a window lacks rows, that shows', async () => {
      const rows = Array.from({ length: 1_200 }, (_, n) => ({
        ...contractRow(n + 1, 7),
        CreatedOn: new Date(noon + n * 1_000).toISOString(),
      }));
      const scripted = await startScriptedSource((url) => {
        if (Number(url.searchParams.get('page')) > 2) return { status: 403 };
        const narrow = url.searchParams.has('from_CoworkerContract_CreatedOn');
        return { body: listOf(narrow ? rows.slice(1_100) : rows, url) };
      });
      await expect(all(scripted.client.allContracts(background()))).rejects.toMatchObject({ code: 'inconsistent' });
      await scripted.close();
    });

    test('a first page that is refused is a refusal', async () => {
      source.space.faults.deniedRoles = ['Coworker-List'];
      await expect(all(source.client.allCoworkers(background()))).rejects.toMatchObject({ code: 'unauthorized' });
    });
  });

  test('and may be empty', async () => {
    expect(await all(source.client.allCoworkers(background()))).toEqual([]);
    expect(await all(source.client.allTeams(background()))).toEqual([]);
  });

  test('passes: the unexpired, those whose day may outlast their expiry, and of those without an expiry the unused and the used of late', async () => {
    const id = join();
    const { play } = source.space;
    const expired = play.buyPass(id, { pass: 'Day Pass', expires: noon - hour });
    const visitor = join();
    const finishing = play.buyPass(visitor, { pass: 'Day Pass', expires: noon + hour });
    play.checkIn(visitor);
    clock += 2 * hour;
    const ahead = play.buyPass(id, { pass: 'Day Pass', expires: noon + 9 * hour });
    const endless = play.buyPass(id, { pass: '10 Hour Pass' });
    play.checkIn(id);
    const call = countingCall('background');
    const found = (await all(source.client.allPasses(clock, call))).map((pass) => pass.id);
    expect(new Set(found)).toEqual(new Set([ahead, endless, finishing]));
    expect(found).toHaveLength(3);
    expect(found).not.toContain(expired);
    expect(call.calls).toBe(3);
  });

  test('check-ins that began since', async () => {
    const [early, late] = [join('Hot Desk'), join('Hot Desk')];
    source.space.play.checkIn(early);
    clock += hour;
    source.space.play.checkIn(late);
    const checkIns = await all(source.client.allCheckIns(noon + 1, background()));
    expect(checkIns.map(({ coworkerId }) => coworkerId)).toEqual([late]);
  });

  test('teams carry their members, also as list rows', async () => {
    const [payer, member] = [join('Private Office'), join()];
    const id = source.space.play.createTeam({
      name: 'T',
      memberIds: [payer, member],
      payingMemberId: payer,
      shareTimePasses: true,
    });
    const team = { id, payingMemberId: payer, memberIds: [payer, member], sharesPasses: true };
    expect(await all(source.client.allTeams(background()))).toEqual([team]);
    expect(await source.client.team(id, background())).toEqual(team);
    expect(await source.client.team('1', background())).toBeNull();
  });
});

describe('a list that cannot be trusted', () => {
  const rows = Array.from({ length: 1_200 }, (_, n) => contractRow(n + 1, n));
  const read = async (script: (url: URL) => object) => {
    const scripted = await startScriptedSource((url) => ({ body: script(url) }));
    try {
      return await all(scripted.client.allContracts(background()));
    } finally {
      await scripted.close();
    }
  };
  const page = (url: URL) => Number(url.searchParams.get('page'));

  test('because a page is missing', async () => {
    await expect(read((url) => listOf(page(url) === 2 ? [] : rows, url, 1_200))).rejects.toMatchObject({
      code: 'inconsistent',
    });
  });

  test('because it shrinks under the reader', async () => {
    await expect(read((url) => listOf(page(url) === 1 ? rows : rows.slice(1), url))).rejects.toMatchObject({
      code: 'inconsistent',
      options: { retryable: true },
    });
  });

  test('because the server ignores the page', async () => {
    const first = new URL('http://here/?page=1&size=500');
    await expect(read(() => listOf(rows, first))).rejects.toMatchObject({ code: 'inconsistent' });
  });

  test('because fewer rows come than there are said to be', async () => {
    await expect(read((url) => listOf(rows.slice(0, 3), url, 5))).rejects.toMatchObject({ code: 'inconsistent' });
  });

  test('while rows that are added, smaller pages and a wrong HasNextPage do no harm', async () => {
    const grown = [...rows, contractRow(5_000, 1)];
    expect(await read((url) => listOf(page(url) === 1 ? rows : grown, url))).toHaveLength(1_201);
    const clamped = (url: URL) => {
      url.searchParams.set('size', '100');
      return { ...listOf(rows, url), HasNextPage: false };
    };
    expect(await read(clamped)).toHaveLength(1_200);
    expect(await read((url) => ({ ...listOf(rows, url), TotalPages: 0 }))).toHaveLength(1_200);
  });
});

describe('what changes rarely', () => {
  test('is read once for all who wait, and kept for five minutes', async () => {
    const call = countingCall('usual');
    const reads = await Promise.all([1, 2, 3].map(() => source.client.tariffs(call)));
    expect(reads[0]?.map(({ name }) => name)).toContain('Hot Desk');
    await source.client.tariffs(call);
    expect(call.calls).toBe(1);
    clock += 5 * 60_000;
    await source.client.tariffs(call);
    expect(call.calls).toBe(2);
  });

  test('is read anew for who needs the latest', async () => {
    const call = countingCall('background');
    await source.client.businesses(call);
    await source.client.businesses(call);
    expect(call.calls).toBe(1);
    await source.client.businesses(call, 0);
    expect(call.calls).toBe(2);
  });

  test('is not kept when it failed', async () => {
    source.space.faults.down = '500';
    await expect(source.client.timePasses(background())).rejects.toMatchObject({ code: 'outage' });
    source.space.faults.down = 'off';
    expect(await source.client.timePasses(background())).toMatchObject([
      { name: 'Day Pass', minutesIncluded: null },
      { name: '10 Hour Pass', minutesIncluded: 600 },
    ]);
  });

  describe('the hours of pass products', () => {
    const mornings = [1, 2].map((weekday) => ({ weekday, from: '08:00', to: '13:00' }));
    const slots = async () => (await source.client.timePasses(background())).map((product) => product.slots);

    test('come by weekday, as times of a January', async () => {
      source.space.play.setHours('Day Pass', mornings);
      const [from, to] = [Date.UTC(1976, 0, 1, 8), Date.UTC(1976, 0, 1, 13)];
      expect(await slots()).toEqual([[1, 2].map((weekday) => ({ weekday, from, to })), []]);
    });

    test('cost one call in a quarter of an hour, also where each sync reads the products anew', async () => {
      const call = countingCall('background');
      await source.client.timePasses(call);
      expect(call.calls).toBe(2);
      clock += 14 * 60_000;
      source.client.forgetPlans();
      await source.client.timePasses(call);
      expect(call.calls).toBe(3);
    });

    test('are unknown without the role for them, while the products are read', async () => {
      source.space.play.setHours('Day Pass', mornings);
      source.space.faults.deniedRoles = ['TimePassTimeSlot-List'];
      expect(await slots()).toEqual([null, null]);
    });

    test('are unknown for a product with one that cannot be read: it must not close for it', async () => {
      source.space.play.setHours('Day Pass', mornings);
      const page = (rows: object[]) => startScriptedSource((url) => ({ body: listOf(pick(url, rows), url) }));
      const pick = (url: URL, rows: object[]) =>
        url.pathname.endsWith('timepasses') ? [4001, 4002].map((Id) => ({ Id, Name: 'Pass' })) : rows;
      const good = { TimePassId: 4001, DayOfWeek: 1, FromTime: '1976-01-01T08:00:00Z', ToTime: '1976-01-01T13:00:00Z' };
      for (const odd of [{ DayOfWeek: 'Monday' }, { FromTime: '' }, { ToTime: null }]) {
        const scripted = await page([
          { Id: 1, ...good, ...odd },
          { Id: 2, ...good },
          { Id: 3, ...good, TimePassId: 4002 },
        ]);
        const products = await scripted.client.timePasses(background());
        await scripted.close();
        expect(products.map((product) => product.slots?.length ?? null)).toEqual([null, 1]);
      }
    });
  });

  test('locations, and the zone of the default one', async () => {
    expect(await source.client.businesses(background())).toMatchObject([
      { id: '1001', name: 'Main Street' },
      { name: 'Harbour' },
    ]);
    expect(await source.client.defaultTimeZone(background())).toBe('Europe/London');
  });
});
