import type { NexudusOptions } from '../../sandbox/nexudus';
import { startLab, type NexudusLab } from './support/nexudus-lab';

describe('Nexudus on a bad day', () => {
  let lab: NexudusLab;
  const setUp = async (options: Partial<NexudusOptions> = {}) => {
    lab = await startLab(options);
  };
  const join = () => lab.nexudus.play.join({ fullName: 'Ada', email: null, plan: 'Hot Desk' });
  const status = async (path = 'auth/me') => (await lab.get(path)).status;

  afterEach(() => lab.close());

  it('throttles with 409, Retry-After and an empty body, or with 429 and a text', async () => {
    await setUp();
    lab.nexudus.faults.throttle = true;
    const documented = await lab.get('auth/me');
    expect(documented).toMatchObject({ status: 409, text: '', headers: { 'retry-after': '1' } });
    lab.nexudus.options.throttleStatus = 429;
    const live = await lab.get('auth/me');
    expect([live.status, live.headers['retry-after']]).toEqual([429, undefined]);
    expect(live.text).toContain('Wait 1.5 seconds');
  });

  it('asks to wait for as long as it is told to, throttled or away', async () => {
    await setUp();
    Object.assign(lab.nexudus.faults, { throttle: true, retryAfter: '86400' });
    expect(await lab.get('auth/me')).toMatchObject({ status: 409, headers: { 'retry-after': '86400' } });
    Object.assign(lab.nexudus.faults, { down: '503', retryAfter: 'Wed, 01 Jan 2031 00:00:00 GMT' });
    expect(await lab.get('auth/me')).toMatchObject({
      status: 503,
      headers: { 'retry-after': 'Wed, 01 Jan 2031 00:00:00 GMT' },
    });
    lab.nexudus.faults.retryAfter = '';
    expect((await lab.get('auth/me')).headers['retry-after']).toBeUndefined();
  });

  it('allows 120 calls a minute, of which 60 may write', async () => {
    await setUp({ ratePerMinute: 120 });
    const write = async () => (await lab.api('POST', 'spaces/coworkers/runcommand', {})).status;
    for (let index = 0; index < 60; index++) expect(await write()).toBe(200);
    expect(await write()).toBe(409);
    for (let index = 0; index < 60; index++) expect(await status()).toBe(200);
    expect(await status()).toBe(409);
    lab.clock.now += 60_000;
    expect(await status()).toBe(200);
  });

  it('can insist on 100 ms between calls', async () => {
    await setUp({ burstRule: true });
    expect([await status(), await status()]).toEqual([200, 409]);
    lab.clock.now += 100;
    expect(await status()).toBe(200);
  });

  it('says Ooops for a while', async () => {
    await setUp();
    lab.nexudus.faults.ooopsNext = 2;
    const first = await lab.get('auth/me');
    expect([first.status, first.json['Message']]).toEqual([500, expect.stringMatching(/^Ooops! There was a problem/)]);
    expect([await status(), await status()]).toEqual([500, 200]);
  });

  it('says 200 and means no', async () => {
    await setUp();
    lab.nexudus.faults.wasSuccessfulFalse = true;
    expect(await lab.get('spaces/coworkers')).toMatchObject({ status: 200, json: { WasSuccessful: false } });
  });

  it('reads empty and calls it success', async () => {
    await setUp();
    const id = join();
    lab.nexudus.faults.emptyLists = true;
    expect((await lab.get('spaces/coworkers')).json).toMatchObject({ Records: [], TotalItems: 0 });
    expect((await lab.get(`spaces/coworkers?id=[${id}]`)).json).toEqual([]);
    expect(await status(`spaces/coworkers/${id}`)).toBe(200);
  });

  it('leaves a row out of a list and counts it all the same', async () => {
    await setUp();
    const first = join();
    join();
    lab.nexudus.faults.rowMissing = true;
    const { json } = await lab.get('spaces/coworkers?size=2');
    expect(json).toMatchObject({ Records: [{ Id: Number(first) }], TotalItems: 2, HasNextPage: false });
  });

  it('repeats the first page of a list', async () => {
    await setUp();
    for (let n = 0; n < 12; n++) join();
    lab.nexudus.faults.pageRepeated = true;
    const [one, two] = [await lab.get('spaces/coworkers?page=1'), await lab.get('spaces/coworkers?page=2')];
    expect(two.json.Records).toEqual(one.json.Records);
    expect(one.json).toMatchObject({ TotalItems: 12, HasNextPage: true, CurrentPageSize: 10 });
  });

  it('hides the contracts of a coworker whose record still names them', async () => {
    await setUp();
    const id = join();
    const { CoworkerContractIds: contract } = (await lab.get(`spaces/coworkers/${id}`)).json;
    lab.nexudus.faults.contractsHidden = [id];
    const list = await lab.get(`billing/coworkercontracts?CoworkerContract_Coworker=${id}`);
    expect(list.json).toMatchObject({ Records: [], TotalItems: 0 });
    expect(await status(`billing/coworkercontracts/${String(contract)}`)).toBe(404);
    expect((await lab.get(`spaces/coworkers/${id}`)).json['CoworkerContractIds']).toBe(contract);
  });

  it('rejects everybody', async () => {
    await setUp();
    lab.nexudus.faults.unauthorized = true;
    expect(await lab.get('auth/me')).toMatchObject({ status: 401, text: '' });
  });

  it('is away: connections break, or every call is a 500', async () => {
    await setUp();
    lab.nexudus.faults.down = 'refuse';
    await expect(lab.get('auth/me')).rejects.toThrow();
    expect(lab.nexudus.calls.at(-1)).toMatchObject({ path: '/api/auth/me', status: 0 });
    lab.nexudus.faults.down = '500';
    expect(await status()).toBe(500);
  });

  it('hangs until it is closed', async () => {
    await setUp();
    lab.nexudus.faults.down = 'hang';
    const answer = lab.get('auth/me').catch((error: Error) => error);
    while (lab.nexudus.calls.length === 0) await new Promise((resolve) => setImmediate(resolve));
    await lab.nexudus.close();
    expect(await answer).toBeInstanceOf(Error);
  });

  it('answers slowly', async () => {
    await setUp();
    lab.nexudus.faults.slowMs = 30;
    const before = performance.now();
    expect(await status()).toBe(200);
    expect(performance.now() - before).toBeGreaterThanOrEqual(29);
  });

  describe('with rows that lag their webhooks', () => {
    const list = async (id: string) =>
      (await lab.get(`billing/coworkercontracts?CoworkerContract_Coworker=${id}`)).rows;

    it('shows a new contract only later, in the list, by id and on the coworker', async () => {
      await setUp({ rowLagMs: 3000 });
      const id = join();
      expect(await list(id)).toEqual([]);
      expect((await lab.get('billing/coworkercontracts')).json['TotalItems']).toBe(0);
      expect((await lab.get(`spaces/coworkers/${id}`)).json['CoworkerContractIds']).toBeNull();
      lab.clock.now += 3000;
      const [contract] = await list(id);
      expect((await lab.get(`spaces/coworkers/${id}`)).json['CoworkerContractIds']).toBe(String(contract?.['Id']));
    });

    it('shows the former state of a changed contract, and a removed one still', async () => {
      await setUp();
      const id = join();
      lab.nexudus.options.rowLagMs = 3000;
      lab.nexudus.play.cancel(id);
      const [contract] = await list(id);
      expect(contract).toMatchObject({ Active: true, CancellationDate: null });
      await lab.api('POST', 'billing/coworkercontracts/runcommand', {
        Ids: [contract?.['Id']],
        Key: 'DELETE_CONTRACT',
      });
      expect(await list(id)).toHaveLength(1);
      lab.clock.now += 3000;
      expect(await list(id)).toEqual([]);
    });
  });
});
