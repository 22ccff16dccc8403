import { countingCall, type Call } from '../../clients/call';
import { memberId } from '../../domain/replayed/ids';
import { contractRow, listOf, startScriptedSource, startSource, type Source } from './support/source';

const noon = Date.parse('2026-11-03T12:00:00Z');
const hour = 3_600_000;
const now = (): Call => ({ priority: 'usual' });

let source: Source;
let clock: number;
beforeEach(async () => {
  clock = noon;
  source = await startSource({ now: () => clock }, { now: () => clock });
});
afterEach(() => source.close());

const join = (plan?: string, more: object = {}) =>
  memberId(source.space.play.join({ fullName: 'Ada Byron', email: 'ada@members.example', plan, ...more }));

describe('a coworker', () => {
  test('is read with an id beyond 2^31, contracts, teams and custom fields', async () => {
    const ids = Array.from({ length: 12 }, () => join('Hot Desk', { customFields: { wifi: 'x' } }));
    const id = ids[11] ?? memberId('');
    const team = source.space.play.createTeam({ name: 'Analysts', memberIds: [id], payingMemberId: ids[0] });
    source.space.play.setUnpaid(id, true);
    expect(Number(id)).toBeGreaterThan(2 ** 31);
    expect(await source.client.coworker(id, now())).toEqual({
      id,
      email: 'ada@members.example',
      fullName: 'Ada Byron',
      active: true,
      archived: false,
      businessId: '1001',
      contractIds: [expect.stringMatching(/^\d{10}$/) as string],
      teamIds: [team],
      unpaid: true,
      customFields: { wifi: 'x' },
    });
  });

  test.each(['fay\u200b@example.test', '\u00a0fay@example.test\u00a0'])(
    'has the address that was meant, without what nobody sees: %j',
    async (email) => {
      const row = await source.client.coworker(join('Hot Desk', { email }), now());
      expect(row?.email).toBe('fay@example.test');
    },
  );

  test('without contracts has none, which is not the same as an unknown number', async () => {
    expect(await source.client.coworker(join(), now())).toMatchObject({
      contractIds: [],
      teamIds: [],
      customFields: null,
    });
  });

  test.each([404, 500] as const)(
    'that is gone is null (%s), and absent from a batch with a control',
    async (deadId) => {
      source.space.options.deadId = deadId;
      const [id, other] = [join('Hot Desk'), join('Hot Desk')];
      expect(await source.client.presence(id, now())).toBe('present');
      source.space.play.remove(id);
      expect(await source.client.coworker(id, now())).toBeNull();
      await source.client.coworker(other, now());
      expect(await source.client.presence(id, now())).toBe('absent');
    },
  );

  test('is neither here nor gone while the control row is missing too', async () => {
    const [id, other] = [join(), join()];
    await source.client.coworker(other, now());
    source.space.faults.emptyLists = true;
    expect(await source.client.presence(id, now())).toBe('unknown');
    source.space.faults.emptyLists = false;
    expect(await source.client.presence(id, now())).toBe('present');
  });

  test('alone in the space has no control', async () => {
    const id = join();
    await source.client.coworker(id, now());
    expect(await source.client.presence(id, now())).toBe('unknown');
  });

  test('that was read lately is not read again for its address', async () => {
    const id = join();
    const call = countingCall('usual');
    await source.client.coworker(id, call);
    await source.client.recentCoworker(id, call);
    expect(call.calls).toBe(1);
    clock += 31_000;
    await source.client.recentCoworker(id, call);
    expect(call.calls).toBe(2);
  });
});

describe('an e-mail address', () => {
  test.each(['contains', 'exact'] as const)(
    'is that of everybody who has it, in whatever spelling: %s',
    async (stringFilter) => {
      const { client, space, close } = await startSource({ stringFilter }, {});
      const people = ['ann@pair.test', 'Ann@Pair.test', 'joann@pair.test', null].map((email) =>
        space.play.join({ fullName: 'Ann', email }),
      );
      const call = countingCall('usual');
      const rows = await client.coworkersAt('ann@pair.test', call);
      expect(rows.map(({ id }) => id)).toEqual(people.slice(0, 2));
      expect(call.calls).toBe(1);
      await close();
    },
  );
});

describe('a pass', () => {
  test('that a plan issued names its contract, one that was bought none', async () => {
    const id = join('Virtual Office');
    const [contract] = await source.client.contracts(id, now());
    source.space.play.buyPass(id, { pass: 'Day Pass', fromContract: contract?.id });
    source.space.play.buyPass(id, { pass: 'Day Pass' });
    expect(contract?.uniqueId).toMatch(/^[0-9a-f-]{36}$/);
    const issuers = (await source.client.passes(id, now())).map(({ issuedBy }) => issuedBy);
    expect(issuers).toEqual([{ contract: contract?.uniqueId }, null]);
  });

  test.each([
    ['in other letters', { CoworkerContractUniqueId: 'AAAA-1' }, { contract: 'aaaa-1' }],
    ['as all zeros', { IsFromTariff: true, CoworkerContractUniqueId: '0000-0000' }, { contract: null }],
    ['not at all', { IsFromTariff: true }, { contract: null }],
  ])('may name it %s', async (_how, fields, issuedBy) => {
    const row = { Id: 1, CoworkerId: 7, BusinessId: 1001, TimePassId: 4001, Used: false, ...fields };
    const scripted = await startScriptedSource((url) => ({ body: listOf([row], url) }));
    const passes = await scripted.client.passes(memberId('7'), now());
    expect(passes.map((pass) => pass.issuedBy)).toEqual([issuedBy]);
    await scripted.close();
  });
});

describe('a member’s rows', () => {
  test('are one call each', async () => {
    const id = join('Hot Desk');
    join('Hot Desk');
    source.space.play.buyPass(id, { pass: 'Day Pass', expires: noon + hour });
    source.space.play.checkIn(id);
    const call = countingCall('usual');
    expect(await source.client.contracts(id, call)).toMatchObject([
      {
        coworkerId: id,
        planId: '3001',
        planName: 'Hot Desk',
        businessId: '1001',
        start: noon,
        active: true,
        pausedNow: null,
      },
    ]);
    expect(await source.client.passes(id, call)).toMatchObject([
      { coworkerId: id, productId: '4001', productName: 'Day Pass', created: noon, expires: noon + hour, used: false },
    ]);
    const checkIns = await source.client.checkIns(id, noon - hour, call);
    expect(checkIns).toMatchObject([{ coworkerId: id, businessId: '1001', since: noon, until: null }]);
    expect(call.calls).toBe(3);
    expect(source.space.logins).toHaveLength(1);
  });

  test('check-ins from before the instant asked about are left out', async () => {
    const id = join('Hot Desk');
    source.space.play.checkIn(id);
    expect(await source.client.checkIns(id, noon + 60_000, now())).toEqual([]);
  });

  test('a pause that runs is in the contract, and with those ahead in the pauses', async () => {
    const id = join('Hot Desk');
    source.space.play.pause(id, { from: noon - 2 * hour, until: noon - hour });
    source.space.play.pause(id, { from: noon - hour, until: noon + hour });
    source.space.play.pause(id, { from: noon + 5 * hour, until: noon + 6 * hour });
    const [contract] = await source.client.contracts(id, now());
    expect(contract?.pausedNow).toEqual({ from: noon - hour, until: noon + hour });
    expect(await source.client.pauses(now())).toEqual([
      { contractId: contract?.id, from: noon - hour, until: noon + hour },
      { contractId: contract?.id, from: noon + 5 * hour, until: noon + 6 * hour },
    ]);
  });

  test('pauses are one read for all who ask at once, and a new one for who asks later', async () => {
    const calls = Array.from({ length: 10 }, () => countingCall('usual'));
    await Promise.all(calls.map((call) => source.client.pauses(call)));
    expect(calls.reduce((sum, { calls: made }) => sum + made, 0)).toBe(1);
    await source.client.pauses(now());
    expect(source.space.calls).toHaveLength(2);
  });

  test('of a filter that the server ignored, only the member’s own are returned', async () => {
    const rows = Array.from({ length: 1_200 }, (_, n) => contractRow(n + 1, n % 100));
    const scripted = await startScriptedSource((url) => ({ body: listOf(rows, url) }));
    const call = countingCall('usual');
    const own = await scripted.client.contracts(memberId('7'), call);
    expect(own).toHaveLength(12);
    expect(own.every(({ coworkerId }) => coworkerId === '7')).toBe(true);
    expect(call.calls).toBe(3);
    await scripted.close();
  });

  test('ids beyond 2^53 keep every digit, and dates without a zone are UTC', async () => {
    const body = `{"Records":[{"Id":9007199254740995,"CoworkerId":9007199254740993,"TariffId":1,"IssuedById":2,
      "StartDate":"2026-03-01T09:00:00","Active":true}],"TotalItems":1}`;
    const scripted = await startScriptedSource(() => ({ body }));
    expect(await scripted.client.contracts(memberId('9007199254740993'), now())).toMatchObject([
      { id: '9007199254740995', start: Date.parse('2026-03-01T09:00:00Z'), cancellation: null, main: false },
    ]);
    await scripted.close();
  });

  test('custom fields that are no list are none, and the first of two wins', async () => {
    const row = { Id: 1, FullName: 'A', Email: ' a@b.example ', Active: true, Archived: false };
    const data = [
      { Name: 'a', Value: '1' },
      { Name: 'a', Value: '2' },
      { Name: 'b', Value: null },
      'odd',
      { Name: 77, Value: '3' },
    ];
    const bodies = [
      { ...row, CustomFields: { Data: 'odd' } },
      { ...row, CustomFields: { Data: data } },
      { ...row, CustomFields: 3 },
    ];
    const scripted = await startScriptedSource(() => ({ body: bodies.shift() }));
    const read = async () => (await scripted.client.coworker(memberId('1'), now()))?.customFields;
    expect(await read()).toBeNull();
    expect(await read()).toEqual({ a: '1', '77': '3' });
    expect(await read()).toBeNull();
    await scripted.close();
  });
});

describe('a row that cannot be read', () => {
  const id = memberId('7');
  const good = contractRow(1, 7);
  const read = async (rows: object[], list: 'contracts' | 'passes' = 'contracts') => {
    const scripted = await startScriptedSource((url) => ({ body: listOf(rows, url) }));
    try {
      return await scripted.client[list](id, now());
    } finally {
      await scripted.close();
    }
  };
  const pass = { Id: 9, CoworkerId: 7, BusinessId: 1001, TimePassId: 4001, Used: false };

  test.each([
    ['a contract without a plan', [good, { ...good, Id: 2, TariffId: null }], 'contracts'],
    ['a contract that names nobody', [good, { ...good, Id: 2, CoworkerId: null }], 'contracts'],
    ['an empty date', [good, { ...good, Id: 2, CancellationDate: '' }], 'contracts'],
    ['a pass that may be used', [pass, { ...pass, Id: 2, Used: null }], 'passes'],
    ['a pass without a location', [pass, { ...pass, Id: 2, BusinessId: null }], 'passes'],
  ] as const)('%s: nothing is concluded about its member', async (_what, rows, list) => {
    await expect(read([...rows], list)).rejects.toMatchObject({
      code: 'inconsistent',
      options: { retryable: true },
      message: expect.stringContaining('2 cannot be read') as string,
    });
  });

  test('is nothing to another member', async () => {
    expect(await read([good, { ...good, Id: 2, CoworkerId: 8, TariffId: null }])).toMatchObject([{ id: '1' }]);
  });

  test('is a changed shape when there are many', async () => {
    const rows = (odd: number) =>
      Array.from({ length: 20 }, (_, n) => ({ ...contractRow(n + 1, 8), TariffId: n < odd ? null : 1 }));
    expect(await read(rows(3))).toEqual([]);
    await expect(read(rows(4))).rejects.toMatchObject({ code: 'malformed' });
  });

  test('by its id is the member’s, too', async () => {
    const body = { Id: 7, Active: true, Archived: null };
    const scripted = await startScriptedSource(() => ({ body }));
    await expect(scripted.client.coworker(id, now())).rejects.toMatchObject({ code: 'inconsistent' });
    await scripted.close();
  });

  test('a plan without a name goes by its id', async () => {
    const scripted = await startScriptedSource((url) => ({ body: listOf([{ Id: 3001, Name: null }], url) }));
    expect(await scripted.client.tariffs(now())).toMatchObject([{ id: '3001', name: '3001' }]);
    await scripted.close();
  });

  test('a product with an odd field stays on the list: a plan that is not there would count as gone', async () => {
    const odd = { Name: { en: 'Desk' }, BusinessId: 'main', Archived: 'no', MinutesIncluded: '600' };
    const rows = [
      { Id: 3001, Name: 'Good', MinutesIncluded: 600 },
      { Id: 3002, ...odd },
    ];
    const scripted = await startScriptedSource((url) => ({ body: listOf(rows, url) }));
    expect(await scripted.client.tariffs(now())).toMatchObject([
      { id: '3001', name: 'Good' },
      { id: '3002', name: '3002', businessId: null, archived: false },
    ]);
    expect(await scripted.client.timePasses(now())).toMatchObject([
      { id: '3001', minutesIncluded: 600 },
      { id: '3002', minutesIncluded: 'unreadable' },
    ]);
    await scripted.close();
  });

  test('a webhook with an odd note of its last delivery stays on the list', async () => {
    const hook = {
      Id: 1,
      BusinessId: 1001,
      Name: 'Latchkey',
      Action: 7,
      URL: 'https://wifi.example.com',
      Active: false,
    };
    const odd = { ...hook, Id: 2, Name: null, ErrorCount: 'many', LastError: { text: 'no' }, LastTrigger: 'yesterday' };
    const scripted = await startScriptedSource((url) => ({ body: listOf([hook, odd], url) }));
    const rows = [];
    for await (const page of scripted.client.webhooks(now())) rows.push(...page);
    expect(rows).toMatchObject([
      { id: '1', active: false },
      { id: '2', active: false, name: '', errorCount: 0, lastError: null, lastTrigger: null },
    ]);
    await scripted.close();
  });

  test('a pause: its contract is told, one without a contract is nobody’s', async () => {
    const pause = { Id: 5, CoworkerContractId: 1, PauseFrom: '2026-11-01T00:00:00Z', PauseUntil: null };
    const rows = [pause, { ...pause, Id: 6, PauseFrom: '' }, { ...pause, Id: 7, CoworkerContractId: null }];
    const scripted = await startScriptedSource((url) => ({ body: listOf(rows, url) }));
    const odd: unknown[] = [];
    const call: Call = { ...now(), onOdd: (row) => odd.push(row) };
    expect(await scripted.client.pauses(call)).toHaveLength(1);
    expect(odd).toEqual([
      { of: 'pauses', id: '6', member: null, contractId: '1' },
      { of: 'pauses', id: '7', member: null, contractId: null },
    ]);
    await scripted.close();
  });
});
